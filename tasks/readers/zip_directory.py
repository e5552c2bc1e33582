"""The central directory of a zip file: which members it has and where, one at a time."""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from tasks.readers.limits import Refused
from tasks.readers.zip_names import DOS, letters_of, unicode_name

# APPNOTE 6.3.10, section 4.3
END: Final = struct.Struct("<4s4H2LH")
LOCAL_SIGN: Final = b"PK\x03\x04"
END_SIGN: Final = b"PK\x05\x06"
LOCATOR: Final = struct.Struct("<4sLQL")
END_64: Final = struct.Struct("<4sQ2H2L4Q")
ENTRY: Final = struct.Struct("<4s6H3L5H2L")
LONGEST_COMMENT: Final = 65_535
MOST_DIRECTORIES: Final = 10_000  # zip files in one file; each costs a read of a comment's length
FULL: Final = 0xFFFFFFFF
IS_ENCRYPTED: Final = 0x1 | 0x2000  # the member's bytes; the directory itself
IS_UTF8: Final = 0x800


@dataclass(frozen=True, slots=True)
class ZipEntry:
    """What the directory says of one member; `offset` is where its local header begins.

    `letters` are those of names that are neither UTF-8 nor said to be; `beside` is a name that is
    said beside the raw one.
    """

    raw_name: bytes
    flags: int
    method: int
    crc: int
    packed_size: int
    size: int
    offset: int
    beside: str | None = None
    letters: str = DOS

    @property
    def name(self) -> str:
        """The name as its writer meant it: UTF-8 where it says or looks so, else the letters'."""
        is_utf8 = self.flags & IS_UTF8
        if self.beside is not None and not is_utf8:
            return self.beside
        for letters in ("utf-8", self.letters):
            try:
                return self.raw_name.decode(letters)
            except UnicodeDecodeError:
                if is_utf8:
                    return self.raw_name.decode("utf-8", "backslashreplace")
        return self.raw_name.decode(DOS)


@dataclass(frozen=True, slots=True)
class Directory:
    """Where the directory lies, how many bytes precede the zip file, and where it ends.

    `letters` are those of the names in it that do not say theirs.
    """

    start: int
    size: int
    count: int
    before: int
    end: int
    letters: str = DOS


def find_directories(file: BinaryIO) -> list[Directory]:
    """The directories of the zip files that lie one after the other in the file, in that order.

    None when a directory is missing, as in a truncated file, even where the last member is a zip
    file itself, which has its own. What precedes the first and is no zip file is passed over, as
    the program of a self-extracting one is; what follows the last is behind its `end`.
    """
    file.seek(0)
    is_zip = file.read(len(LOCAL_SIGN)) == LOCAL_SIGN
    length = file.seek(0, 2)
    last = _directory(file, length)
    found: list[Directory] = []
    while last is not None and len(found) < MOST_DIRECTORIES:
        found.append(last)
        if not last.before or not is_zip:
            return found[::-1]
        last = _directory(file, last.before, is_exact=True)
    return []


def _directory(file: BinaryIO, length: int, *, is_exact: bool = False) -> Directory | None:
    """The last directory in the first `length` bytes; one that ends with them before any other."""
    begin = max(0, length - LONGEST_COMMENT - END.size)
    file.seek(begin)
    tail = file.read(length - begin)
    other: Directory | None = None
    at = tail.rfind(END_SIGN)
    while at >= 0:
        found = _directory_at(file, tail, begin, at)
        if found is not None and found.end == length:
            return found
        # an end record in a member's name or a comment is none; one with bytes behind it may be
        if found is not None and found.end < length and other is None:
            other = found
        at = tail.rfind(END_SIGN, 0, at)
    return None if is_exact else other


def _directory_at(file: BinaryIO, tail: bytes, begin: int, at: int) -> Directory | None:
    if len(tail) - at < END.size:
        return None
    _, _, _, _, count, size, start, comment_size = END.unpack_from(tail, at)
    end = begin + at
    after = end + END.size + comment_size
    if FULL in {size, start} or count == 0xFFFF:
        wide = _wide(file, end)
        if wide is not None:
            count, size, start, end = wide
    before = end - size - start
    if before < 0 or size > end:
        return None
    return Directory(start + before, size, count, before, after)


def _wide(file: BinaryIO, end: int) -> tuple[int, int, int, int] | None:
    """Count, size, start and place of the zip64 end record."""
    if end < LOCATOR.size:
        return None
    file.seek(end - LOCATOR.size)
    sign, _, place, _ = LOCATOR.unpack(file.read(LOCATOR.size))
    if sign != b"PK\x06\x07":
        return None
    # bytes before the zip file shift the place; the record then lies just before its locator
    for at in (place, end - LOCATOR.size - END_64.size):
        if 0 <= at <= end - LOCATOR.size - END_64.size:
            file.seek(at)
            fields = END_64.unpack(file.read(END_64.size))
            if fields[0] == b"PK\x06\x06":
                return fields[7], fields[8], fields[9], at
    return None


def entries_of(file: BinaryIO, directory: Directory) -> Iterator[ZipEntry]:
    """The members in the order of the directory; Refused `damaged_archive` where it is damaged."""
    at, end = directory.start, directory.start + directory.size
    buffer = b""
    place = 0
    while at < end:
        if len(buffer) - place < ENTRY.size + 3 * 65_535:
            file.seek(at)
            buffer, place = file.read(min(1 << 19, end - at)), 0
        if len(buffer) - place < ENTRY.size:
            raise Refused("damaged_archive", "the list of its members ends in the middle")
        fields = ENTRY.unpack_from(buffer, place)
        if fields[0] != b"PK\x01\x02":
            raise Refused("damaged_archive", f"the list of its members is damaged at byte {at}")
        name_size, extra_size, comment_size = fields[10], fields[11], fields[12]
        after = place + ENTRY.size + name_size
        raw_name = buffer[place + ENTRY.size : after]
        extra = buffer[after : after + extra_size]
        packed, size, offset = wide_sizes(fields[8], fields[9], fields[16], extra)
        yield ZipEntry(
            raw_name, fields[3], fields[4], fields[7], packed, size, offset + directory.before,
            unicode_name(extra, raw_name), directory.letters,
        )  # fmt: skip
        step = ENTRY.size + name_size + extra_size + comment_size
        at += step
        place += step


def letters_of_entries(entries: Iterable[ZipEntry]) -> str:
    """The letters of those names that do not say theirs."""
    return letters_of(
        entry.raw_name for entry in entries if entry.beside is None and not entry.flags & IS_UTF8
    )


def wide_sizes(packed: int, size: int, offset: int, extra: bytes) -> tuple[int, int, int]:
    """The three numbers, from the zip64 field where the short ones are full."""
    if FULL not in {packed, size, offset}:
        return packed, size, offset
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == 1:
            field = extra[at + 4 : at + 4 + length]  # shorter where the extra is damaged
            wide = list(struct.iter_unpack("<Q", field[: len(field) // 8 * 8]))
            numbers = [packed, size, offset]
            # the field holds only those that are full, in the order size, packed, offset
            for index in (1, 0, 2):
                if numbers[index] == FULL and wide:
                    (numbers[index],) = wide.pop(0)
            return numbers[0], numbers[1], numbers[2]
        at += 4 + length
    return packed, size, offset

"""The members of a zip file, read through its directory, or forwards where that is lost."""

import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, Final

from tasks.readers.beside_pages import Neighbours
from tasks.readers.decompression import (
    DAMAGE,
    LZMA_HEAD,
    Unpacker,
    lzma_of_zip,
    unpacker_of_zip,
)
from tasks.readers.limits import Allowance, Refused, RefusedArchive
from tasks.readers.names import readable
from tasks.readers.records import NoRecord
from tasks.readers.streams import STEP, Read
from tasks.readers.tars import Member
from tasks.readers.zip_directory import (
    IS_ENCRYPTED,
    LOCAL_SIGN,
    Directory,
    ZipEntry,
    entries_of,
    find_directories,
    letters_of_entries,
)
from tasks.readers.zip_forwards import LOCAL, NO_LIST, entries_forwards

# APPNOTE 6.3.10, section 4.4.5
STORED: Final = 0
LZMA: Final = 14
# What office programs and e-readers write are zip files too, and no bundle of copy.
OFFICE: Final = b"[Content_Types].xml"
E_BOOK: Final = b"mimetype"  # of OpenDocument as well
# Beside [Content_Types].xml, which some writers put last.
WORKBOOKS: Final = frozenset({b"xl/workbook.xml", b"xl/workbook.bin"})
OTHER_OFFICE: Final = frozenset({b"word/document.xml", b"ppt/presentation.xml"})
OPEN_SHEET: Final = b"application/vnd.oasis.opendocument.spreadsheet"
WORKBOOK: Final = (
    "it is a workbook, which may be a table of articles; save its sheet as CSV (UTF-8)"
)


class _Content:
    """The bytes of one member, unpacked as they are read, then held against their checksum."""

    def __init__(
        self, file: BinaryIO, start: int, entry: ZipEntry, unpacker: Unpacker | None, say: Allowance
    ) -> None:
        self._file = file
        self._entry = entry
        self._unpacker = unpacker
        self._stream = say.stream()
        self._at = start
        self._packed_left = entry.packed_size
        self._crc = 0
        self._size = 0
        self._left = b""
        self._is_over = False

    def read(self, count: int) -> bytes:
        """Some bytes, at most `count`; none at the end. Refused when they are damaged."""
        while not self._left and not self._is_over:
            if self._unpacker is None:
                self._left = self._packed(count)
                self._is_over = not self._left
            else:
                self._left = self._unpacked(self._unpacker, count)
            self._check()
        piece, self._left = self._left[:count], self._left[count:]
        return piece

    def _unpacked(self, unpacker: Unpacker, count: int) -> bytes:
        data = self._packed(STEP) if unpacker.wants_input else b""
        if unpacker.wants_input and not data:
            self._is_over = True
            return b""
        try:
            piece = unpacker.feed(data, count)
        except DAMAGE as error:
            raise Refused("damaged_member", f"its packing is damaged: {error}") from error
        self._stream.take(len(data), len(piece))
        self._is_over = unpacker.is_done
        return piece

    def _packed(self, count: int) -> bytes:
        # the position is set each time: two members may be read in turns
        self._file.seek(self._at)
        data = self._file.read(min(count, self._packed_left))
        if not data and self._packed_left:
            raise Refused("truncated_archive", f"it ends in the middle of {self._entry.name}")
        self._at += len(data)
        self._packed_left -= len(data)
        return data

    def _check(self) -> None:
        self._crc = zlib.crc32(self._left, self._crc)
        self._size += len(self._left)
        if self._size > self._entry.size or (self._is_over and self._size < self._entry.size):
            raise Refused(
                "damaged_member",
                f"it unpacks to {self._size} bytes or more, and {self._entry.size} are announced",
            )
        if self._is_over and self._crc != self._entry.crc:
            raise Refused("damaged_member", "its checksum is wrong")


def read_zip(file: BinaryIO, allowance: Allowance) -> Iterator[Member | NoRecord]:
    """Members in the order of the directory; what cannot be one with its reason.

    Of zip files written one after the other into one file, all. A file without its directory is
    read forwards. Raises Refused: `truncated_archive` then, `damaged_archive`, also for bytes
    behind the zip file, or `other_document` for a document that is a zip file inside, and
    `unsupported_form` for a workbook.
    """
    directories = find_directories(file)
    if not directories:
        yield from _forwards(file, allowance)
        raise Refused("truncated_archive", NO_LIST)
    for directory in directories:
        yield from _members(file, directory, allowance)
    end = directories[-1].end
    file.seek(end)
    while rest := file.read(STEP):
        if rest.strip(b"\0\r\n"):  # no padding
            raise Refused("damaged_archive", f"what follows its end at byte {end} is no zip file")


def _members(
    file: BinaryIO, directory: Directory, allowance: Allowance
) -> Iterator[Member | NoRecord]:
    is_ordered = _is_ordered(file, directory)
    directory = replace(directory, letters=letters_of_entries(entries_of(file, directory)))
    overlapping = frozenset[int]() if is_ordered else _overlapping(file, directory)
    neighbours = Neighbours(lambda: (readable(entry.name) for entry in entries_of(file, directory)))
    for entry in entries_of(file, directory):
        if (no_copy := neighbours.no_copy(readable(entry.name))) is not None:
            yield no_copy
        elif entry.offset in overlapping:
            yield _no_member(entry, "overlapping_members", "it shares bytes with another member")
        else:
            yield _member(file, entry, allowance)


def _end(entry: ZipEntry) -> int:
    return entry.offset + LOCAL.size + len(entry.raw_name) + entry.packed_size


def _is_ordered(file: BinaryIO, directory: Directory) -> bool:
    """Whether each member begins after the one before it, as nearly all writers do it.

    Refused for a document or workbook.
    """
    last = 0
    is_ordered = True
    telling: set[bytes] = set()
    first = b""
    for entry in entries_of(file, directory):
        if entry.raw_name in WORKBOOKS | OTHER_OFFICE | {OFFICE}:
            telling.add(entry.raw_name)
        if entry.offset == directory.before:
            first = entry.raw_name
        is_ordered = is_ordered and entry.offset >= last
        last = _end(entry)
    if OFFICE in telling and not WORKBOOKS.isdisjoint(telling):
        raise Refused("unsupported_form", WORKBOOK)
    if first == OFFICE or (OFFICE in telling and not OTHER_OFFICE.isdisjoint(telling)):
        raise Refused("other_document", "it is an Office document; save it as text or HTML")
    if first == E_BOOK:
        file.seek(directory.before)
        if OPEN_SHEET in file.read(LOCAL.size + 400):
            raise Refused("unsupported_form", WORKBOOK)
        detail = "it is an e-book or OpenDocument file; save it as text or HTML"
        raise Refused("other_document", detail)
    return is_ordered


def _overlapping(file: BinaryIO, directory: Directory) -> frozenset[int]:
    """Where the members begin that share bytes with another."""
    shared: set[int] = set()
    reach, owner = 0, 0
    for start, end in sorted((one.offset, _end(one)) for one in entries_of(file, directory)):
        if start < reach:
            shared |= {start, owner}
        if end >= reach:
            reach, owner = end, start
    return frozenset(shared)


def _member(file: BinaryIO, entry: ZipEntry, allowance: Allowance) -> Member | NoRecord:
    # not of the raw name: a character of Japanese or Chinese may end in the byte of a backslash
    if entry.name.endswith(("/", "\\")) and not entry.size:
        return NoRecord(f"!{readable(entry.name)}", "skipped", "directory", "a folder's entry")
    if entry.flags & IS_ENCRYPTED:
        return _no_member(entry, "encrypted", "it needs a password; unpack it first")
    file.seek(entry.offset)
    head = file.read(LOCAL.size)
    if len(head) < LOCAL.size or not head.startswith(LOCAL_SIGN):
        return _no_member(entry, "damaged_member", f"there is no member at byte {entry.offset}")
    fields = LOCAL.unpack(head)
    start = entry.offset + LOCAL.size + fields[9] + fields[10]
    return _opened(file, start, entry, allowance)


def _opened(file: BinaryIO, start: int, entry: ZipEntry, allowance: Allowance) -> Member | NoRecord:
    unpacker = unpacker_of_zip(entry.method)
    if entry.method == LZMA:
        file.seek(start)
        unpacker = lzma_of_zip(file.read(LZMA_HEAD))
        packed_size = max(0, entry.packed_size - LZMA_HEAD)
        start, entry = start + LZMA_HEAD, replace(entry, packed_size=packed_size)
    if unpacker is None and entry.method != STORED:
        return _no_member(
            entry, "unsupported_compression", f"packed by method {entry.method}; pack it again"
        )
    content = _Content(file, start, entry, unpacker, allowance)
    return Member(readable(entry.name), content.read, entry.size)


def _no_member(entry: ZipEntry, code: str, detail: str) -> NoRecord:
    return NoRecord(f"!{readable(entry.name)}", "quarantined", code, detail)


def _forwards(file: BinaryIO, allowance: Allowance) -> Iterator[Member | NoRecord]:
    """The members before the damage, each by its own header, as far as they tell their size."""
    for entry in entries_forwards(file, allowance):
        member = _member(file, entry, allowance)
        yield replace(member, read=_cut(member.read)) if isinstance(member, Member) else member


def _cut(read: Read) -> Read:
    """The same bytes; where the file ends within them, that is said of the file."""

    def read_on(count: int) -> bytes:
        try:
            return read(count)
        except Refused as refusal:
            if refusal.code != "truncated_archive":
                raise
            whole = Refused(refusal.code, f"{refusal.detail}, and {NO_LIST}")
            raise RefusedArchive(whole) from refusal

    return read_on

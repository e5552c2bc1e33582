"""The members of a zip file whose directory is lost, each by the header before it."""

import struct
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, Final

from tasks.readers.decompression import LZMA_HEAD, Damaged, Unpacker, unpacker_of_zip
from tasks.readers.limits import Allowance, Refused
from tasks.readers.names import readable
from tasks.readers.streams import STEP
from tasks.readers.zip_directory import (
    FULL,
    IS_ENCRYPTED,
    LOCAL_SIGN,
    ZipEntry,
    letters_of_entries,
    wide_sizes,
)
from tasks.readers.zip_names import DOS, unicode_name

LOCAL: Final = struct.Struct("<4s5H3L2H")
HAS_SIZE_AFTER: Final = 0x8
NO_LIST: Final = "its list of members, which is at its end, is missing"
_SPANNED: Final = b"PK\x07\x08"  # also what a member's size may stand behind
# Behind a member: checksum and sizes, of four bytes or, as zip64 has them, eight.
_SIZES_AFTER: Final = (struct.Struct("<3L"), struct.Struct("<L2Q"))
_LONGEST_AFTER: Final = 24


def entries_forwards(file: BinaryIO, allowance: Allowance) -> Iterator[ZipEntry]:
    """The members in their order, up to the end or to one that does not tell where it ends.

    One whose size stands behind it, as programs write it that cannot go back in their file, is
    unpacked to find its end. Raises Refused where that is missing or the bytes are damaged.
    """
    letters = letters_of_entries(_entries(file, None, DOS))
    yield from _entries(file, allowance, letters)


def _entries(file: BinaryIO, allowance: Allowance | None, letters: str) -> Iterator[ZipEntry]:
    """Without allowance none is unpacked, and those before the first such one are all."""
    length = file.seek(0, 2)
    file.seek(0)
    at = len(_SPANNED) if file.read(len(_SPANNED)) == _SPANNED else 0
    while True:
        file.seek(at)
        head = file.read(LOCAL.size)
        if len(head) < LOCAL.size or not head.startswith(LOCAL_SIGN):
            return
        _, _, flags, method, _, _, crc, packed, size, name_size, extra_size = LOCAL.unpack(head)
        raw_name = file.read(name_size)
        extra = file.read(extra_size)
        if len(extra) < extra_size:
            return
        is_after = flags & HAS_SIZE_AFTER and packed in {0, FULL}
        packed, size, _ = wide_sizes(packed, size, 0, extra)
        start = end = at + LOCAL.size + name_size + extra_size
        beside = unicode_name(extra, raw_name)
        entry = ZipEntry(raw_name, flags, method, crc, packed, size, at, beside, letters)
        if not is_after:
            if length - start < min(packed, LZMA_HEAD):
                return  # the file ends before anything of it can be read
        elif allowance is None or flags & IS_ENCRYPTED:
            return
        else:
            found = _measured(file, start, entry, allowance)
            if found is None:
                return
            entry, end = found
        yield entry
        at = end if is_after else start + packed


def _measured(
    file: BinaryIO, start: int, entry: ZipEntry, allowance: Allowance
) -> tuple[ZipEntry, int] | None:
    """The entry with its sizes, and where what is behind it ends; None where nothing tells that."""
    name = readable(entry.name)
    unpacker = unpacker_of_zip(entry.method)
    file.seek(start)
    packed, size = (0, 0) if unpacker is None else _sizes(file, name, unpacker, allowance)
    file.seek(start + packed)
    after = file.read(_LONGEST_AFTER)
    for sign in (_SPANNED, b""):
        for sizes in _SIZES_AFTER:
            length = len(sign) + sizes.size
            if after.startswith(sign) and len(after) >= length:
                crc, *said = sizes.unpack_from(after, len(sign))
                if said == [packed, size]:
                    whole = replace(entry, crc=crc, packed_size=packed, size=size)
                    return whole, start + packed + length
    if unpacker is None:
        return None
    if len(after) < _LONGEST_AFTER:
        raise Refused("truncated_archive", f"it ends behind {name}, and {NO_LIST}")
    raise Refused("damaged_archive", f"what is behind {name} is not its size, and {NO_LIST}")


def _sizes(file: BinaryIO, name: str, unpacker: Unpacker, allowance: Allowance) -> tuple[int, int]:
    """How many bytes the member takes and unpacks to."""
    packed = size = 0
    while not unpacker.is_done:
        data = file.read(STEP) if unpacker.wants_input else b""
        if unpacker.wants_input and not data:
            detail = f"it ends in the middle of {name}, and {NO_LIST}"
            raise Refused("truncated_archive", detail)
        packed += len(data)
        try:
            size += len(unpacker.feed(data, STEP))
        except Damaged as damage:
            detail = f"the packing of {name} is damaged, and {NO_LIST}: {damage}"
            raise Refused("damaged_archive", detail) from damage
        allowance.refuse_ratio(packed, size)
    return packed - len(unpacker.unused), size

"""The 512-byte headers of a tar file, and the longer names that precede some of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

BLOCK: Final = 512
LARGEST_NUMBER: Final = 1 << 62
# POSIX.1-2008, pax; GNU tar's manual, "Basic Tar Format"
KINDS: Final[Mapping[bytes, str]] = MappingProxyType({
    b"0": "file", b"\0": "file", b"7": "file", b"1": "link", b"2": "link", b"3": "device",
    b"4": "device", b"6": "device", b"5": "directory", b"S": "sparse", b"L": "long_name",
    b"K": "long_link", b"x": "pax", b"X": "pax", b"g": "global_pax",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Header:
    """What a header says of the member after it."""

    name: bytes
    kind: str
    size: int


def is_header(block: bytes) -> bool:
    """Whether the block is a tar header: its checksum is that of its bytes."""
    if len(block) < BLOCK or not block[0]:
        return False
    said = _number(block[148:156])
    if said is None:
        return False
    plain = sum(block[:148]) + 8 * 32 + sum(block[156:BLOCK])
    if said == plain:
        return True
    # some old writers summed signed bytes
    high = sum(byte > 127 for byte in block[:148]) + sum(byte > 127 for byte in block[156:BLOCK])
    return said == plain - 256 * high


def read_header(block: bytes) -> Header | None:
    """The header in the block; None when it is none or its size is no number."""
    if not is_header(block):
        return None
    size = _number(block[124:136])
    if size is None or not 0 <= size < LARGEST_NUMBER:
        return None
    name = block[:100].split(b"\0", 1)[0]
    if block[257:262] == b"ustar" and block[262:263] != b" ":  # GNU keeps times where POSIX has
        prefix = block[345:500].split(b"\0", 1)[0]  # the folder
        name = prefix + b"/" + name if prefix else name
    kind = KINDS.get(block[156:157], "unknown")
    return Header(name, kind, 0 if kind in {"link", "device", "directory"} else size)


def pax_fields(data: bytes) -> dict[bytes, bytes]:
    """The fields of a pax header; those before the first damage."""
    fields: dict[bytes, bytes] = {}
    at = 0
    while at < len(data):
        digits, space, _ = data[at : at + 20].partition(b" ")
        if not space or not digits.isdigit():
            break
        end = at + int(digits)
        key, sign, value = data[at + len(digits) + 1 : end].partition(b"=")
        if end <= at or end > len(data) or not sign:
            break
        fields[key] = value.removesuffix(b"\n")
        at = end
    return fields


def _number(field: bytes) -> int | None:
    """Octal digits, or GNU's binary for what they cannot say."""
    if field[:1] == b"\x80":
        return int.from_bytes(field[1:], "big")
    digits = field.strip(b" \0")
    try:
        return int(digits, 8) if digits else 0
    except ValueError:
        return None

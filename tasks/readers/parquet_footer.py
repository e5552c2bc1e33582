"""What the footer of a Parquet file says of its column chunks, read here and not by Arrow.

pyarrow 26 ends the process over a chunk whose statistics do not fit the schema, one flipped
bit in the footer: the call that gives a chunk's sizes lets no C++ exception through.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, BinaryIO, Final

TAIL: Final = struct.Struct("<I4s")  # the footer's length, and the mark that ends the file
DEEPEST: Final = 16  # structs in structs; the format has six
LONGEST_NUMBER: Final = 10  # bytes of a varint of 64 bits

# The types of Thrift's compact protocol, and the numbers of parquet.thrift
TRUE, FALSE, BYTE, DOUBLE, BINARY, LIST, SET, STRUCT = 1, 2, 3, 7, 8, 9, 10, 12
NUMBERS: Final = frozenset({4, 5, 6})
TEXTS: Final = 6  # the physical type BYTE_ARRAY
DICTIONARIES: Final = frozenset({2, 8})  # the encodings PLAIN_DICTIONARY and RLE_DICTIONARY

# A struct's fields that are read, by number; None for a plain value, else the fields within
_Fields = Mapping[int, Any]
_CHUNK: Final[_Fields] = MappingProxyType(
    {1: None, 2: None, 3: None, 5: None, 6: None, 7: None, 12: MappingProxyType({3: None})}
)
_FOOTER: Final[_Fields] = MappingProxyType(
    {4: MappingProxyType({1: MappingProxyType({3: _CHUNK})})}
)


@dataclass(frozen=True, slots=True)
class Chunk:
    """One column in one row group: its path, how its texts lie, and its two sizes.

    One that `is_empty` has no values but nulls, by what its statistics say.
    """

    path: str
    is_repeated: bool
    packed_size: int
    unpacked_size: int
    is_empty: bool = False


def chunks_by_group(file: BinaryIO) -> list[list[Chunk]]:
    """The chunks of each row group; ValueError for a footer that cannot be read."""
    end = file.seek(0, 2)
    file.seek(max(0, end - TAIL.size))
    tail = file.read(TAIL.size)
    size = TAIL.unpack(tail)[0] if len(tail) == TAIL.size else end
    if size + TAIL.size > end:
        raise ValueError("its footer is longer than the file")
    file.seek(end - TAIL.size - size)
    try:
        footer = _Compact(file.read(size)).struct(_FOOTER)
        return [[_chunk(one[3]) for one in group[1]] for group in footer.get(4, [])]
    except (LookupError, TypeError, AttributeError) as error:
        raise ValueError("its footer is damaged") from error


def _chunk(said: Mapping[int, Any]) -> Chunk:
    is_repeated = said[1] == TEXTS and not DICTIONARIES.isdisjoint(said[2])
    path = b".".join(said[3]).decode("utf-8", "replace")
    is_empty = said.get(12, {}).get(3) == said.get(5)  # without statistics it may hold anything
    return Chunk(path, is_repeated, int(said[7]), int(said[6]), is_empty and 5 in said)


class _Compact:
    """Values in Thrift's compact protocol, one after the other; what is not asked is passed by."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def struct(self, wanted: _Fields, depth: int = 0) -> dict[int, Any]:
        """The wanted fields by number."""
        if depth > DEEPEST:
            raise ValueError("its footer is nested too deeply")
        found: dict[int, Any] = {}
        number = 0
        while head := self._byte():
            kind, step = head & 15, head >> 4
            number = number + step if step else self._signed()
            if number in wanted:
                found[number] = self._value(kind, wanted[number] or {}, depth)
            else:
                self._value(kind, {}, depth)
        return found

    def _value(self, kind: int, wanted: _Fields, depth: int) -> Any:
        if kind in NUMBERS:
            return self._signed()
        match kind:
            case 1 | 2:
                return kind == TRUE
            case 3:
                return self._byte()
            case 7:
                return self._bytes(8)
            case 8:
                return self._bytes(self._unsigned())
            case 9 | 10:
                return self._list(wanted, depth)
            case 12:
                return self.struct(wanted, depth + 1)
            case _:  # maps are nowhere in the format
                raise ValueError("its footer has a value of a type that is none")

    def _list(self, wanted: _Fields, depth: int) -> list[Any]:
        head = self._byte()
        kind, count = head & 15, head >> 4
        if count == 15:
            count = self._unsigned()
        if count > len(self._data) - self._at:  # each takes a byte or more
            raise ValueError("its footer has a list that is longer than it")
        if kind in {TRUE, FALSE}:
            kind = BYTE  # in a list they take a byte
        return [self._value(kind, wanted, depth + 1) for _ in range(count)]

    def _byte(self) -> int:
        byte = self._data[self._at]
        self._at += 1
        return byte

    def _bytes(self, size: int) -> bytes:
        piece = self._data[self._at : self._at + size]
        if len(piece) < size:
            raise ValueError("its footer ends in the middle")
        self._at += size
        return piece

    def _unsigned(self) -> int:
        value = 0
        for place in range(LONGEST_NUMBER):
            byte = self._byte()
            value |= (byte & 127) << 7 * place
            if byte < 128:
                return value
        raise ValueError("its footer has a number that is too long")

    def _signed(self) -> int:
        value = self._unsigned()
        return (value >> 1) ^ -(value & 1)

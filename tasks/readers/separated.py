"""Several articles in one text file, parted by a line that the settings declare."""

import io
from collections.abc import Callable, Iterator
from typing import Final, Literal

from tasks.readers.limits import ReadingRules
from tasks.readers.records import NoRecord, Record
from tasks.readers.text import BLANKS
from tasks.readers.wide_streams import as_utf8

LONGEST_LINE: Final = 1 << 20  # bytes looked at for the separator; a longer line is none

# What a line is to the pieces: it parts two and is of neither, begins one, or ends one.
Cut = Literal["", "parts", "begins", "ends"]


def read_separated(
    stream: io.BufferedReader, separator: str, rules: ReadingRules
) -> Iterator[Record | NoRecord]:
    """`#article=2` for the second piece between lines that are the separator.

    Blanks around the separator do not matter; pieces of nothing but blanks are no articles. A
    file in which no line is the separator is one record of all its bytes, without a number.
    Pieces keep their bytes, but those of UTF-16 and UTF-32, which are given as UTF-8.
    """
    mark = separator.strip(BLANKS).encode()
    number = 1
    before: Piece | None = None
    for piece in pieces(stream, lambda line: "parts" if _is_mark(line, mark) else "", rules):
        if before is not None:
            yield from before.entries(f"#article={number}")
            number += before.has_copy
        is_parted = before is not None
        before = piece
    if before is not None:
        yield from before.entries(f"#article={number}" if is_parted else "")


class Piece:
    """A piece of a text in the making; of one that is too large no more is kept than may be."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._content = bytearray()
        self.size = 0
        self.has_copy = False

    def add(self, line: bytes, *, is_copy: bool = True) -> None:
        """The line is the last of the piece; one that only parts pieces is no copy."""
        self.size += len(line)
        if not self.is_too_large:
            self._content += line
        if is_copy and not self.has_copy:
            self.has_copy = bool(line.strip()) or self.is_too_large

    def extend(self, other: "Piece") -> None:
        """What is in the other piece stands at the end of this one."""
        self.size += other.size
        if not self.is_too_large:
            self._content += other.content()
        self.has_copy |= other.has_copy or self.is_too_large

    @property
    def is_too_large(self) -> bool:
        """Whether it is more than a record may be."""
        return self.size > self._most

    def content(self) -> bytes:
        """Its bytes; not all of them when it is too large."""
        return bytes(self._content)

    def entries(self, name: str) -> Iterator[Record | NoRecord]:
        """The record of this name; why there is none, where there was to be one."""
        if self.is_too_large:
            yield NoRecord(
                name, "quarantined", "too_large",
                f"{self.size} bytes, more than max_record_bytes = {self._most}",
            )  # fmt: skip
        elif self.has_copy:
            yield Record(name, self.content())
        elif not name:
            yield NoRecord(name, "quarantined", "empty_file", "there is nothing in it but blanks")


def pieces(
    stream: io.BufferedReader, cut_of: Callable[[bytes], Cut], rules: ReadingRules
) -> Iterator[Piece]:
    """The text cut at its lines, one piece at least; memory is bounded by that of one piece."""
    piece = Piece(rules.max_record_bytes)
    is_whole = True
    for line in _lines(as_utf8(stream)):
        cut = cut_of(line) if is_whole else ""
        is_whole = line.endswith((b"\n", b"\r"))
        if cut == "begins":
            yield piece
            piece = Piece(rules.max_record_bytes)
        if cut != "parts":
            piece.add(line, is_copy=not cut)
        if cut in ("ends", "parts"):
            yield piece
            piece = Piece(rules.max_record_bytes)
    yield piece


def _lines(stream: io.BufferedReader) -> Iterator[bytes]:
    """The lines; a return ends one where more of them stand alone so far than there are line feeds.

    What is longer than a line may be comes in parts that have no end.
    """
    returns, feeds, rest = 0, 0, b""
    while piece := stream.readline(LONGEST_LINE):
        is_over = piece.endswith(b"\n")
        piece, rest = rest + piece, b""
        lone = piece.count(b"\r", 0, len(piece) - 1) - piece.count(b"\r\n")
        returns += lone
        feeds += is_over
        if not lone or returns <= feeds:
            yield piece
            continue
        lines = piece.splitlines(keepends=True)
        if not is_over and len(lines[-1]) < LONGEST_LINE:
            rest = lines.pop()
        yield from lines
    if rest:
        yield rest


def _is_mark(line: bytes, mark: bytes) -> bool:
    if mark not in line or len(line) > len(mark) + 400:
        return False
    return line.decode("utf-8", "replace").strip(BLANKS).encode() == mark

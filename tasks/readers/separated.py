"""Several articles in one text file, parted by a line that the settings declare."""

import io
from collections.abc import Iterable, Iterator
from typing import Final

from tasks.readers.limits import ReadingRules
from tasks.readers.records import NoRecord, Record
from tasks.readers.text import BLANKS

LONGEST_LINE: Final = 1 << 20  # bytes looked at for the separator; a longer line is none
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")


def read_separated(
    stream: io.BufferedReader, separator: str, rules: ReadingRules
) -> Iterator[Record | NoRecord]:
    """`#article=2` for the second piece between lines that are the separator.

    Blanks around the separator do not matter; pieces of nothing but blanks are no articles. A
    file in which no line is the separator is one record of all its bytes, without a number.
    Pieces keep their bytes, but those of UTF-16, which are given as UTF-8.
    """
    lines: Iterable[bytes] = iter(lambda: stream.readline(LONGEST_LINE), b"")
    if stream.peek()[:2] in _WIDE:
        text = io.TextIOWrapper(stream, "utf-16", "replace", newline="")
        lines = (line.encode() for line in iter(lambda: text.readline(LONGEST_LINE), ""))
    mark = separator.strip(BLANKS).encode()
    number, size = 1, 0
    piece: list[bytes] = []
    is_parted = False
    for line in lines:
        if _is_mark(line, mark):
            is_parted = True
            yield from _one(f"#article={number}", piece, size, rules)
            number += bool(b"".join(piece).strip()) or size > rules.max_record_bytes
            piece, size = [], 0
            continue
        size += len(line)
        if size <= rules.max_record_bytes:
            piece.append(line)
    yield from _one(f"#article={number}" if is_parted else "", piece, size, rules)


def _is_mark(line: bytes, mark: bytes) -> bool:
    if mark not in line or len(line) > len(mark) + 400:
        return False
    return line.decode("utf-8", "replace").strip(BLANKS).encode() == mark


def _one(
    name: str, piece: list[bytes], size: int, rules: ReadingRules
) -> Iterator[Record | NoRecord]:
    if size > rules.max_record_bytes:
        yield NoRecord(
            name, "quarantined", "too_large",
            f"{size} bytes, more than max_record_bytes = {rules.max_record_bytes}",
        )  # fmt: skip
        return
    content = b"".join(piece)
    if content.strip():
        yield Record(name, content)
    elif not name:
        yield NoRecord(name, "quarantined", "empty_file", "there is nothing in it but blanks")

"""Tables whose quotes are escaped by a backslash, as MySQL and Spark write them."""

import csv
import re
from typing import Final

from tasks.readers.stray_quotes import is_unclosed

_ESCAPED: Final = re.compile(r'(?<!\\)((?:\\\\){0,50})\\"')
SNIFFED_ROWS: Final = 200


def with_doubled_quotes(line: str) -> str:
    r"""The line with `\"` written as `""`, which the reader of tables knows."""
    return _ESCAPED.sub(r'\1""', line) if '\\"' in line else line


def escapes_quotes(text: str, delimiter: str) -> bool:
    r"""Whether the first rows are whole only where `\"` stands for a quote.

    A cell that ends in a backslash, as a folder's path does, stands before its closing quote too.
    """
    if '\\"' not in text:
        return False
    lines = text.splitlines(keepends=True)
    if len(lines) > 2 and not text.endswith("\n"):
        del lines[-1]  # the look ahead may have cut it
    return not _are_whole(lines, delimiter) and _are_whole(
        [with_doubled_quotes(line) for line in lines], delimiter
    )


def _are_whole(lines: list[str], delimiter: str) -> bool:
    """Whether the rows are well quoted and of one width; the last may go on behind the lines."""
    widths: list[int] = []
    try:
        for row in csv.reader(lines, delimiter=delimiter, strict=True):
            if row:
                widths.append(len(row))
            if len(widths) > SNIFFED_ROWS:
                break
    except csv.Error as error:
        if not is_unclosed(error):
            return False
    return len(widths) > 1 and len(set(widths)) == 1

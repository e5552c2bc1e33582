"""The copy's lines as its writer meant them: wrapped lines joined, marked paragraphs parted."""

import itertools
import re
from collections.abc import Callable, Sequence
from typing import Final

from tasks.readers.text import BLANKS, Line

WRAPPED_AT: Final = (40, 90)  # characters; terminals and wires wrap between 60 and 80 columns
ENOUGH_LINES: Final = 4  # fewer lines are no evidence of wrapping
WRAPPED_SHARE: Final = 0.5  # of the lines; a column of short paragraphs ends its lines in marks
BLOCK_MARK: Final = " ### "  # how one scraper joins blocks; three of them are no accident

_SCRIPT: Final = re.compile(r"var [a-zA-Z_]\w{0,40} ?= ?\{[^{}]{0,400}\};?")
_OPEN_END: Final = re.compile(r"[\w,;–—-]$")


def separator_of(text: str) -> str:
    """The mark that parts blocks inside a line of this text; '' when none does."""
    return BLOCK_MARK if "#" in text and text.count(BLOCK_MARK) >= 3 else ""


def split_at_marks(lines: Sequence[Line], mark: re.Pattern[str]) -> list[Line]:
    """The lines parted at the outlet's own paragraph mark."""
    parted: list[Line] = []
    for line in lines:
        last = 0
        for match in mark.finditer(line.text):
            _add(parted, line, last, match.start())
            last = match.end()
        _add(parted, line, last, len(line.text))
    return parted


def _add(lines: list[Line], line: Line, start: int, end: int) -> None:
    piece = line.text[start:end]
    stripped = piece.strip(BLANKS)
    if stripped:
        begin = line.start + start + piece.find(stripped[0])
        lines.append(Line(stripped, begin, begin + len(stripped), line.indent, True))


def part_at_residue(lines: Sequence[Line]) -> list[Line]:
    """The lines, with a script that a scraper left in the copy as a line of its own."""
    parted: list[Line] = []
    for line in lines:
        last = 0
        # hardly a line of copy has a brace, and one character is found ten times as fast as four
        if "{" in line.text and "var " in line.text:
            for match in _SCRIPT.finditer(line.text):
                _add(parted, line, last, match.start())
                _add(parted, line, match.start(), match.end())
                last = match.end()
        if last:
            _add(parted, line, last, len(line.text))
        else:
            parted.append(line)
    return parted


def is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether the copy breaks its lines at a column and not at its paragraphs."""
    long = [line for line in lines if len(line.text) >= WRAPPED_AT[0]]
    if not long or max(len(line.text) for line in long) > WRAPPED_AT[1]:
        return False
    joints = [
        (line, after)
        for line, after in itertools.pairwise(lines)
        if _OPEN_END.search(line.text) and not after.blank_before
    ]
    if len(long) >= ENOUGH_LINES:
        return len(joints) >= WRAPPED_SHARE * (len(lines) - 1)
    # two or three lines are wrapped when one breaks off before a word in lower case
    return any(
        len(line.text) >= WRAPPED_AT[0] and after.text[:1].islower() for line, after in joints
    )


def unwrap(
    lines: Sequence[Line], text: str, stands_alone: Callable[[str], bool] = lambda _: False
) -> list[Line]:
    """Wrapped lines joined into paragraphs: a blank line or a deeper indent begins a new one.

    A line that stands alone (an agency's end mark) is never joined to another.
    """
    if not is_wrapped(lines):
        return list(lines)
    usual = min(line.indent for line in lines)
    width = max(len(line.text) for line in lines)
    joined: list[Line] = []
    alone = False
    for line in lines:
        last = joined[-1] if joined else None
        before, alone = alone, stands_alone(line.text)
        if (
            last is None
            or alone
            or before
            or line.blank_before
            or line.indent >= usual + 2
            or len(text[last.start : last.end].rpartition("\n")[2]) < width * 0.6
        ):
            joined.append(line)
        else:
            whole = " ".join((last.text, line.text))
            joined[-1] = Line(whole, last.start, line.end, last.indent, last.blank_before)
    return joined

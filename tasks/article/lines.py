"""The copy's lines as its writer meant them: wrapped lines joined, marked paragraphs parted."""

import itertools
import re
from collections.abc import Callable, Sequence
from typing import Final

from tasks.readers.text import BLANKS, Line
from tasks.text.sentence_ends import ends_with_mark
from tasks.text.words import SIGNS, SOUTHERN

WRAPPED_AT: Final = (40, 90)  # characters; terminals and wires wrap between 60 and 80 columns
ENOUGH_LINES: Final = 4  # fewer lines are no evidence of wrapping
WRAPPED_SHARE: Final = 0.5  # of the lines; a column of short paragraphs ends its lines in marks
SHORT_OF_FULL: Final = 6  # columns: an indent of two characters, and a mark kept off a line's head
BLOCK_MARK: Final = " ### "  # how one scraper joins blocks; three of them are no accident

_SCRIPT: Final = re.compile(r"var [a-zA-Z_]\w{0,40} ?= ?\{[^{}]{0,400}\};?")
# Vowels and tones above a letter of Thai or Burmese are no letters to a pattern.
_OPEN_END: Final = re.compile(rf"[\w,;–—，、；{SOUTHERN}-](?<![។៕၊။])")
_WIDE_SIGNS: Final = rf"\u3000-\u303f\uff01-\uff60{SIGNS}"  # two columns of a terminal each
_WIDE: Final = re.compile(f"[{_WIDE_SIGNS}]")
# Where a line breaks between two of these, no blank stood; quotation marks are of all scripts.
_WITHOUT_BLANK: Final = re.compile(
    f"[{_WIDE_SIGNS}][{_WIDE_SIGNS}“”‘’…—]|[“”‘’…—][{_WIDE_SIGNS}]|[{SOUTHERN}]{{2}}"
)


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
    if not lines or max(len(line.text) for line in lines) > WRAPPED_AT[1]:
        return False
    widths = [_columns(line.text) for line in lines]
    long = sum(width >= WRAPPED_AT[0] for width in widths)
    if not long:
        return False
    full = max(widths) - SHORT_OF_FULL
    is_closed = any(ends_with_mark(line.text) for line in lines)
    joints = [
        (width, line, after)
        for width, (line, after) in zip(widths, itertools.pairwise(lines), strict=False)
        if not after.blank_before
        and _OPEN_END.match(line.text[-1])  # a search would stop at each character
        # headlines one below the other are not as wide as each other, and close in no mark
        and (not _WIDE.match(line.text[-1]) or (width >= full and is_closed))
    ]
    if long >= ENOUGH_LINES:
        return len(joints) >= WRAPPED_SHARE * (len(lines) - 1)
    # two or three lines are wrapped when one breaks off before a word in lower case, or two break
    # off at one column in a script that has no such words
    broken = [(line, after) for width, line, after in joints if width >= WRAPPED_AT[0]]
    return (
        any(after.text[:1].islower() for _, after in broken)
        or sum(_WITHOUT_BLANK.match(line.text[-1] + after.text[0]) is not None
               for line, after in broken) >= 2
    )  # fmt: skip


def _columns(text: str) -> int:
    """How wide the text stands in a terminal, where a Chinese character takes two columns."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


def unwrap(
    lines: Sequence[Line], text: str, stands_alone: Callable[[str], bool] = lambda _: False
) -> list[Line]:
    """Wrapped lines joined into paragraphs: a blank line or a deeper indent begins a new one.

    A line that stands alone (an agency's end mark) is never joined to another. No blank is put
    between two characters of a script without blanks, and a line of Chinese or Japanese that is
    not full ends its paragraph.
    """
    if not is_wrapped(lines):
        return list(lines)
    usual = min(line.indent for line in lines)
    width = max(_columns(line.text) for line in lines)
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
            or _columns(text[last.start : last.end].rpartition("\n")[2])
            < (width - SHORT_OF_FULL if _WIDE.match(last.text[-1]) else width * 0.6)
        ):
            joined.append(line)
        else:
            between = "" if _WITHOUT_BLANK.match(last.text[-1] + line.text[0]) else " "
            whole = between.join((last.text, line.text))
            joined[-1] = Line(whole, last.start, line.end, last.indent, last.blank_before)
    return joined

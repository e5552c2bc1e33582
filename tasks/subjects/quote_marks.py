"""Where quotations begin and end in a paragraph, strictly: what is not plain is left out."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter
from types import MappingProxyType
from typing import Final, NamedTuple

# What may close a quotation that each of these opens. German „ is closed by “, where typists
# have it, else by ”.
_CLOSERS: Final = MappingProxyType(
    {'"': '"', "“": "”", "„": "“”", "«": "»", "「": "」", "『": "』", "‘": "’", "'": "'"}
)
_DOUBLE: Final = re.compile('["“”„«»「」『』]')
# A single mark opens before a word; and closes behind a stop, or behind a word if no apostrophe may
# stand there. All others are apostrophes: within words, and of 'em, 'til, 'n', '90s.
_SINGLE: Final = re.compile(
    r"(?<![^\s(\[—–])(?P<opens>['‘])(?=[^\W_])(?!(?:em|til|cause|n|tis|twas|[0-9]0s)(?![^\W_]))"
    r"|(?<=[,.!?…])(?P<closes>['’])(?![^\W_])"
    r"|(?<=[^\W\d_])['’](?![^\W_])"
)
# Behind these letters a mark may be an apostrophe: the farmers' income, goin' home.
_MAY_HAVE_APOSTROPHE: Final = ("s", "S", "in", "z", "x")
_NEXT_SENTENCE: Final = re.compile(r"[.!?]['’”)]?\s+[^\W\d_a-z]")
_OPENS_AFTER: Final = frozenset("([{—–-/:")


class Quoted(NamedTuple):
    """The words between two marks are `text[start:end]`; `closed` is false where none ends them."""

    start: int
    end: int
    closed: bool
    mark: str


def quoted_in(text: str) -> list[Quoted]:
    """The quotations of a paragraph in order, none within another.

    Where a second one begins before the first has ended, the first is dropped: its end is lost,
    and every later mark would be read the wrong way round.
    """
    found: list[Quoted] = []
    places = [one.start() for one in _DOUBLE.finditer(text)]
    if not places:
        return _in_single_marks(text) if "'" in text or "‘" in text else []
    opened, mark = -1, ""
    for place in places:
        letter = text[place]
        if opened < 0:
            if _may_open(text, place):
                opened, mark = place, letter
        elif letter in _CLOSERS[mark] and not _only_opens(text, place):
            if place > opened + 1:
                found.append(Quoted(opened + 1, place, True, mark))
            opened = -1
        elif letter == mark:
            opened = place
    if opened >= 0 and opened + 1 < len(text):
        found.append(Quoted(opened + 1, len(text), False, mark))
    return found


def _in_single_marks(text: str) -> list[Quoted]:
    """The quotations of a paragraph that has no other marks.

    A mark that may be an apostrophe closes one when the next thing is another that opens. One of
    several sentences with such a mark is dropped: copy between two would be taken for a quotation.
    """
    found: list[Quoted] = []
    opened = -1
    doubtful: list[int] = []
    for one in _SINGLE.finditer(text):
        place = one.start()
        if one["opens"]:
            if opened >= 0 and len(doubtful) == 1:
                found.append(Quoted(opened + 1, doubtful[0], True, text[opened]))
            opened, doubtful = place, []
        elif opened < 0 or text[place] not in _CLOSERS[text[opened]]:
            continue
        elif not one["closes"] and text.endswith(_MAY_HAVE_APOSTROPHE, opened, place):
            doubtful.append(place)
        else:
            if not doubtful or not _NEXT_SENTENCE.search(text, doubtful[0], place):
                found.append(Quoted(opened + 1, place, True, text[opened]))
            opened = -1
    if opened >= 0 and not doubtful:
        found.append(Quoted(opened + 1, len(text), False, text[opened]))
    return found


def is_quoted(quoted: Sequence[Quoted], start: int, end: int) -> bool:
    """Whether the characters from `start` to `end` lie within one of the quotations."""
    place = bisect_right(quoted, start, key=attrgetter("start")) - 1
    return place >= 0 and end <= quoted[place].end


def _may_open(text: str, place: int) -> bool:
    letter = text[place]
    if letter == '"':
        return not _only_closes(text, place)
    return letter in _CLOSERS


def _only_opens(text: str, place: int) -> bool:
    """Whether a straight mark has a blank before it and a letter after it."""
    if text[place] != '"':
        return False
    after = text[place + 1 : place + 2]
    return _is_free_before(text, place) and bool(after) and after.isalnum()


def _only_closes(text: str, place: int) -> bool:
    """Whether a straight mark stands right behind a word or stop, and before a blank."""
    after = text[place + 1 : place + 2]
    return not _is_free_before(text, place) and (not after or after.isspace())


def _is_free_before(text: str, place: int) -> bool:
    before = text[place - 1 : place]
    return not before or before.isspace() or before in _OPENS_AFTER

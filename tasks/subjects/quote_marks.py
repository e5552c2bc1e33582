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
# Single marks open before a word and close after punctuation; all others are apostrophes.
_SINGLE: Final = re.compile(r"(?<![^\s(\[—–])['‘](?=[^\W_])|(?<=[,.!?…])['’](?![^\W_])")
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
    if not places and ("'" in text or "‘" in text):
        places = [one.start() for one in _SINGLE.finditer(text)]
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

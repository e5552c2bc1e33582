"""Where the words of a block stand in the page's source."""

import html
import json
import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from tasks.text.characters import INVISIBLE

ANCHOR: Final = 32  # characters; the same 32 stand twice in a column only where text is doubled
RUNS_TRIED: Final = 6
REACH: Final = 4_000  # characters of markup that may stand within a block beside its words
NEAR: Final = 20_000  # characters; seven blocks of eight begin so near behind the one before
# Sizes of the source that are searched in all beyond NEAR. The corpora's pages need 43 at most; a
# page whose words are spelled as no search knows them would take its square.
SEARCHES: Final = 60
LONGEST_TAG: Final = 3_000  # characters; pictures with ten sources come near it
# Runs that a source can write in one way only: no blanks, no quotes, nothing that is an entity.
_RUN: Final = re.compile(rf"[^\s&<>\"'\xa0{INVISIBLE}\u2018-\u201f\u2010-\u2015…«»]{{4,5}}")
# Where text begins behind a tag.
_SHOWN: Final = re.compile(r">\s*+(?=[^<\s])")
_ENTITY: Final = re.compile(r"&#?[0-9A-Za-z]{1,31};?")
# In the two spellings that pages use, found in one pass: a search for each costs as much.
_SILENT: Final = re.compile("<(?:!--|s(?:cript|tyle)|S(?:CRIPT|TYLE))")
_ENDING: Final = MappingProxyType(
    {"<!--": "-->", "<script": "</script", "<SCRIPT": "</SCRIPT", "<style": "</style",
     "<STYLE": "</STYLE"}
)  # fmt: skip


class SourcePlaces:
    """Finds blocks in the source one after the other, each from where the last one ended.

    Scripts, styles, comments and the head are passed over: publishers print the whole article
    there once more, and a reader who is sent there cannot read it. The time of all searches is in
    proportion to the source and the blocks: those beyond NEAR have a common bound, and behind it
    only what stands near is found.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._left = SEARCHES * len(source)  # characters that may yet be searched beyond NEAR
        self._silent = _joined(sorted(_silent_stretches(source)))
        body = source.find("<body")
        self._first = max(0, body if body >= 0 else source.find("<BODY"))
        self._cursor = self._first

    def find(self, text: str) -> tuple[int, int] | None:
        """Characters start:end of the block's words in the source; None when it is not there."""
        head, cursor = text[:ANCHOR], self._cursor
        start = self._aloud(head, cursor, cursor + NEAR)
        if start < 0 and self._left > 0:
            start = self._spelled_apart(head, cursor + NEAR)
        limit = len(self._source) if self._left > 0 else cursor + NEAR
        if start < 0:
            start = self._aloud(head, cursor, limit)
        if start < 0:
            start = self._begin(text, cursor, limit)
        if start < 0 and self._left > 0 and cursor > self._first:
            # a headline or a credit that stands before the block that came first
            start = self._aloud(head, self._first, limit)
        if start < 0:
            return None
        end = self._end(text, start)
        self._cursor = end
        return start, end

    def find_in_data(self, text: str) -> tuple[int, int] | None:
        """The same for words that only a script holds, written as JSON writes them."""
        for spelled in (_plain, _escaped, _escaped_slashes):
            head, tail = spelled(text[:ANCHOR]), spelled(text[-ANCHOR:])
            start = self._source.find(head, self._cursor)
            start = start if start >= 0 else self._source.find(head)
            if start < 0:
                continue
            place = self._source.find(tail, start, start + 2 * len(spelled(text)) + REACH)
            self._cursor = place + len(tail) if place >= 0 else start + len(head)
            return start, self._cursor
        return None

    def _begin(self, text: str, begin: int, limit: int) -> int:
        """Where the words begin, found by a plain run of them and from there backwards."""
        for number, run in enumerate(_RUN.finditer(text, 0, 8 * ANCHOR)):
            if number == RUNS_TRIED:
                break
            place = self._aloud(run.group(), begin, limit)
            while place >= 0:
                start = _backwards(self._source, place, text, run.start())
                if start >= 0:
                    return start
                if run.start() > 0 and number:
                    break
                begin = place + 1
                place = self._aloud(run.group(), begin, limit) if place - begin < REACH else -1
        return -1

    def _spelled_apart(self, head: str, limit: int) -> int:
        """Where the words begin behind a tag nearby, letter by letter; -1 where they do not.

        Pages with a soft hyphen between all letters have no run of them to look for.
        """
        begin = max(0, self._cursor - 1)
        found, last = -1, limit
        for match in _SHOWN.finditer(self._source, begin, limit):
            start = match.end()
            if (
                self._behind_silence(start) == start
                and (self._source[start] == head[0] or self._source[start] == "&")
                and _forwards(self._source, start, head, 0) >= 0
            ):
                found = last = start
                break
        self._left -= last - begin
        return found

    def _end(self, text: str, start: int) -> int:
        if len(text) <= ANCHOR and self._source.startswith(text, start):
            return start + len(text)
        limit = start + 2 * len(text) + REACH
        # not before the words could have ended: a refrain may stand earlier in the block
        least = start + max(0, len(text) - ANCHOR)
        place = self._source.find(text[-ANCHOR:], least, limit)
        if place >= 0:
            return place + len(text[-ANCHOR:])
        tail = max(0, len(text) - 8 * ANCHOR)
        for run in reversed(list(_RUN.finditer(text, tail))[-RUNS_TRIED:]):
            place = self._source.find(run.group(), start + run.start(), limit)
            if place >= 0:
                end = _forwards(self._source, place + len(run.group()), text, run.end())
                return end if end >= 0 else place + len(run.group())
        end = _forwards(self._source, start, text, 0)
        return end if end >= 0 else min(start + len(text), len(self._source))

    def _aloud(self, anchor: str, begin: int, limit: int) -> int:
        start, first = -1, begin
        while (place := self._source.find(anchor, begin, limit)) >= 0:
            begin = self._behind_silence(place)
            if begin == place:
                start = place
                break
        behind = start if start >= 0 else min(limit, len(self._source))
        self._left -= max(0, behind - first - NEAR)
        return start

    def _behind_silence(self, place: int) -> int:
        """The place itself, or the end of the silent stretch it lies in."""
        low, high = 0, len(self._silent)
        while low < high:
            middle = (low + high) // 2
            if self._silent[middle][1] <= place:
                low = middle + 1
            else:
                high = middle
        if low < len(self._silent) and self._silent[low][0] <= place:
            return self._silent[low][1]
        return place


def _backwards(source: str, place: int, text: str, at: int) -> int:
    """Where text[:at] begins in the source when text[at:] stands at the place; -1 when it does not.

    Tags, blanks and the spelling of entities may differ.
    """
    while at:
        letter = text[at - 1]
        if place and source[place - 1] == letter:
            place, at = place - 1, at - 1
        elif place and source[place - 1] == ">":
            place = source.rfind("<", max(0, place - LONGEST_TAG), place)
            if place < 0:
                return -1
        elif (
            place
            and source[place - 1] == ";"
            and ((begin := source.rfind("&", max(0, place - 12), place)) >= 0)
        ):
            meant = html.unescape(source[begin:place])
            place, at = begin, at - (1 if meant == letter else 0)
        elif letter.isspace():
            at -= 1
        elif place and _shows_nothing(source[place - 1]):
            place -= 1
        else:
            return -1
    return place


def _forwards(source: str, place: int, text: str, at: int) -> int:
    """Where text[at:] ends in the source when it begins at the place; -1 when it does not."""
    size = len(source)
    while at < len(text):
        letter = text[at]
        shown = source[place] if place < size else ""
        if shown == "&" and (match := _ENTITY.match(source, place)):
            # before the letters: "&amp;" begins with the letter that it means
            meant = html.unescape(match.group())
            place, at = match.end(), at + (1 if meant[:1] == letter else 0)
        elif shown == letter:
            place, at = place + 1, at + 1
        elif shown == "<":
            place = source.find(">", place, place + LONGEST_TAG) + 1
            if not place:
                return -1
        elif letter.isspace():
            at += 1
        elif shown and _shows_nothing(shown):
            place += 1
        else:
            return -1
    return place


def _shows_nothing(letter: str) -> bool:
    return letter.isspace() or letter in INVISIBLE


def _plain(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _escaped(text: str) -> str:
    return json.dumps(text)[1:-1]


def _escaped_slashes(text: str) -> str:
    return json.dumps(text)[1:-1].replace("/", "\\/")


def _silent_stretches(source: str) -> Iterator[tuple[int, int]]:
    behind = dict.fromkeys(_ENDING, 0)  # where the last stretch of each kind ended
    for match in _SILENT.finditer(source):
        opening, place = match.group(), match.start()
        if place < behind[opening]:
            continue
        end = source.find(_ENDING[opening], place)
        if end >= 0:
            yield place, end
        # never closed: what follows may be shown all the same
        behind[opening] = end if end >= 0 else len(source)


def _joined(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same without overlaps: a script may lie within a comment."""
    apart: list[tuple[int, int]] = []
    for start, end in stretches:
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart

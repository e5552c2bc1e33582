"""Many phrases found in one pass, as whole words, at a cost linear in the text."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

# In a line of capitals an abbreviation of two or three letters cannot be told from a word
# ("US" from "US" for "us"), so only longer phrases are looked for there.
SHORTEST_IN_CAPITALS: Final = 4
# Characters of scripts in which words are not parted by blanks: Hangul letters; Han, kana and CJK
# marks; Hangul syllables; Han, compatibility; Han, rare.
UNSPACED: Final = "\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_UNSPACED: Final = re.compile(f"[{UNSPACED}]")


class Found(NamedTuple):
    """Where a phrase stands; `number` is its place in the list of phrases."""

    number: int
    start: int
    end: int


class Phrases:
    """A list of phrases, ready to be found.

    A phrase with a capital letter is found as it is written, one without in any case. In a text
    without a small letter, as headlines in capitals are, every phrase of four characters and
    more is found. Phrases of letters must not touch another letter or digit, but for scripts
    that do not part words.
    """

    def __init__(self, phrases: Sequence[str]) -> None:
        self._exact = _Automaton(
            [(number, text) for number, text in enumerate(phrases) if text != text.lower()]
        )
        small = [(number, text) for number, text in enumerate(phrases) if text == text.lower()]
        self._small = _Automaton(small)
        self._in_capitals = _Automaton(
            [
                (number, _lowered(text))
                for number, text in enumerate(phrases)
                if len(text) >= SHORTEST_IN_CAPITALS and text != text.lower()
            ]
        )

    def find(self, text: str) -> list[Found]:
        """Every place of every phrase, also of those that overlap; by start, the longest first."""
        found = self._exact.find(text, text)
        lowered = _lowered(text)
        found += self._small.find(lowered, text)
        if lowered != text and text == text.upper():
            found = [*{*found, *self._in_capitals.find(lowered, text)}]
        found.sort(key=lambda one: (one.start, -one.end, one.number))
        return found


class _Automaton:
    def __init__(self, phrases: Sequence[tuple[int, str]]) -> None:
        self._numbers = [number for number, _ in phrases]
        self._automaton = (
            AhoCorasick(
                [text for _, text in phrases],
                implementation=Implementation.ContiguousNFA,
                store_patterns=False,
            )
            if phrases
            else None
        )

    def find(self, text: str, original: str) -> list[Found]:
        if self._automaton is None:
            return []
        return [
            Found(self._numbers[place], start, end)
            for place, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True)
            if _is_whole(original, start, end)
        ]


def without_overlaps(found: Sequence[Found]) -> list[Found]:
    """Of those that overlap the one that begins first, and of these the longest.

    `found` is in the order in which `Phrases.find` gives it.
    """
    kept: list[Found] = []
    end = 0
    for one in found:
        if one.start >= end:
            kept.append(one)
            end = one.end
    return kept


def _lowered(text: str) -> str:
    """The text in small letters, every character in its old place."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    # İ becomes two characters
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


def _is_whole(text: str, start: int, end: int) -> bool:
    return not (
        (start > 0 and _are_one_word(text[start - 1], text[start]))
        or (end < len(text) and _are_one_word(text[end - 1], text[end]))
    )


def _are_one_word(one: str, two: str) -> bool:
    return one.isalnum() and two.isalnum() and not _UNSPACED.search(one + two)

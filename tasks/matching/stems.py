"""Words as what they say: without endings, numbers as figures, weighed by how rare they are."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Final

from tasks.matching.common_words import BANDS

RAREST: Final = 1.0  # weight of a word that is in no list
SHORTEST_STEM: Final = 4  # letters; shorter ones would join what differs
_ENDINGS: Final = (
    "ization", "ations", "ements", "ities", "ation", "ement", "ments", "ingly", "ment", "ings",
    "edly", "ions", "ness", "ied", "ing", "ion", "ity", "ers", "est", "ed", "er", "ie", "es",
    "ly", "or", "e", "s", "y",
)  # fmt: skip
# not "one", which counts nothing most of the time
NUMBERS: Final = MappingProxyType(
    {
        "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
        "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
    }
)  # fmt: skip
WEEKDAYS: Final = frozenset(("monda", "tuesda", "wednesda", "thursda", "frida", "saturda", "sunda"))
MONTHS: Final = frozenset(
    ("januar", "februar", "march", "april", "june", "july", "august", "septemb", "octob",
     "novemb", "decemb")
)  # fmt: skip
FUNCTION_BANDS: Final = 4  # more than one sentence in 16 has them: the, said, also
_WEIGHTS: Final = MappingProxyType(
    {
        word: 0.0 if band < FUNCTION_BANDS else band / len(BANDS)
        for band, words in enumerate(BANDS)
        for word in words.split()
    }
)
# the English words that hold sentences together
FUNCTION_WORDS: Final = frozenset(word for word, weight in _WEIGHTS.items() if weight == 0.0)
_CAPITAL: Final = re.compile(r"(?<=[^\W_][ ,])[A-Z][^\W_]+")
_SMALL: Final = re.compile(r"\b[a-z][^\W_]+")
_EXPANDED: Final = re.compile(r"\(([A-Z]{2,8})\)")


def without_expansions(text: str) -> str:
    """The text with abbreviations alone where their words stand before them in full.

    Of Terminal High Altitude Area Defense (THAAD) stays THAAD: five rare words would outweigh all
    else that the sentence says, and the next one has the abbreviation only.
    """
    said = []
    begin = 0
    for found in _EXPANDED.finditer(text):
        letters = found[1]
        before = text[begin : found.start()].rstrip()
        words = before.rsplit(None, len(letters))[-len(letters) :]
        if len(words) == len(letters) and all(
            word.startswith(letter) for word, letter in zip(words, letters, strict=True)
        ):
            before = before[: before.rindex(words[0])] if len(set(words)) > 1 else before
            said += [before, letters]
        else:
            said += [text[begin : found.start()], letters]
        begin = found.end()
    return "".join([*said, text[begin:]])


def stem_of(word: str) -> str:
    """The word without one ending; deploy of deployed and deployment, 3 of three."""
    number = NUMBERS.get(word)
    if number:
        return number
    if not word.isascii() or not word.isalpha():
        return word
    if len(word) > SHORTEST_STEM and word[-1] == "s" and word[-2] not in "su":
        word = word[:-1]
    if word.endswith(_ENDINGS):  # asked for all at once: most words have none of them
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
                word = word[: -len(ending)]
                break
    # stopped and stop, agree and agreed
    if len(word) > SHORTEST_STEM and word[-1] == word[-2] and word[-1] not in "ls":
        return word[:-1]
    return word


class KnownStems(dict[str, str]):
    """The stem of each word met so far: it grows with the words, and lives as long as its maker."""

    def __missing__(self, word: str) -> str:
        stem = self[word] = stem_of(word)
        return stem


def terms_of_words(words: Sequence[str], stem: Callable[[str], str] = stem_of) -> list[str]:
    """The stems in order; of scripts without blanks pairs of neighbouring characters."""
    return list(filter(None, terms_in_place(words, stem)))


def terms_in_place(words: Sequence[str], stem: Callable[[str], str] = stem_of) -> list[str]:
    """The term that begins with each word; empty of a character that no other follows."""
    return [
        stem(word) if len(word) > 1 or not _is_character(word)
        else word + following if _is_character(following) else ""
        for word, following in pairwise([*words, ""])
    ]  # fmt: skip


def names_of(text: str, stem: Callable[[str], str] = stem_of) -> set[str]:
    """Stems of the words with a capital inside the sentence: they tell the topic."""
    return {stem(word.casefold()) for word in set(_CAPITAL.findall(text))}


def is_of_a_date(stem: str) -> bool:
    """Whether it is a day of the week, a month or a year of our time."""
    return (
        stem in WEEKDAYS
        or stem in MONTHS
        or (len(stem) == 4 and stem.isdigit() and stem[:2] in ("19", "20"))
    )


def small_stems_of(text: str, stem: Callable[[str], str] = stem_of) -> set[str]:
    """Stems of the words without a capital."""
    return {stem(word) for word in set(_SMALL.findall(text))}


def weight_of(term: str) -> float:
    """0 for words that hold sentences together, 1 for those in fewer than one of 1,024."""
    if len(term) == 1 and not term.isdigit():
        return 0.0
    return _WEIGHTS.get(term, RAREST)


def _is_character(word: str) -> bool:
    return len(word) == 1 and word >= "\u0e00" and word.isalpha()

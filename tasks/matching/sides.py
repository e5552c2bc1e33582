"""Sentences as they are compared: their words, stems and names, weighed over two texts."""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Final, NamedTuple

from tasks.matching.conflicts import Said, said_in
from tasks.matching.sentences import Sentence
from tasks.matching.stems import (
    FUNCTION_WORDS,
    is_of_a_date,
    names_of,
    small_stems_of,
    stem_of,
    terms_of_words,
    weight_of,
    without_expansions,
)
from tasks.matching.words import small_words
from tasks.text.words import letters_of

NAME_WEIGHT: Final = 0.5  # names tell the topic, the other words what is said of it
HEAD: Final = 4  # stems: what a sentence begins with is what it is about
ENGLISH: Final = 0.12  # share of function words; Spanish copy has .01, tables of figures .05
_QUOTES: Final = frozenset('"“”«»「」')


@dataclass(eq=False)
class Reading:
    """A sentence as any other will be compared with it."""

    text: str
    letters: str
    words: list[str]
    stems: list[str]
    stem: Callable[[str], str]

    @cached_property
    def said(self) -> Said:
        """What another may contradict, found once: a sentence has a dozen that look like it."""
        return said_in(self.text, self.words, self.stem)


class Read(NamedTuple):
    """A text's sentences, the stems that have a capital somewhere and those that have none."""

    sentences: list[Reading]
    capitals: frozenset[str]
    small: frozenset[str]
    times: Counter[str]  # in how many sentences each stem is
    is_english: bool  # by the words that hold sentences together: three in ten of English copy


class Side(NamedTuple):
    """A sentence as it is compared with one of another text."""

    reading: Reading
    words: list[str]
    stems: list[str]  # that say something
    names: frozenset[str]  # of the stems, those that are names in the two texts
    terms: dict[str, float]
    weight: float

    def is_quoting(self) -> bool:
        """Whether there is a mark of quotation in it."""
        return not _QUOTES.isdisjoint(self.reading.text)

    def plain_weight(self) -> float:
        """The weight of all that is no name."""
        return math.fsum(weight for stem, weight in self.terms.items() if stem not in self.names)

    def head(self) -> list[str]:
        """The first stems that are neither names nor figures."""
        plain = (stem for stem in self.stems if stem not in self.names and not stem.isdigit())
        return [stem for _, stem in zip(range(HEAD), plain, strict=False)]


def read(sentences: Sequence[Sentence], stem: Callable[[str], str] = stem_of) -> Read:
    """The text read once, whatever it is compared with."""
    readings = [_reading(sentence.text, stem) for sentence in sentences]
    text = "\n".join([reading.text for reading in readings])
    stems = list(chain.from_iterable([reading.stems for reading in readings]))
    return Read(
        readings,
        frozenset(names_of(text, stem)),
        frozenset(small_stems_of(text, stem)),
        Counter(chain.from_iterable([set(reading.stems) for reading in readings])),
        sum(map(FUNCTION_WORDS.__contains__, stems)) >= ENGLISH * len(stems),
    )


def sides(one: Read, two: Read) -> tuple[list[Side], list[Side]]:
    """The sentences of both, their stems weighed by how rare they are in news and in the two."""
    # a headline has capitals throughout; a day tells when, not what
    capitals = (one.capitals | two.capitals) - one.small - two.small
    weights = {}
    for stem, count in (one.times | two.times).items():
        # A name that every sentence of a text has tells none of them apart.
        weight = weight_of(stem) / (1 + 0.5 * math.log(count))
        weights[stem] = weight * NAME_WEIGHT if _is_name(stem, capitals) else weight
    names = frozenset(stem for stem in weights if _is_name(stem, capitals))
    return (
        [_side(each, weights, names) for each in one.sentences],
        [_side(each, weights, names) for each in two.sentences],
    )


def _is_name(stem: str, capitals: frozenset[str]) -> bool:
    return stem in capitals or is_of_a_date(stem)


def _reading(text: str, stem: Callable[[str], str]) -> Reading:
    words = small_words(text)
    short = without_expansions(text)
    said = terms_of_words(words if short == text else small_words(short), stem)
    return Reading(text, letters_of(text), words, said, stem)


def _side(reading: Reading, weights: Mapping[str, float], names: frozenset[str]) -> Side:
    said = [stem for stem in reading.stems if weights[stem]]
    terms = {stem: weights[stem] for stem in sorted(set(said))}
    return Side(
        reading,
        reading.words,
        said,
        names & terms.keys(),
        terms,
        math.fsum(terms.values()),
    )

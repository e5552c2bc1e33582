"""Runs of words as numbers: what two texts are compared by when the texts are not at hand."""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int32]
Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Room = Callable[[int], Numbers]  # as many numbers, to be filled

WORDS_IN_A_SHINGLE: Final = 5  # as the labels of the corpora; shorter runs are shared by chance
# A Chinese or Japanese word is about two characters: five of them say no more than two words do.
CHARACTERS_IN_A_SHINGLE: Final = 8
# Odd constants of SplitMix64 (Steele, Lea, Flood 2014): each bit of a word moves all of a run's
_SPREAD: Final = np.uint64(0x9E3779B97F4A7C15)
_FOLD: Final = np.uint64(0xBF58476D1CE4E5B9)
_LAST: Final = np.uint64(0x94D049BB133111EB)
_BITS: Final = np.uint64(0x7FFFFFFF)


def in_memory(count: int) -> Numbers:
    """Room for so many numbers where all else is; a caller with many of them has a file."""
    return np.empty(count, np.int32)


class Column(NamedTuple):
    """A list of numbers for each text: those of one lie from its start to the next."""

    starts: Indices
    values: Numbers

    def of(self, text: int) -> Numbers:
        """The numbers of one text."""
        return self.values[self.starts[text] : self.starts[text + 1]]


def starts_of(lengths: Indices) -> Indices:
    """Where lists of these lengths start when they lie one after the other, and where all end."""
    return np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])


def ranges(starts: Indices, lengths: Indices) -> Indices:
    """The numbers from each start on, so many, one range after the other."""
    ends = np.cumsum(lengths)
    total = int(ends[-1]) if len(ends) else 0
    numbers: Indices = np.arange(total) + np.repeat(starts - (ends - lengths), lengths)
    return numbers


def blocks(ends: Indices, at_once: int) -> Iterator[slice]:
    """Runs of things that end there, of `at_once` in all or of one thing that has more."""
    begin = 0
    while begin < len(ends):
        before = ends[begin - 1] if begin else 0
        end = max(begin + 1, int(np.searchsorted(ends, before + at_once, "right")))
        yield slice(begin, end)
        begin = end


def runs_of(starts: Indices, words: Indices, is_unspaced: Flags) -> Column:
    """A number below 2**31 for each run of words of each text, in reading order."""
    lengths = np.diff(starts)
    runs = np.zeros(len(words), np.int32)
    kept = np.zeros(len(words), bool)
    size = np.where(is_unspaced, CHARACTERS_IN_A_SHINGLE, WORDS_IN_A_SHINGLE)
    place = np.arange(len(words)) - np.repeat(starts[:-1], lengths)
    room = np.repeat(lengths - size, lengths)
    of_size = np.repeat(size, lengths)
    for wanted in (WORDS_IN_A_SHINGLE, CHARACTERS_IN_A_SHINGLE):
        mine = (of_size == wanted) & (place <= room)
        if mine.any():
            runs[mine] = _runs(words, wanted)[np.flatnonzero(mine)]
            kept |= mine
    return Column(starts_of(np.maximum(0, lengths - size + 1)), runs[kept])


def _runs(words: Indices, size: int) -> Numbers:
    """The number of the run that begins at each word; the last ones have none."""
    numbers = words.astype(np.uint64) * _SPREAD
    count = len(words) - size + 1
    runs = np.full(count, size, np.uint64)
    for place in range(size):
        runs = (runs ^ (runs >> np.uint64(29))) * _FOLD + numbers[place : place + count]
    runs = (runs ^ (runs >> np.uint64(31))) * _LAST
    return ((runs ^ (runs >> np.uint64(32))) & _BITS).astype(np.int32)

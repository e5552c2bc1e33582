"""Runs of words as numbers: what two texts are compared by when the texts are not at hand."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from tasks.matching.words import WordHashes
from tasks.text.words import has_unspaced

Numbers = npt.NDArray[np.int32]

WORDS_IN_A_SHINGLE: Final = 5  # as the labels of the corpora; shorter runs are shared by chance
# A Chinese or Japanese word is about two characters: five of them say no more than two words do.
CHARACTERS_IN_A_SHINGLE: Final = 8
# Odd constants of SplitMix64 (Steele, Lea, Flood 2014): each bit of a word moves all of a run's
_SPREAD: Final = np.uint64(0x9E3779B97F4A7C15)
_FOLD: Final = np.uint64(0xBF58476D1CE4E5B9)
_LAST: Final = np.uint64(0x94D049BB133111EB)
_BITS: Final = np.uint64(0x7FFFFFFF)


def shingle_size(words: Sequence[str]) -> int:
    """Words in a shingle of this text; characters where it is mostly a script without blanks."""
    single = [word for word in words if len(word) == 1]
    if len(single) * 2 > len(words) and has_unspaced("".join(single)):
        return CHARACTERS_IN_A_SHINGLE
    return WORDS_IN_A_SHINGLE


def shingles_of(words: Sequence[str], hashes: WordHashes) -> Numbers:
    """A number below 2**31 for each run of words, in reading order; a run met twice twice."""
    size = shingle_size(words)
    count = len(words) - size + 1
    if count < 1:
        return np.empty(0, np.int32)
    numbers = np.fromiter(map(hashes.__getitem__, words), np.uint64, len(words)) * _SPREAD
    runs = np.full(count, size, np.uint64)
    for place in range(size):
        runs = (runs ^ (runs >> np.uint64(29))) * _FOLD + numbers[place : place + count]
    runs = (runs ^ (runs >> np.uint64(31))) * _LAST
    return ((runs ^ (runs >> np.uint64(32))) & _BITS).astype(np.int32)

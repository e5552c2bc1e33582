"""The words of many texts as numbers, made of the bytes of all of them at once."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from tasks.matching.shingles import Indices, starts_of
from tasks.matching.words import BREAK

IS_SHORT: Final = 1  # the bit of a word's number that says that it has under three bytes

_BREAK: Final = BREAK.encode()
_BLANK: Final = 0x20  # no byte of a word is that small, and BREAK is smaller
_SHORTEST: Final = 3
_LANE: Final = 8  # bytes that are taken at once: four in five words have no more
_LANES: Final = 8  # of a word of usual length; one of a script without blanks may have a thousand
# Odd constants of SplitMix64 (Steele, Lea, Flood 2014): each bit of a run moves all of its number
_SPREAD: Final = np.uint64(0x9E3779B97F4A7C15)
_FOLD: Final = np.uint64(0xBF58476D1CE4E5B9)


def numbers_of(stretches: Sequence[bytes]) -> tuple[Indices, Indices]:
    """How many words there are between each two BREAKs, and the number of each word, in order.

    The words are parted by blanks; a stretch ends as if a BREAK followed. Equal words have equal
    numbers below 2**32, the same everywhere. The lowest bit is `IS_SHORT`.
    """
    joined = _BREAK.join([*stretches, b""])
    data = np.frombuffer(joined, np.uint8)
    is_word = data > _BLANK
    edges = np.flatnonzero(np.diff(is_word, prepend=False))
    begins, ends = edges[::2], edges[1::2]
    lengths = ends - begins
    numbers = _of_usual_length(joined, begins, lengths)
    for long in np.flatnonzero(lengths > _LANES * _LANE):
        numbers[long] = folded(data[begins[long] : ends[long]], lengths[long : long + 1])[0]
    numbers = (numbers & ~IS_SHORT) | (lengths < _SHORTEST)
    words_before = np.searchsorted(begins, np.flatnonzero(data == _BREAK[0]))
    return np.diff(words_before, prepend=0), numbers


def _of_usual_length(joined: bytes, begins: Indices, lengths: Indices) -> Indices:
    """The number of each word, of a longer one that of its first bytes."""
    # eight bytes from each place on, the last ones padded; the same number on every machine
    padded = joined + bytes(_LANE)
    lanes = np.ndarray(len(joined) + 1, "<u8", padded, strides=(1,))
    keep = np.array([(1 << 8 * size) - 1 for size in range(_LANE + 1)], np.uint64)
    found = lengths.astype(np.uint64)
    some, begin, left = np.arange(len(begins)), begins, lengths
    for _ in range(_LANES):
        found[some] = _mixed(found[some] ^ (lanes[begin] & keep[np.minimum(left, _LANE)]))
        more = left > _LANE
        some, begin, left = some[more], begin[more] + _LANE, left[more] - _LANE
    return (found >> np.uint64(32)).astype(np.int64)


def folded(values: npt.NDArray[Any], lengths: Indices) -> Indices:
    """A number below 2**32 for each run of so many values, one run after the other.

    A polynomial over the values, as Rabin and Karp's (1987), then mixed; 0 for none.
    """
    starts = starts_of(lengths)[:-1]
    place = np.arange(len(values)) - np.repeat(starts, lengths)
    powers = np.cumprod(np.full(lengths.max(initial=0), _SPREAD))
    some = lengths > 0
    found = np.zeros(len(lengths), np.uint64)
    if some.any():
        found[some] = np.add.reduceat(values.astype(np.uint64) * powers[place], starts[some])
    return (_mixed(found) >> np.uint64(32)).astype(np.int64)


def _mixed(numbers: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Each bit of a number has moved half of the upper ones."""
    numbers = (numbers ^ (numbers >> np.uint64(32))) * _SPREAD
    return (numbers ^ (numbers >> np.uint64(29))) * _FOLD

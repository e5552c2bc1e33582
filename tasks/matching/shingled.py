"""The distinct shingles of texts, and what is asked of them: what is shared, who holds one."""

from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
from scipy import sparse

from tasks.matching.house_lines import NO_SHINGLE
from tasks.matching.shingles import (
    Flags,
    Indices,
    Numbers,
    Room,
    blocks,
    in_memory,
    ranges,
    starts_of,
)

Keys = npt.NDArray[np.uint64]

HIGH: Final = np.uint64(32)
_BITS: Final = 0x7FFFFFFF
_SHINGLES_AT_ONCE: Final = 6_000_000  # of both sides; some 150 MB
_SORTED_AT_ONCE: Final = 2_000_000  # shingles; some 60 MB


class Shingled:
    """The distinct shingles of every text, the texts numbered from 0 as they are given.

    Those of a text lie in order, four bytes each, from its beginning on; whatever is made of them
    beside that is made of some texts at a time, so that a million texts take little more room than
    the numbers themselves, and those may lie in a file.
    """

    def __init__(self, begin: Indices, sizes: Indices, shingles: Numbers) -> None:
        self._begin = begin
        self._shingles = shingles
        self.sizes = sizes  # distinct shingles of each text

    @classmethod
    def of(cls, starts: Indices, shingles: Numbers, room: Room = in_memory) -> Self:
        """The texts whose shingles lie from each start to the next; NO_SHINGLE is none."""
        distinct = room(len(shingles))
        sizes = [np.empty(0, np.int64)]
        filled = 0
        for some in blocks(starts[1:], _SORTED_AT_ONCE):
            values = shingles[starts[some.start] : starts[some.stop]]
            lengths = np.diff(starts[some.start : some.stop + 1])
            keys = np.repeat(np.arange(len(lengths), dtype=np.int64) << 31, lengths)
            keys = np.sort((keys | values)[values != NO_SHINGLE])
            keys = keys[heads_of(keys)]
            sizes.append(np.bincount(keys >> 31, minlength=len(lengths)))
            distinct[filled : filled + len(keys)] = keys & _BITS
            filled += len(keys)
        of_each = np.concatenate(sizes)
        return cls(starts_of(of_each)[:-1], of_each, distinct[:filled])

    def __len__(self) -> int:
        return len(self.sizes)

    def rows(self, texts: Indices) -> "Shingled":
        """These texts alone, numbered anew in their order; their shingles are not copied."""
        return Shingled(self._begin[texts], self.sizes[texts], self._shingles)

    def shared(self, first: Indices, second: Indices) -> Indices:
        """How many distinct shingles the texts of each pair share."""
        counts = [np.empty(0, np.int64)]
        # the rows of a piece are copied: a book beside thousands of excerpts is copied for each
        ends = np.cumsum(self.sizes[first] + self.sizes[second])
        for some in blocks(ends, _SHINGLES_AT_ONCE):
            both = self._matrix(first[some]).multiply(self._matrix(second[some]))
            counts.append(np.asarray(both.tocsr().sum(axis=1, dtype=np.int64)).ravel())
        return np.concatenate(counts)

    def common(self, first: Indices, second: Indices) -> Flags:
        """For each distinct shingle of the second text of each pair, whether the first has it."""
        total = int(self.sizes[second].sum())
        has = np.zeros(total, bool)
        numbered = self._matrix(second, np.arange(1, total + 1, dtype=np.int32))
        has[self._matrix(first).multiply(numbered).tocsr().data - 1] = True
        return has

    def ranks(self, texts: Indices, shingles: Numbers, lengths: Indices) -> Indices:
        """The place of each shingle among the distinct ones of its text; of NO_SHINGLE it is 0.

        They are so many of each text, one text after the other.
        """
        row = np.arange(len(texts), dtype=np.int64) << 31
        keys = np.repeat(row, self.sizes[texts]) | self._values(texts)
        found = np.searchsorted(keys, np.repeat(row, lengths) | shingles)
        found -= np.repeat(starts_of(self.sizes[texts])[:-1], lengths)
        return np.where(shingles == NO_SHINGLE, 0, found)

    def sampled(self, low: int, high: int) -> tuple[Keys, Indices]:
        """Shingles from `low` to below `high` as sorted keys (shingle, then text).

        And how many of them each text has.
        """
        keys, counts = [np.empty(0, np.uint64)], [np.empty(0, np.int64)]
        for some in blocks(np.cumsum(self.sizes), _SORTED_AT_ONCE):
            texts = np.arange(some.start, some.stop)
            shingles = self._values(texts)
            kept = np.flatnonzero((shingles >= low) & (shingles < high))
            place = np.searchsorted(np.cumsum(self.sizes[some]), kept, "right")
            counts.append(np.bincount(place, minlength=len(texts)))
            holder = (place + some.start).astype(np.uint64)
            keys.append((shingles[kept].astype(np.uint64) << HIGH) | holder)
        joined = np.concatenate(keys)
        joined.sort()
        return joined, np.concatenate(counts)

    def _values(self, texts: Indices) -> Numbers:
        """The shingles of these texts, one text after the other."""
        return self._shingles[ranges(self._begin[texts], self.sizes[texts])]

    def _matrix(self, texts: Indices, said: Numbers | None = None) -> sparse.csr_array:
        """A row a text, with a one for each shingle that it has, or what is said of that."""
        values = self._values(texts)
        if said is None:
            said = np.ones(len(values), np.int32)
        starts = starts_of(self.sizes[texts])
        return sparse.csr_array((said, values, starts), shape=(len(texts), 1 << 31))


def heads_of(keys: npt.NDArray[Any]) -> Flags:
    """Whether each of the sorted keys is the first of its like."""
    heads = np.ones(len(keys), bool)
    np.not_equal(keys[1:], keys[:-1], out=heads[1:])
    return heads

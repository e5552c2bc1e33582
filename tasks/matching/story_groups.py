"""Texts joined into groups by their likeness, the likest pairs first."""

import numpy as np
import numpy.typing as npt
from scipy import sparse

from tasks.matching.printings import Indices
from tasks.matching.story_vectors import PLACES, Times

Shares = npt.NDArray[np.float64]


class Groups:
    """Texts joined one pair after the other; a group is known by the sum of its rows."""

    def __init__(self, vectors: sparse.csr_array, times: Times, longest: int) -> None:
        self._vectors = vectors
        self._longest = longest
        self._label = list(range(vectors.shape[0]))
        self._members: dict[int, list[int]] = {}
        self._sums: dict[int, tuple[Indices, Shares]] = {}
        # the days that all of a group may have come out on lie between these
        self._last_lo = times.lo.tolist()
        self._first_hi = times.hi.tolist()
        self._scratch = np.zeros(PLACES, np.float64)

    def of(self, one: Indices, two: Indices, alike: Shares, needed: Shares) -> Indices:
        """For each text the first of its group."""
        order = np.lexsort((two, one, -np.round(alike, 6)))
        for left, right, need in zip(
            one[order].tolist(), two[order].tolist(), needed[order].tolist(), strict=True
        ):
            a, b = self._label[left], self._label[right]
            if a != b and self._is_short(a, b) and self._is_alike(a, b, need):
                self._join(min(a, b), max(a, b))
        return np.array(self._label, np.int64)

    def _is_short(self, a: int, b: int) -> bool:
        last, first = (
            max(self._last_lo[a], self._last_lo[b]), min(self._first_hi[a], self._first_hi[b])
        )  # fmt: skip
        return bool(last - first <= self._longest)

    def _is_alike(self, a: int, b: int, need: float) -> bool:
        size = len(self._members.get(a, [a])) * len(self._members.get(b, [b]))
        if size == 1:
            return True  # the pair itself was found alike
        (places, weights), (others, other_weights) = self._sum(a), self._sum(b)
        self._scratch[places] = weights
        together = float(self._scratch[others] @ other_weights)
        self._scratch[places] = 0
        return together >= need * size

    def _sum(self, group: int) -> tuple[Indices, Shares]:
        if group in self._sums:
            return self._sums[group]
        at = slice(*self._vectors.indptr[group : group + 2])
        return self._vectors.indices[at], self._vectors.data[at]

    def _join(self, kept: int, gone: int) -> None:
        (places, weights), (others, other_weights) = self._sum(kept), self._sum(gone)
        both, at = np.unique(np.concatenate([places, others]), return_inverse=True)
        total = np.bincount(at, np.concatenate([weights, other_weights])).astype(np.float64)
        self._sums[kept] = both.astype(np.int64), total
        self._sums.pop(gone, None)
        members = self._members.pop(gone, [gone])
        self._members[kept] = self._members.get(kept, [kept]) + members
        for member in members:
            self._label[member] = kept
        self._last_lo[kept] = max(self._last_lo[kept], self._last_lo[gone])
        self._first_hi[kept] = min(self._first_hi[kept], self._first_hi[gone])

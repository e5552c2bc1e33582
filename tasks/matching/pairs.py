"""Which texts share words, and how many: candidates by sampled shingles, then exact counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from tasks.matching.shingles import Numbers

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
_Keys = npt.NDArray[np.uint64]

_LOW: Final = np.uint64(0xFFFFFFFF)
_HIGH: Final = np.uint64(32)
_SHINGLES_AT_ONCE: Final = 12_000_000  # of both sides; some 150 MB


@dataclass(frozen=True, slots=True)
class PairRules:
    """Where two texts begin to count as sharing text.

    A shingle is sampled by its own number, not by its text's (FracMinHash; Hera, Pierce-Ward and
    Koslicki 2023): an excerpt and the long article it was cut from keep the same ones, which
    MinHash with LSH bands, made for texts of one length, does not promise.
    """

    one_in: int = 4  # shingles of which one is sampled
    neighbours: int = 4  # texts before and after that hold a sampled shingle and are tried
    sampled_share: float = 0.15  # of the smaller sample, for the pair to be counted exactly
    similarity: float = 0.35  # shared shingles of all: in the labels' grey zone, see benchmarks
    containment: float = 0.5  # shared shingles of the smaller text
    fewest_shared: int = 20  # shingles, 24 words: of less than that, formulas are made
    identical: int = 8  # shingles of two equal texts to be copies; below, a phrase
    together: int = 300  # texts that hang together of which all pairs are counted


@dataclass(frozen=True, slots=True)
class Pairs:
    """Texts by number, `first` < `second`, and the distinct shingles they share."""

    first: Indices
    second: Indices
    shared: Indices

    def __len__(self) -> int:
        return len(self.first)

    def where(self, wanted: Flags) -> "Pairs":
        """The pairs that are wanted."""
        return Pairs(self.first[wanted], self.second[wanted], self.shared[wanted])


@dataclass(frozen=True, slots=True)
class Found:
    """The pairs, and what was bounded: groups too large for all their pairs to be counted."""

    pairs: Pairs
    largest_group: int
    bounded_groups: int


class Shingled:
    """The distinct shingles of every text, the texts numbered from 0 as they are given."""

    def __init__(self, rows: sparse.csr_array) -> None:
        self._rows = rows

    @classmethod
    def of(cls, starts: Indices, shingles: Numbers) -> Self:
        """The texts whose shingles lie from each start to the next."""
        ones = np.ones(len(shingles), np.int8)
        # copied: it sorts its rows where they lie, and the order of reading is asked for elsewhere
        rows = sparse.csr_array(
            (ones, shingles, starts), shape=(len(starts) - 1, 1 << 31), copy=True
        )
        rows.sum_duplicates()
        rows.data.fill(1)
        return cls(rows)

    def __len__(self) -> int:
        return int(self._rows.shape[0])

    def rows(self, texts: Indices) -> "Shingled":
        """These texts alone, numbered anew in their order."""
        return Shingled(self._rows[texts])

    @property
    def sizes(self) -> Indices:
        """Distinct shingles of each text."""
        sizes: Indices = np.diff(self._rows.indptr).astype(np.int64)
        return sizes

    def shared(self, first: Indices, second: Indices) -> Indices:
        """How many distinct shingles the texts of each pair share."""
        counts = [np.empty(0, np.int64)]
        sizes = self.sizes
        # the rows of a piece are copied: a book beside thousands of excerpts is copied for each
        ends = np.cumsum(sizes[first] + sizes[second])
        begin = 0
        while begin < len(first):
            before = ends[begin - 1] if begin else 0
            end = max(begin + 1, int(np.searchsorted(ends, before + _SHINGLES_AT_ONCE, "right")))
            some = slice(begin, end)
            both = self._rows[first[some]].multiply(self._rows[second[some]])
            counts.append(np.asarray(both.tocsr().sum(axis=1, dtype=np.int64)).ravel())
            begin = end
        return np.concatenate(counts)

    def holds(self, texts: Indices, asked: Indices, shingles: Numbers) -> Flags:
        """Whether the text `texts[asked]` has the shingle, for each shingle."""
        few, place = np.unique(texts, return_inverse=True)
        rows = self._rows[few]
        row = np.repeat(np.arange(len(few), dtype=np.int64), np.diff(rows.indptr))
        keys = (row << 31) | rows.indices
        wanted = (place[asked].astype(np.int64) << 31) | shingles
        at = np.minimum(np.searchsorted(keys, wanted), max(0, len(keys) - 1))
        found: Flags = (shingles >= 0) & (keys[at] == wanted) if len(keys) else shingles < -1
        return found

    def sampled(self, one_in: int) -> tuple[_Keys, Indices]:
        """Sampled shingles as sorted keys (shingle, then text), and how many each text has."""
        below = (1 << 31) // one_in
        keys, counts = [np.empty(0, np.uint64)], [np.empty(0, np.int64)]
        at = self._rows.indptr
        for begin in range(0, len(self), 50_000):
            end = min(begin + 50_000, len(self))
            shingles = self._rows.indices[at[begin] : at[end]]
            texts = np.repeat(np.arange(begin, end, dtype=np.uint64), np.diff(at[begin : end + 1]))
            kept = shingles < below
            keys.append((shingles[kept].astype(np.uint64) << _HIGH) | texts[kept])
            places = (texts[kept] - np.uint64(begin)).astype(np.int64)
            counts.append(np.bincount(places, minlength=end - begin))
        joined = np.concatenate(keys)
        joined.sort()
        return joined, np.concatenate(counts)


def find_pairs(texts: Shingled, rules: PairRules) -> Found:
    """Every pair of texts that shares as much text as the rules ask for.

    Texts are tried with those that stand near them among the holders of a sampled shingle, so
    that a formula in ten thousand reports makes ten thousand tries and not fifty million; what
    hangs together by the pairs found is then counted all with all.
    """
    tried = _related(texts, *_candidates(texts, rules), rules)
    count, labels = connected_components(
        sparse.coo_array(
            (np.ones(len(tried), np.int8), (tried.first, tried.second)),
            shape=(len(texts), len(texts)),
        ),
        directed=False,
    )
    sizes = np.bincount(labels, minlength=count) if len(texts) else np.zeros(0, np.int64)
    small = (sizes > 2) & (sizes <= rules.together)
    whole = _related(texts, *_all_with_all(labels, small), rules)
    rest = tried.where(~small[labels[tried.first]]) if len(tried) else tried
    pairs = Pairs(*map(np.concatenate, zip(_sides(whole), _sides(rest), strict=True)))
    order = np.lexsort((pairs.second, pairs.first))
    return Found(
        Pairs(*(side[order] for side in _sides(pairs))),
        int(sizes.max(initial=0)),
        int((sizes > rules.together).sum()),
    )


def _sides(pairs: Pairs) -> tuple[Indices, Indices, Indices]:
    return pairs.first, pairs.second, pairs.shared


def _related(texts: Shingled, first: Indices, second: Indices, rules: PairRules) -> Pairs:
    shared = texts.shared(first, second)
    sizes = texts.sizes
    one, two = sizes[first], sizes[second]
    enough = (shared >= rules.similarity * (one + two - shared)) | (
        shared >= rules.containment * np.minimum(one, two)
    )
    return Pairs(first, second, shared).where(enough & (shared >= rules.fewest_shared))


def _candidates(texts: Shingled, rules: PairRules) -> tuple[Indices, Indices]:
    """Pairs whose samples overlap enough to be counted exactly."""
    keys, sizes = texts.sampled(rules.one_in)
    found, counts = _merged(list(_near_each_other(keys, rules.neighbours)))
    first, second = (found >> _HIGH).astype(np.int64), (found & _LOW).astype(np.int64)
    enough = counts >= rules.sampled_share * np.minimum(sizes[first], sizes[second])
    return first[enough], second[enough]


def _near_each_other(keys: _Keys, neighbours: int) -> Iterator[tuple[_Keys, Indices]]:
    """Pairs of texts that stand near each other in the list of a shingle's holders, counted."""
    step = 4_000_000  # keys; their pairs take some 200 MB
    for begin in range(0, len(keys), step):
        some = keys[begin : begin + step + neighbours]
        shingle, text = some >> _HIGH, some & _LOW
        pairs = [np.empty(0, np.uint64)]
        for far in range(1, neighbours + 1):
            same = shingle[far:] == shingle[:-far]
            same[step:] = False  # these begin in the next piece
            pairs.append((text[:-far][same] << _HIGH) | text[far:][same])
        found, counts = np.unique(np.concatenate(pairs), return_counts=True)
        yield found, counts.astype(np.int64)


def _merged(pieces: list[tuple[_Keys, Indices]]) -> tuple[_Keys, Indices]:
    """Each pair once, with the sum of its counts."""
    if len(pieces) == 1:
        return pieces[0]
    keys = np.concatenate([np.empty(0, np.uint64), *(found for found, _ in pieces)])
    counts = np.concatenate([np.empty(0, np.int64), *(count for _, count in pieces)])
    order = np.argsort(keys, kind="stable")
    keys, counts = keys[order], counts[order]
    heads = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]])[: len(keys)])
    return keys[heads], np.add.reduceat(counts, heads) if len(heads) else counts


def _all_with_all(
    labels: npt.NDArray[np.int32], small: npt.NDArray[np.bool_]
) -> tuple[Indices, Indices]:
    """All pairs inside each group that is small enough."""
    members = np.flatnonzero(small[labels]) if len(labels) else np.empty(0, np.int64)
    members = members[np.argsort(labels[members], kind="stable")]
    heads = np.flatnonzero(np.diff(labels[members], prepend=-1))
    first, second = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    groups = np.split(members, heads[1:]) if len(heads) else []
    pairs_of = {size: np.triu_indices(size, 1) for size in set(map(len, groups))}
    for group in groups:
        one, two = pairs_of[len(group)]
        first.append(group[one])
        second.append(group[two])
    return np.concatenate(first), np.concatenate(second)

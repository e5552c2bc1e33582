"""Which texts share words, and how many: candidates by sampled shingles, then exact counts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from tasks.matching.shingled import HIGH, Keys, Shingled, heads_of
from tasks.matching.shingles import Flags, Indices, Numbers, Room, in_memory

_Counted = tuple[Keys, Numbers]

_LOW: Final = np.uint64(0xFFFFFFFF)
_SAMPLED_AT_ONCE: Final = 4_000_000  # sampled shingles, or pairs; some 200 MB


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
    rounds: int = 20  # texts of a larger group that are each counted with all the others left


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


def find_pairs(texts: Shingled, rules: PairRules, room: Room = in_memory) -> Found:
    """Every pair of texts that shares as much text as the rules ask for.

    Texts are tried with those that stand near them among the holders of a sampled shingle, so
    that a formula in ten thousand reports makes ten thousand tries and not fifty million; what
    hangs together by the pairs found is then counted all with all, or, where that is too much,
    around its first texts. `room` is where what was counted lies until all is counted.
    """
    tried = _related(texts, *_candidates(texts, rules, room), rules)
    count, labels = connected_components(
        sparse.coo_array(
            (np.ones(len(tried), np.int8), (tried.first, tried.second)),
            shape=(len(texts), len(texts)),
        ),
        directed=False,
    )
    sizes = np.bincount(labels, minlength=count) if len(texts) else np.zeros(0, np.int64)
    small = (sizes > 2) & (sizes <= rules.together)
    found = [_related(texts, *_all_with_all(labels, small), rules)]
    found.append(tried.where(~small[labels[tried.first]]) if len(tried) else tried)
    found += _around_the_first(texts, labels, sizes > rules.together, rules)
    sides = list(map(np.concatenate, zip(*map(_sides, found), strict=True)))
    keys, once = np.unique((sides[0] << 32) | sides[1], return_index=True)
    return Found(
        Pairs(keys >> 32, keys & 0xFFFFFFFF, sides[2][once]),
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


def _candidates(texts: Shingled, rules: PairRules, room: Room) -> tuple[Indices, Indices]:
    """Pairs whose samples overlap enough to be counted exactly."""
    sizes = np.zeros(len(texts), np.int64)
    pieces: list[_Counted] = []
    for low, high in _spans((1 << 31) // rules.one_in, int(texts.sizes.sum()) // rules.one_in):
        keys, of_each = texts.sampled(low, high)
        sizes += of_each
        pieces += [_kept(piece, room) for piece in _near_each_other(keys, rules.neighbours)]
    first, second = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for found, counts in _merged(pieces):
        one, two = (found >> HIGH).astype(np.int64), (found & _LOW).astype(np.int64)
        enough = counts >= rules.sampled_share * np.minimum(sizes[one], sizes[two])
        first.append(one[enough])
        second.append(two[enough])
    return np.concatenate(first), np.concatenate(second)


def _spans(below: int, count: int) -> Iterator[tuple[int, int]]:
    """The numbers below that one in spans, for about as many of `count` shingles as fit at once."""
    spans = max(1, -(-count // _SAMPLED_AT_ONCE))
    edges = [below * place // spans for place in range(spans + 1)]
    yield from pairwise(edges)


def _near_each_other(keys: Keys, neighbours: int) -> Iterator[_Counted]:
    """Pairs of texts that stand near each other in the list of a shingle's holders, counted."""
    step = _SAMPLED_AT_ONCE  # keys; their pairs take some 200 MB
    for begin in range(0, len(keys), step):
        some = keys[begin : begin + step + neighbours]
        shingle, text = some >> HIGH, some & _LOW
        pairs = [np.empty(0, np.uint64)]
        for far in range(1, neighbours + 1):
            same = shingle[far:] == shingle[:-far]
            same[step:] = False  # these begin in the next piece
            pairs.append((text[:-far][same] << HIGH) | text[far:][same])
        found, counts = np.unique(np.concatenate(pairs), return_counts=True)
        yield found, counts.astype(np.int32)


def _kept(piece: _Counted, room: Room) -> _Counted:
    """The same, laid where there is room."""
    found, counts = piece
    left, right = room(2 * len(found)).view(np.uint64), room(len(counts))
    left[:], right[:] = found, counts
    return left, right


def _merged(pieces: Sequence[_Counted]) -> Iterator[_Counted]:
    """Each pair once, with the sum of its counts, in order and some at a time."""
    total = sum(len(found) for found, _ in pieces)
    if len(pieces) < 2:
        yield from pieces
        return
    # the pairs of the longest piece stand for all: every so many of them is an edge
    longest = max((found for found, _ in pieces), key=len)
    parts = -(-total // _SAMPLED_AT_ONCE)
    edges = longest[np.arange(1, parts) * len(longest) // parts]  # none when no piece has a pair
    cuts = [[0, *np.searchsorted(found, edges), len(found)] for found, _ in pieces]
    for part in range(len(edges) + 1):
        some = [slice(cut[part], cut[part + 1]) for cut in cuts]
        keys = np.concatenate([found[at] for (found, _), at in zip(pieces, some, strict=True)])
        counts = np.concatenate([count[at] for (_, count), at in zip(pieces, some, strict=True)])
        order = np.argsort(keys, kind="stable")
        keys = keys[order]
        heads = np.flatnonzero(heads_of(keys))
        if len(heads):
            yield keys[heads], np.add.reduceat(counts[order], heads)


def _all_with_all(
    labels: npt.NDArray[np.int32], small: npt.NDArray[np.bool_]
) -> tuple[Indices, Indices]:
    """All pairs inside each group that is small enough."""
    first, second = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    groups = _groups(labels, small)
    pairs_of = {size: np.triu_indices(size, 1) for size in set(map(len, groups))}
    for group in groups:
        one, two = pairs_of[len(group)]
        first.append(group[one])
        second.append(group[two])
    return np.concatenate(first), np.concatenate(second)


def _around_the_first(
    texts: Shingled, labels: npt.NDArray[np.int32], large: Flags, rules: PairRules
) -> Iterator[Pairs]:
    """Of each group too large, its first text with all others, the next with those left, and so on.

    Without that a story in 301 edits was 28 clusters, each around another print of it.
    """
    for group in _groups(labels, large):
        left = group
        for _ in range(rules.rounds):
            found = _related(texts, np.full(len(left) - 1, left[0]), left[1:], rules)
            yield found
            left = np.setdiff1d(left[1:], found.second, assume_unique=True)
            if len(left) < 2:
                break


def _groups(labels: npt.NDArray[np.int32], wanted: Flags) -> list[Indices]:
    """The texts of each group that is wanted, in order."""
    members = np.flatnonzero(wanted[labels]) if len(labels) else np.empty(0, np.int64)
    members = members[np.argsort(labels[members], kind="stable")]
    heads = np.flatnonzero(np.diff(labels[members], prepend=-1))
    return np.split(members, heads[1:]) if len(heads) else []

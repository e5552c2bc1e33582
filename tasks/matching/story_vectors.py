"""What texts are about as rows of weights, and which rows are worth a comparison."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse

from tasks.matching.printings import Indices
from tasks.matching.shingles import Column

Weights = npt.NDArray[np.float32]

# A feature is a word, a name or a figure. Two of a million fall together in 16 million places: that
# adds one shared word in 500 pairs, and all counts fit in an array.
PLACES: Final = 1 << 24
# odd numbers of xxHash: one hash as a word and as a name falls in two places
_SPREAD: Final = MappingProxyType({"terms": 0x9E3779B1, "names": 0x85EBCA6B, "figures": 0xC2B2AE35})
_AT_ONCE: Final = 15_000  # texts, or pairs
_FEATURES_AT_ONCE: Final = 4_000_000  # some 200 MB with what is made of them


@dataclass(frozen=True, slots=True)
class VectorRules:
    """How texts are weighed, and which of them are tried with each other."""

    # A name counts as a word of the text already and once more as a name; a figure only as this.
    # In basil-triplets and newsarticles more weight than 1 loses pairs of one event.
    name: float = 1.0
    figure: float = 1.0
    # Words of fewer texts than one in so many weigh the same. A rarer one says no more of an event,
    # and in a small corpus one in a thousand cannot be told from one in fifty: by 50 the same pairs
    # lie between .24 and .32 among 100 and 2,400 texts, by 1,000 between .16 and .30.
    rarest: float = 50.0
    kept: int = 300  # features of a text, the heaviest: by 150 a tenth of basil's pairs are lost
    tried: int = 24  # features by which a text is found, the heaviest
    neighbours: int = 8  # texts after it in time among the holders of such a feature
    samples: int = 16  # of the holders within the interval of a text without a day


class Rows(NamedTuple):
    """A row of unit length for each text, and as many features by which it is found."""

    vectors: sparse.csr_array
    leading: sparse.csr_array


class Times(NamedTuple):
    """The days on which each text may have come out, by number; `is_wide` where nobody knows."""

    lo: Indices
    hi: Indices
    is_wide: npt.NDArray[np.bool_]

    def gap(self, one: Indices, two: Indices) -> Indices:
        """Days between the nearest days of both; 0 where they may be of one day."""
        between: Indices = np.maximum(self.lo[one], self.lo[two]) - np.minimum(
            self.hi[one], self.hi[two]
        )
        return np.maximum(between, 0)


def rows_of(columns: Mapping[str, Column], texts: Indices, rules: VectorRules) -> Rows:
    """The texts as rows, numbered anew in their order.

    A feature weighs what the text makes of it times how rare it is among all others: one that only
    two texts have weighs as much as one that a single text has, else nothing could join two texts
    of a handful.
    """
    counts = np.zeros(PLACES, np.int32)
    for some in _pieces(columns, texts):
        places, texts_of = np.unique(_features(columns, some, rules).indices, return_counts=True)
        counts[places] += texts_of.astype(np.int32)
    others = np.clip(np.arange(len(texts) + 1) - 2, 0, None) / max(1, len(texts) - 2)
    rare = np.log((1 + rules.rarest) / (1 + rules.rarest * np.minimum(1.0, others)))
    rare = rare.astype(np.float32)
    vectors, leading = [], []
    for some in _pieces(columns, texts):
        rows = _features(columns, some, rules)
        rows.data *= rare[counts[rows.indices]]
        vectors.append(_heaviest(rows, rules.kept))
        _to_unit_length(vectors[-1])
        leading.append(_heaviest(vectors[-1], rules.tried))
    empty = sparse.csr_array((0, PLACES), dtype=np.float32)
    return Rows(
        sparse.vstack([empty, *vectors], format="csr"),
        sparse.vstack([empty, *leading], format="csr"),
    )


def _pieces(columns: Mapping[str, Column], texts: Indices) -> Iterator[Indices]:
    """The texts in pieces of so many texts, and of so many features unless one text has more."""
    sizes = sum(np.diff(columns[name].starts)[texts] for name in _SPREAD)
    ends = np.cumsum(sizes)
    begin = 0
    while begin < len(texts):
        most = (ends[begin - 1] if begin else 0) + _FEATURES_AT_ONCE
        full = int(np.searchsorted(ends, most, "right"))
        end = min(max(begin + 1, full), begin + _AT_ONCE)
        yield texts[begin:end]
        begin = end


def _features(
    columns: Mapping[str, Column], texts: Indices, rules: VectorRules
) -> sparse.csr_array:
    """The features of some texts with what each text makes of them, each once."""
    rows, places, weights = [], [], []
    for name, spread in _SPREAD.items():
        column = columns[name]
        size = column.starts[texts + 1] - column.starts[texts]
        ends = np.cumsum(size)
        at = np.arange(int(size.sum())) + np.repeat(column.starts[texts] - (ends - size), size)
        rows.append(np.repeat(np.arange(len(texts)), size))
        mixed = (column.values[at].astype(np.uint64) * np.uint64(spread)) >> np.uint64(8)
        places.append((mixed & np.uint64(PLACES - 1)).astype(np.int64))
        if name == "terms":
            weights.append(columns["term_weights"].values[at].astype(np.float32) / 10)
        else:
            weight = rules.name if name == "names" else rules.figure
            weights.append(np.full(len(at), weight, np.float32))
    found = sparse.coo_array(
        (np.concatenate(weights), (np.concatenate(rows), np.concatenate(places))),
        shape=(len(texts), PLACES),
    ).tocsr()
    found.sum_duplicates()
    return found


def _heaviest(rows: sparse.csr_array, most: int) -> sparse.csr_array:
    """The rows with at most so many features each, the heaviest; of equal ones the first."""
    size = np.diff(rows.indptr)
    row = np.repeat(np.arange(rows.shape[0]), size)
    # One number each to be sorted by, the place in it: five times as fast as a sort by columns.
    # 15 bits for the row, 21 for the weight (none is negative, and then a float's bits grow with
    # it), 28 for the place: a piece has few rows, and 268 million features are a text of gigabytes.
    light = np.uint64(0x1FFFFF) - (rows.data.view(np.uint32).astype(np.uint64) >> np.uint64(10))
    key = (row.astype(np.uint64) << np.uint64(49)) | (light << np.uint64(28))
    key |= np.arange(len(row), dtype=np.uint64)
    key.sort()
    order = (key & np.uint64(0xFFFFFFF)).astype(np.int64)
    rank = np.arange(len(row)) - np.repeat(rows.indptr[:-1], size)
    kept = np.sort(order[(rank < most) & (rows.data[order] > 0)])
    return sparse.csr_array((rows.data[kept], (row[kept], rows.indices[kept])), shape=rows.shape)


def _to_unit_length(rows: sparse.csr_array) -> None:
    size = np.diff(rows.indptr)
    squares = np.bincount(
        np.repeat(np.arange(len(size)), size), rows.data.astype(np.float64) ** 2, len(size)
    )
    length = np.sqrt(np.where(squares > 0, squares, 1.0))
    rows.data /= np.repeat(length, size).astype(np.float32)


def tried_pairs(
    leading: sparse.csr_array, times: Times, nearest: int, rules: VectorRules
) -> tuple[Indices, Indices]:
    """Pairs of texts near in time that share leading features, each once, first < second.

    Among the holders of a feature a text is tried with those that come next in time, so that a word
    of ten thousand texts makes ten thousand tries a neighbour and not fifty million; one that no
    day is known of is tried with some that are spread over its interval.
    """
    size = np.diff(leading.indptr)
    text = np.repeat(np.arange(leading.shape[0]), size)
    day = np.where(times.is_wide, 0, times.lo + (times.hi - times.lo) // 2 + _FIRST_DAY)
    key = (leading.indices.astype(np.int64) << _DAY_BITS) | np.clip(day, 0, _LAST_DAY)[text]
    # within a day by weight: in another order for each feature, so that neighbours differ
    order = np.lexsort((text, -leading.data, key))
    key, holder = key[order], text[order]
    found = [np.empty(0, np.int64)]
    for begin in range(0, leading.shape[0], _TEXTS_AT_ONCE):
        tries = [np.empty(0, np.int64)]
        for sides in _tries(key, holder, times, rules):
            one, two = np.minimum(*sides), np.maximum(*sides)
            kept = (one >= begin) & (one < begin + _TEXTS_AT_ONCE) & (one != two)
            kept[kept] = times.gap(one[kept], two[kept]) <= nearest
            tries.append((one[kept] << 32) | two[kept])
        both, shared = np.unique(np.concatenate(tries), return_counts=True)
        found.append(both[shared >= _SHARED])
    pairs = np.concatenate(found)
    return pairs >> 32, pairs & 0xFFFFFFFF


_DAY_BITS: Final = 22
_LAST_DAY: Final = (1 << _DAY_BITS) - 1
_FIRST_DAY: Final = 800_000  # added to a day's number, so that 0 is of texts without a day alone
_SHARED: Final = 2  # features, by which a pair must be found: one rare word is no event
_TEXTS_AT_ONCE: Final = 200_000  # whose pairs are counted; 150 tries each take half a GB
_ENTRIES_AT_ONCE: Final = 500_000


def _tries(
    key: Indices, holder: Indices, times: Times, rules: VectorRules
) -> Iterator[tuple[Indices, Indices]]:
    """Pairs of holders of a feature: one for each feature, so that they can be counted."""
    feature = key >> _DAY_BITS
    for far in range(1, rules.neighbours + 1):
        same = feature[far:] == feature[:-far]
        yield holder[:-far][same], holder[far:][same]
    wide = np.flatnonzero(times.is_wide[holder])
    for begin in range(0, len(wide), _ENTRIES_AT_ONCE):
        yield _inside(wide[begin : begin + _ENTRIES_AT_ONCE], key, holder, times, rules)


def _inside(
    wide: Indices, key: Indices, holder: Indices, times: Times, rules: VectorRules
) -> tuple[Indices, Indices]:
    """Features of texts without a day, with some of their other holders in the text's interval."""
    head = (key[wide] >> _DAY_BITS) << _DAY_BITS
    lo, hi = (
        np.clip(days[holder[wide]] + _FIRST_DAY, 1, _LAST_DAY) for days in (times.lo, times.hi)
    )
    begin = np.searchsorted(key, head | lo)
    found = np.searchsorted(key, head | hi, "right") - begin
    taken = np.minimum(found, rules.samples)
    entry = np.repeat(np.arange(len(wide)), taken)
    step = np.arange(len(entry)) - np.repeat(np.cumsum(taken) - taken, taken)
    place = begin[entry] + step * found[entry] // np.maximum(1, taken[entry])
    return holder[wide[entry]], holder[place]


def cosines(vectors: sparse.csr_array, one: Indices, two: Indices) -> npt.NDArray[np.float64]:
    """How much alike the rows of each pair are, 0-1."""
    found = [np.empty(0)]
    for begin in range(0, len(one), _AT_ONCE):
        some = slice(begin, begin + _AT_ONCE)
        both = vectors[one[some]].multiply(vectors[two[some]])
        found.append(np.asarray(both.tocsr().sum(axis=1, dtype=np.float64)).ravel())
    return np.minimum(1.0, np.concatenate(found))

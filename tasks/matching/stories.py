"""Documents that tell of one event in words of their own."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse

from tasks.matching.printings import STATED_KINDS, UNKNOWN, Flags, Indices, day_number, pair_keys
from tasks.matching.shingles import Column
from tasks.matching.story_groups import Groups
from tasks.matching.story_vectors import (
    Times,
    VectorRules,
    cosines,
    rows_of,
    tried_pairs,
)

Shares = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Needed:
    """How much alike two texts must be, where the corpus is small and where it is not.

    The less texts there are, the less is known of what is rare, and the less alike are texts of one
    event; between the two sizes it grows with the logarithm.
    """

    few: float
    many: float

    def among(self, texts: int, fewest: int = 100, most: int = 2_000) -> float:
        """What is needed among so many texts."""
        share = math.log(max(texts, fewest) / fewest) / math.log(most / fewest)
        return self.few + (self.many - self.few) * min(1.0, share)


@dataclass(frozen=True, slots=True)
class StoryRules:
    """Where an event begins and ends; benchmarks/stories.py says what comes of it."""

    vectors: VectorRules = field(default_factory=VectorRules)
    stated: Needed = Needed(0.19, 0.30)
    # A text without a stated day may be of any day: nothing but its words speaks for it.
    undated: Needed = Needed(0.23, 0.35)
    # Texts of one outlet share its phrases, its boxes and its beats: in newsarticles-2016-17 those
    # of one outlet that are less alike were of two events more often than not.
    one_outlet: float = 0.05
    each_day: float = 0.02  # more for each day between: other news of the same people came since
    nearest: int = 3  # days between two texts; the three outlets of basil-triplets need 3
    longest: int = 5  # days from a story's first text to its last
    # Of the likeness to the neighbour whose day is taken, what a text of another day must not have:
    # else what is told goes on for days or comes again. Of days that were hidden .7 gives half as
    # many as no rule does, and twice as many of those are right in reuters-21578 and rss-2016.
    rival: float = 0.7
    wide: int = 7  # days from which on an interval is no day; as in published_date


class Days(NamedTuple):
    """The first and the last day each document may have come out, by number, and if one is stated.

    Where nothing is known `lo` and `hi` lie as far apart as calendars go.
    """

    lo: Indices
    hi: Indices
    is_stated: Flags


def days_of(
    kinds: Sequence[str],
    days: Sequence[date | None],
    firsts: Sequence[date | None],
    lasts: Sequence[date | None],
) -> Days:
    """The days of documents by what their dates say; a stated day is that day alone."""
    stated = [
        kind in STATED_KINDS and day is not None for kind, day in zip(kinds, days, strict=True)
    ]
    either = [
        (day, day) if is_stated else (first or date.min, last or date.max)
        for is_stated, day, first, last in zip(stated, days, firsts, lasts, strict=True)
    ]
    return Days(
        np.array([day_number(first) for first, _ in either], np.int64),
        np.array([day_number(last) for _, last in either], np.int64),
        np.array(stated, bool),
    )


class Likeness(NamedTuple):
    """Pairs of texts, by the documents they are of, and how much alike those are."""

    one: Indices
    two: Indices
    alike: Shares


class Stories(NamedTuple):
    """For each document the first one of its story, UNKNOWN where it is in none.

    `score` is how much alike the document's text is to the others of the story on average; 1 where
    there is no other text. `neighbour` is the document of a stated day in the interval of an
    undated one that is most like it, of prints of one text the first; UNKNOWN where there is none
    whose day can be trusted to be its own. `nearness` is how much alike it is.
    """

    first: Indices
    score: Shares
    neighbour: Indices
    nearness: Shares


def find_stories(
    days: Days,
    outlet: Indices,
    origin: Indices,
    columns: Mapping[str, Column],
    apart: tuple[Indices, Indices],
    rules: StoryRules | None = None,
) -> Stories:
    """Stories of documents that are numbered in the order of printing.

    Copies are one text: that of their origin, which they follow. Texts are joined in the order of
    their likeness as long as all of a story are alike on average and lie within a few days, so
    that no chain of follow-ups becomes one event. A story has two texts, or one text that two known
    outlets print: that many thought one event worth printing is what an analyst counts; an outlet's
    own reprints are not. The pairs of `apart` are never of one event by themselves: last week's
    report in the same words.
    """
    rules = rules or StoryRules()
    unit_of = np.where(origin == UNKNOWN, np.arange(len(origin)), origin)
    texts, unit = np.unique(unit_of, return_inverse=True)
    lo, hi = days.lo[texts], days.hi[texts]
    times = Times(lo, hi, hi - lo > rules.wide)
    vectors, leading = rows_of(columns, texts, rules.vectors)
    one, two = tried_pairs(leading, times, rules.nearest, rules.vectors)
    alike = cosines(vectors, one, two)
    needed = _needed(days.is_stated[texts], times, one, two, rules)
    needed += rules.one_outlet * _is_one_outlet(outlet[texts], one, two)
    banned = np.isin(pair_keys(one, two), _banned(apart, unit))
    kept = (alike >= needed) & ~banned
    label = Groups(vectors, times, rules.longest).of(
        one[kept], two[kept], alike[kept], needed[kept]
    )
    found = _stories(label, unit, vectors, days, outlet)
    near = Likeness(texts[one], texts[two], alike)
    return found._replace(neighbour=_trusted(found, texts[unit], outlet, near, days, rules.rival))


def _banned(apart: tuple[Indices, Indices], unit: Indices) -> npt.NDArray[np.uint64]:
    one, two = unit[apart[0]], unit[apart[1]]
    return pair_keys(np.minimum(one, two), np.maximum(one, two))


def _needed(stated: Flags, times: Times, one: Indices, two: Indices, rules: StoryRules) -> Shares:
    both = stated[one] & stated[two]
    gap = times.gap(one, two)
    base = np.where(both, *(need.among(len(stated)) for need in (rules.stated, rules.undated)))
    return np.where(both | (gap == 0), base + rules.each_day * gap, np.inf)


def _is_one_outlet(outlet: Indices, one: Indices, two: Indices) -> Flags:
    same: Flags = (outlet[one] == outlet[two]) & (outlet[one] != UNKNOWN)
    return same


def _stories(
    label: Indices,
    unit: Indices,
    vectors: sparse.csr_array,
    days: Days,
    outlet: Indices,
) -> Stories:
    """What the groups of texts are as stories of documents."""
    found = Stories(
        np.full(len(unit), UNKNOWN, np.int64),
        np.zeros(len(unit)),
        np.full(len(unit), UNKNOWN, np.int64),
        np.zeros(len(unit)),
    )
    order = np.argsort(label[unit], kind="stable")
    heads = np.flatnonzero(np.diff(label[unit][order], prepend=-1))
    for documents in np.split(order, heads[1:]):
        if len(documents) < 2:
            continue
        units, place = np.unique(unit[documents], return_inverse=True)
        if len(units) < 2 and len(set(outlet[documents].tolist()) - {UNKNOWN}) < 2:
            continue
        rows = vectors[units]
        found.first[documents] = documents[0]
        found.score[documents] = np.round(_scores(rows), 4)[place]
        _neighbours(documents, place, rows, days, found)
    return found


def _scores(rows: sparse.csr_array) -> Shares:
    """How much alike each row is to the others on average."""
    count = rows.shape[0]
    if count == 1:
        return np.ones(1)
    # the columns of these texts alone: a sum over all there are would cost a megabyte a story
    _, place = np.unique(rows.indices, return_inverse=True)
    row = np.repeat(np.arange(count), np.diff(rows.indptr))
    together = np.bincount(place, rows.data)[place] - rows.data.astype(np.float64)
    scores: Shares = np.bincount(row, rows.data * together, count) / (count - 1)
    return np.clip(scores, 0.0, 1.0)


def _neighbours(
    documents: Indices, place: Indices, rows: sparse.csr_array, days: Days, found: Stories
) -> None:
    """For each undated document the first print of the text most like it, of equal texts the first.

    A text has the days of all its prints. Those outside the document's interval are not its own;
    where those inside are more than a day apart nothing tells which is, and there is no neighbour.
    """
    stated = np.flatnonzero(days.is_stated[documents])
    day = days.lo[documents[stated]]
    for document, row in zip(documents, place, strict=True):
        if days.is_stated[document]:
            continue
        prints = stated[(days.lo[document] <= day) & (day <= days.hi[document])]
        if not len(prints):
            continue
        fits = np.unique(place[prints])
        alike = np.where(fits == row, 1.0, cosines(rows, fits, np.full(len(fits), row)))
        best = int(np.argmax(alike))
        taken = documents[prints[place[prints] == fits[best]]]
        if np.ptp(days.lo[taken]) > 1:
            continue
        found.neighbour[document] = taken[0]
        found.nearness[document] = round(float(alike[best]), 4)


def _trusted(
    found: Stories,
    origin: Indices,
    outlet: Indices,
    near: Likeness,
    days: Days,
    rival: float,
) -> Indices:
    """The neighbours whose day may be taken.

    Not those of the document's own outlet, which goes on with a matter for days, unless they are
    copies; and none where texts of other days, by more than one, are nearly as much alike.
    """
    one, two = np.concatenate([near.one, near.two]), np.concatenate([near.two, near.one])
    alike = np.concatenate([near.alike, near.alike])
    stated = days.is_stated[two]
    order = np.flatnonzero(stated)[np.argsort(one[stated], kind="stable")]
    one, two, alike = one[order], two[order], alike[order]
    neighbour = found.neighbour.copy()
    for document in np.flatnonzero(neighbour != UNKNOWN):
        taken = neighbour[document]
        begin, end = np.searchsorted(one, [origin[document], origin[document] + 1])
        day = days.lo[two[begin:end]]
        others = (np.abs(day - days.lo[taken]) > 1) & (
            (days.lo[document] <= day) & (day <= days.hi[document])
        )
        is_copy = origin[document] == origin[taken]
        is_own = outlet[document] == outlet[taken] != UNKNOWN and not is_copy
        if is_own or (others & (alike[begin:end] >= rival * found.nearness[document])).any():
            neighbour[document] = UNKNOWN
    return neighbour

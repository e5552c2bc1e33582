"""The documents of a warehouse compared: who shares text with whom, and what follows from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from tasks.matching.clusters import Clusters, gather
from tasks.matching.coverage import Texts, shared_words
from tasks.matching.facts import Facts
from tasks.matching.house_lines import (
    HouseLine,
    HouseLineRules,
    Lines,
    find_house_lines,
    without_lines,
)
from tasks.matching.pairs import PairRules, Pairs, find_pairs
from tasks.matching.printings import UNKNOWN, Flags, Indices, Printings, is_before, pair_keys
from tasks.matching.prints import Expanded, PrintRules, Prints, expand, prints_of
from tasks.matching.relations import (
    NO_CLUSTER_LINK,
    Names,
    RelationRules,
    Shared,
    Shares,
    Sources,
    relations_of,
    sources_of,
)
from tasks.matching.shingled import Shingled
from tasks.matching.shingles import Column, Room, in_memory


@dataclass(frozen=True, slots=True)
class CopyRules:
    """The numbers of the matching of copies, each beside its algorithm."""

    pairs: PairRules = field(default_factory=PairRules)
    prints: PrintRules = field(default_factory=PrintRules)
    house_lines: HouseLineRules = field(default_factory=HouseLineRules)
    relations: RelationRules = field(default_factory=RelationRules)


class Comparison(NamedTuple):
    """Pairs by the number of their documents, and what is known of each document.

    Documents are numbered in the order of printing. `words` are those of the later document that
    stand in the earlier one; `is_ordered` says whether stated times tell which is which.
    `originality` is the share of a document's words that no other outlet is known to have printed
    earlier; NaN where it depends on a text of which nothing says that it came later. What an
    earlier print credits to an agency is no earlier print of the agency's own.
    `bounded_groups` counts groups of texts, and of prints of one text, so large that not all pairs
    in them are there, the largest of `largest_group`.
    """

    shared: Shared
    relation: Names
    words: Indices
    is_ordered: Flags
    sources: Sources
    clusters: Clusters
    originality: Shares
    house_lines: list[HouseLine]
    largest_group: int
    bounded_groups: int


def compare(
    printings: Printings,
    columns: Mapping[str, Column],
    rules: CopyRules | None = None,
    room: Room = in_memory,
) -> Comparison:
    """Every document with every other that shares text with it.

    `printings` and `columns`, which bear the names of a Signature's fields, are in the order of
    printing. `room` is where the many numbers lie that are made of `columns`.
    """
    rules = rules or CopyRules()
    texts, house = _texts(printings, columns, rules.house_lines, room)
    shingled = Shingled.of(texts.starts, texts.shingles, room)
    prints = prints_of(printings.body)
    found = find_pairs(shingled.rows(prints.first), rules.pairs, room)
    expanded = expand(prints, found.pairs.first, found.pairs.second, rules.prints)
    shared = _shares(expanded, found.pairs, prints.first, shingled.sizes, rules.pairs)
    alike = _alike(prints, found.pairs)
    relation = relations_of(shared, printings, _facts(columns), alike, rules.relations)
    clusters = _clusters(len(printings.outlet), shared, relation, rules.relations)
    earlier, later = shared.earlier, shared.later
    is_ordered = is_before(printings, earlier, later)
    # a recurring report is of one known outlet, and none of these
    elsewhere = (printings.outlet[earlier] != printings.outlet[later]) | (
        printings.outlet[earlier] == UNKNOWN
    )
    # where nothing says who was first, either may have it from the other
    either = np.flatnonzero(elsewhere & ~is_ordered)
    first = np.concatenate([earlier, later[either]])
    then = np.concatenate([later, earlier[either]])
    elsewhere = np.append(elsewhere, elsewhere[either]) & ~_takes_back(first, then, printings)
    is_ordered_so = np.append(is_ordered, np.zeros(len(either), bool))
    words, originality = shared_words(
        texts,
        shingled,
        first,
        then,
        counts=elsewhere & is_ordered_so,
        may_count=elsewhere & ~is_ordered_so,
    )
    words = words[: len(later)]
    times = np.diff(prints.starts)
    return Comparison(
        shared,
        relation,
        words,
        is_ordered,
        sources_of(earlier, later, printings, _one_agency(clusters, printings)),
        clusters,
        originality,
        house,
        max(found.largest_group, int(times.max(initial=0))),
        found.bounded_groups + int((times > rules.prints.paired).sum()),
    )


def _takes_back(earlier: Indices, later: Indices, printings: Printings) -> Flags:
    """Whether the later one is an agency's own print of what the earlier one credits to it."""
    same: Flags = printings.agency[earlier] == printings.agency[later]
    return same & printings.is_agency_print[later]


def _texts(
    printings: Printings, columns: Mapping[str, Column], rules: HouseLineRules, room: Room
) -> tuple[Texts, list[HouseLine]]:
    """The shingles of all documents, house lines taken out of them."""
    marks, lengths = columns["paragraph_marks"], columns["paragraph_words"]
    starts, shingles = columns["shingles"]
    lines = Lines(marks.starts, marks.values, lengths.values, printings.outlet, printings.body)
    house, taken = find_house_lines(lines, rules)
    ends = np.concatenate([[0], np.cumsum(lengths.values, dtype=np.int64)])
    words = ends[marks.starts[1:]] - ends[marks.starts[:-1]]
    size = np.maximum(1, words - np.diff(starts) + 1)
    return Texts(starts, without_lines(shingles, starts, lines, taken, room), size, words), house


def _shares(
    expanded: Expanded, pairs: Pairs, first: Indices, sizes: Indices, rules: PairRules
) -> Shared:
    """The pairs of documents with their shares, sorted by the later, then the earlier one.

    Prints of one text that is only a phrase are no pair.
    """
    same = expanded.text_pair == UNKNOWN
    kept = ~same | (sizes[expanded.later] >= rules.identical)
    earlier, later, pair, turned = (side[kept] for side in expanded)
    same = same[kept]
    # of prints of one text nothing is looked up: they share all of it
    one, two = (np.append(sizes[first[side]], 1)[pair] for side in (pairs.first, pairs.second))
    shared = np.append(pairs.shared, 1)[pair]
    of_each = (one + two - shared, np.where(turned, two, one), np.where(turned, one, two))
    order = np.lexsort((earlier, later))
    return Shared(
        earlier[order],
        later[order],
        *(np.where(same, 1.0, np.round(shared / size, 4))[order] for size in of_each),
    )


def _alike(prints: Prints, pairs: Pairs) -> Callable[[Indices, Indices], Flags]:
    """Whether the texts of documents are one, or a pair."""
    known = pair_keys(pairs.first, pairs.second)

    def of(one: Indices, two: Indices) -> Flags:
        sides = prints.text[one], prints.text[two]
        wanted = pair_keys(np.minimum(*sides), np.maximum(*sides))
        at = np.searchsorted(known, wanted)
        found: Flags = (np.append(known, ~np.uint64(0))[at] == wanted) | (sides[0] == sides[1])
        return found

    return of


def _facts(columns: Mapping[str, Column]) -> Callable[[int], Facts]:
    def of(document: int) -> Facts:
        return Facts(*(tuple(columns[name].of(document).tolist()) for name in Facts._fields))

    return of


def _clusters(count: int, shared: Shared, relation: Names, rules: RelationRules) -> Clusters:
    """Clusters by every pair but roundups and recurring reports."""
    linked = ~np.isin(relation, NO_CLUSTER_LINK)
    containment = np.maximum(shared.earlier_share, shared.later_share)
    strength = np.maximum(shared.similarity / rules.near, containment / rules.contained)
    return gather(
        count, shared.earlier[linked], shared.later[linked], strength[linked], through=1.0
    )


def _one_agency(clusters: Clusters, printings: Printings) -> Indices:
    """For each document the one agency that documents of its cluster credit, else UNKNOWN."""
    found = np.full(len(clusters.origin), UNKNOWN, np.int64)
    credited = (clusters.origin != UNKNOWN) & (printings.agency != UNKNOWN)
    pairs = np.unique(pair_keys(clusters.origin[credited], printings.agency[credited]))
    origin = (pairs >> np.uint64(32)).astype(np.int64)
    origins, heads, counts = np.unique(origin, return_index=True, return_counts=True)
    agency = (pairs[heads] & np.uint64(0xFFFFFFFF)).astype(np.int64)
    of_origin = np.full(len(found) + 1, UNKNOWN, np.int64)
    of_origin[origins[counts == 1]] = agency[counts == 1]
    clustered = clusters.origin != UNKNOWN
    found[clustered] = of_origin[clusters.origin[clustered]]
    return found

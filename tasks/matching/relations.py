"""What one document is to an earlier one that shares its text, and where both have it from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from tasks.matching.facts import Facts, is_other_news
from tasks.matching.printings import UNKNOWN, Flags, Indices, Printings, pair_keys
from tasks.matching.shingles import ranges, starts_of

Shares = npt.NDArray[np.float64]
Names = npt.NDArray[np.object_]

RELATIONS: Final = ("identical", "verbatim", "edited", "excerpt", "roundup", "update", "recurring")
NO_CLUSTER_LINK: Final = ("roundup", "recurring")  # pairs that do not make a cluster


@dataclass(frozen=True, slots=True)
class RelationRules:
    """Where one relation ends and the next begins; shares of distinct five-word runs or facts."""

    # A changed name or number breaks five runs: a tenth of a text of 300 words is six changes.
    whole: float = 0.9
    # A wire story cut by its last paragraphs has four fifths of its runs in the story, as the
    # labels of the corpora have it; an article that quotes another has less.
    contained: float = 0.8
    near: float = 0.5  # of both texts: the labels' other way to be a near copy
    small_part: float = 0.5  # of a roundup that one of its items makes up at most
    items: int = 30  # of a roundup that are held against each other
    # The weekly report has the frame of the last and other figures. In reuters-21578 no pair of one
    # day and 3 figures or more shares less than 0.6 of them, and two thirds of those that lie three
    # days and more apart do.
    same_facts: float = 0.6
    fewest_figures: int = 3
    fewest_names: int = 4
    # An outlet goes on with a story for some days. Of kcna-2011-12's pairs that are less alike than
    # a near copy and further apart, all that were read are other receptions and other envoys.
    same_story_days: int = 3


class Shared(NamedTuple):
    """Pairs of documents and their shares of distinct five-word runs: of both, of either one."""

    earlier: Indices
    later: Indices
    similarity: Shares
    earlier_share: Shares
    later_share: Shares


def relations_of(
    shared: Shared,
    printings: Printings,
    facts: Callable[[int], Facts],
    are_alike: Callable[[Indices, Indices], Flags],
    rules: RelationRules,
) -> Names:
    """For each pair, what the later document is to the earlier one.

    `identical`: the same words and figures. `recurring`: one outlet's report that comes again on
    another day in the same words with other figures and names, or that is no near copy and days
    away; it is no copy, and a document without an outlet or a day is none. `update`: the same
    outlet prints it again, changed. `verbatim`: all but a tenth of either is in the other.
    `excerpt`: the later is a part of the earlier. `roundup`: the later has all of it and of another
    text beside it. `edited`: anything else. `are_alike` tells of which documents the texts are a
    pair, also of those that have no row because there are too many prints of them.
    """
    earlier, later = shared.earlier, shared.later
    own = (printings.outlet[earlier] == printings.outlet[later]) & (
        printings.outlet[earlier] != UNKNOWN
    )
    same = printings.body[earlier] == printings.body[later]
    identical = same.copy()
    # equal letters are one body: that it was 1.5 percent and is 15 now, only the figures tell
    identical[same] = _have_equal_figures(earlier[same], later[same], facts)
    days = printings.day[earlier], printings.day[later]
    again = own & ~same & (days[0] != days[1]) & (np.minimum(*days) != UNKNOWN)
    recurring = np.zeros(len(later), bool)
    containment = np.maximum(shared.earlier_share, shared.later_share)
    alike = (shared.similarity >= rules.near) | (containment >= rules.contained)
    apart = np.abs(days[0] - days[1]) > rules.same_story_days
    for pair in np.flatnonzero(again):
        recurring[pair] = (apart[pair] and not alike[pair]) or is_other_news(
            facts(int(earlier[pair])),
            facts(int(later[pair])),
            same=rules.same_facts,
            figures=rules.fewest_figures,
            names=rules.fewest_names,
        )
    least = np.minimum(shared.earlier_share, shared.later_share)
    part = (shared.later_share >= rules.contained) & (shared.earlier_share < rules.contained)
    return _named(
        [
            identical,
            recurring,
            own,
            least >= rules.whole,
            part,
            _in_roundups(shared, are_alike, rules),
        ],
        ["identical", "recurring", "update", "verbatim", "excerpt", "roundup"],
        "edited",
    )


def _have_equal_figures(earlier: Indices, later: Indices, facts: Callable[[int], Facts]) -> Flags:
    documents, places = np.unique(np.concatenate([earlier, later]), return_inverse=True)
    known: dict[tuple[int, ...], int] = {}
    numbers = [known.setdefault(facts(each).figures, len(known)) for each in documents.tolist()]
    one, two = np.split(np.array(numbers, np.int64)[places], 2)
    equal: Flags = one == two
    return equal


def _credit_one_outlet(earlier: Indices, later: Indices, printings: Printings) -> Flags:
    """Whether both documents of each pair name one outlet as where they have the text from."""
    found = np.zeros(len(earlier), bool)
    document = (printings.credits >> np.uint64(32)).astype(np.int64)
    counts = np.bincount(document, minlength=len(printings.outlet))
    lengths = counts[earlier]
    pair = np.repeat(np.arange(len(earlier)), lengths)
    credits_ = printings.credits[ranges(starts_of(counts)[earlier], lengths)]
    outlet = (credits_ & np.uint64(0xFFFFFFFF)).astype(np.int64)
    both = np.isin(pair_keys(later[pair], outlet), printings.credits)
    found[pair[both]] = True
    return found


def _named(cases: Sequence[Flags], names: Sequence[str], otherwise: str) -> Names:
    """The name of the first case that holds, for each pair."""
    # chosen as numbers: as texts of fixed width, millions of pairs would fill a gigabyte
    place = np.select(cases, list(range(len(cases))), len(cases))
    found: Names = np.array([*names, otherwise], object)[place]
    return found


def _in_roundups(
    shared: Shared, are_alike: Callable[[Indices, Indices], Flags], rules: RelationRules
) -> Flags:
    """Pairs whose later document is made of the earlier one and of others that are not like it."""
    inside = (shared.earlier_share >= rules.contained) & (shared.later_share < rules.small_part)
    found = np.zeros(len(inside), bool)
    at = np.flatnonzero(inside)
    at = at[np.argsort(shared.later[at], kind="stable")]
    heads = np.flatnonzero(np.diff(shared.later[at], prepend=-1))
    groups = [group for group in np.split(at, heads[1:]) if len(group) > 1]
    if not groups:
        return found
    items = [np.sort(shared.earlier[group[: rules.items]]) for group in groups]
    sides = [np.triu_indices(len(some), 1) for some in items]
    one = np.concatenate([some[left] for some, (left, _) in zip(items, sides, strict=True)])
    two = np.concatenate([some[right] for some, (_, right) in zip(items, sides, strict=True)])
    # asked once for all groups: a search in millions of pairs for each would never end
    unlike = ~are_alike(one, two)
    first = np.cumsum([0, *(len(left) for left, _ in sides[:-1])])
    for group, is_roundup in zip(groups, np.logical_or.reduceat(unlike, first), strict=True):
        found[group] = is_roundup
    return found


class Sources(NamedTuple):
    """Where the texts of each pair come from, by what, and how sure that is, 0-1."""

    direction: Names
    basis: Names
    confidence: Shares


def sources_of(
    earlier: Indices, later: Indices, printings: Printings, cluster_agency: Indices
) -> Sources:
    """Who had the text from whom, only where a document says so; a date alone accuses nobody.

    `cluster_agency` is for each document the one agency that its cluster credits, else UNKNOWN.
    """
    one, two = printings.agency[earlier], printings.agency[later]
    out_one, out_two = printings.outlet[earlier], printings.outlet[later]
    credits_one = (one != UNKNOWN) | (two != UNKNOWN)
    differ = (one != UNKNOWN) & (two != UNKNOWN) & (one != two)
    own_print = printings.is_agency_print[earlier] | printings.is_agency_print[later]
    together = cluster_agency[earlier]
    said = np.isin(pair_keys(later, out_one), printings.credits) & (out_one != UNKNOWN)
    said_back = np.isin(pair_keys(earlier, out_two), printings.credits) & (out_two != UNKNOWN)
    cases: list[tuple[Flags, str, str, float]] = [
        ((out_one == out_two) & (out_one != UNKNOWN), "common_source", "same_outlet", 1.0),
        (credits_one & ~differ & own_print, "common_source", "agency_print", 0.95),
        ((one == two) & (one != UNKNOWN), "common_source", "both_credit_agency", 0.95),
        (said, "copied", "later_credits_earlier", 0.9),
        # the date is then that of another print, or wrong
        (said_back, "copied", "earlier_credits_later", 0.7),
        (_credit_one_outlet(earlier, later, printings), "common_source", "both_credit_outlet", 0.9),
        (credits_one & ~differ, "common_source", "one_credits_agency", 0.8),
        (
            ~credits_one & (together != UNKNOWN) & (together == cluster_agency[later]),
            "common_source",
            "cluster_credits_agency",
            0.6,
        ),
    ]
    which = [case for case, *_ in cases]
    return Sources(
        _named(which, [direction for _, direction, *_ in cases], "unknown"),
        _named(which, [basis for *_, basis, _ in cases], "none"),
        np.select(which, [sure for *_, sure in cases], 0.0),
    )

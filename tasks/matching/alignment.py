"""Which sentences of two texts say the same: verbatim, edited or in other words."""

import heapq
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from tasks.matching.conflicts import conflict_of
from tasks.matching.sentences import Sentence
from tasks.matching.sides import Read, Side, read, sides
from tasks.matching.stems import stem_of, weight_of
from tasks.matching.word_order import common_in_order, runs_of

VERBATIM: Final = "verbatim"
EDITED: Final = "edited"
PARAPHRASE: Final = "paraphrase"
KINDS: Final = (VERBATIM, EDITED, PARAPHRASE)
Outlets = tuple[str | None, str | None]  # whose texts the two are, None where that is not known
BELOW_VERBATIM: Final = 0.9999  # only the same letters are 1

# What is to come is not what has happened, and what one asks for is not what is so.
_TO_COME: Final = frozenset((
    "will", "would", "could", "may", "might", "should", "plan", "plans", "planned", "planning",
    "expect", "expects", "expected", "seek", "seeks", "seeking", "hope", "hopes", "set", "propose",
    "proposes", "proposed", "considering", "if", "ll", "ask", "asked", "urged", "likely",
    "possible",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class AlignmentRules:
    """From what on two sentences say the same; chosen on pairs that were read, docs/measured.md."""

    fewest_words: int = 4  # "He said." and "Read more" are in every text
    edited_order: float = 0.6  # words in the same order, of all words of both
    edited_terms: float = 0.5  # and as much of what they say: frames with other names fall here
    part_order: float = 0.85  # or of the shorter one's words, when it is a part of the longer
    part_words: int = 8  # words that a part must have
    # What is at odds was put right in a long sentence that is else the same; in a short one, or in
    # one that was much changed, it is a frame that was filled anew: "Qtly div 20 cts vs 20 cts".
    revised_order: float = 0.85
    revised_words: int = 10
    tense_order: float = 0.8  # below, what will be is not what has been
    # Reports of two events are written in one frame, the more so when they are briefs of one desk.
    # Texts are copies that share so much to the letter, by the weight of the shorter one, or, but
    # for such briefs, so many sentences. Of others nothing is a revision, and of such briefs only
    # long sentences that are nearly the same are no frame.
    brief_sentences: int = 10  # fewer than these; 37 of 45 wrong pairs of one outlet were of them
    copied_share: float = 1 / 3
    copied_sentences: int = 3
    same_frame_order: float = 0.9
    frame_begins: int = 4  # words; what is changed within the first of them is the subject
    specific_digits: int = 3  # that a figure has without the noughts at its end
    # In other words: alike by stems and by their order, halves of the similarity. Up to .38 in two
    # of five pairs read only the topic was the same; long sentences that share much of what is no
    # name may say the same from .3 on.
    paraphrase: float = 0.38
    paraphrase_weight: float = 2.2
    paraphrase_stems: int = 4  # that are no names
    long_paraphrase: float = 0.3
    long_weight: float = 3.4
    long_stems: int = 7  # that are no names
    long_shared: int = 10  # with names
    # And of these, what four in five of such pairs that were wrong lack:
    other_names: int = 1  # that each may have and the other not
    same_plain: float = 0.65  # of what the shorter one says in words that are no names, or
    same_order: int = 6  # such words in order, where another sentence of the texts is the same
    # A sentence is compared with those that share its rarest terms, so many of them; more looks
    # for the next rarest would make the work grow with the square of the sentences.
    most_looks: int = 400
    most_compared: int = 12
    # And with no more characters of them than so many but for the nearest: twelve of the usual 130
    # have 1,600, twelve that are as long as sentences are cut have 12,000, and each may be hostile.
    most_characters: int = 4_000


class Aligned(NamedTuple):
    """Two sentences by their places in the lists given, how alike they are, and in what way."""

    one: int
    two: int
    similarity: float
    kind: str


def align(
    one: Sequence[Sentence],
    two: Sequence[Sentence],
    rules: AlignmentRules | None = None,
    *,
    outlets: Outlets = (None, None),
) -> list[Aligned]:
    """The sentence pairs of two texts in the order of the first; each sentence in one at most.

    Nothing decides but the two texts, and whether one outlet printed both.
    """
    return align_read(read(one), read(two), rules, outlets=outlets)


def align_read(
    one: Read, two: Read, rules: AlignmentRules | None = None, *, outlets: Outlets = (None, None)
) -> list[Aligned]:
    """The same of texts that are read already: a text has many others that it is aligned with."""
    rules = rules or AlignmentRules()
    left, right = sides(one, two)
    found = _verbatim(left, right, rules)
    near = _candidates(left, right, found, rules)
    is_one_outlet = outlets[0] is not None and outlets[0] == outlets[1]
    are_briefs = is_one_outlet and min(len(left), len(right)) < rules.brief_sentences
    is_copy = _are_copies(left, right, found, rules, are_briefs=are_briefs)
    is_frame = are_briefs and not is_copy
    edited, frames = _edited(left, right, near, rules, is_copy=is_copy, is_frame=is_frame)
    found += _best(edited)
    # the words that weigh nothing are English ones: in Spanish "de la" would make a paraphrase
    if one.is_english and two.is_english and not is_frame:
        taken, given = {pair.one for pair in found}, {pair.two for pair in found}
        near = [
            pair
            for pair in near
            if pair[0] not in taken and pair[1] not in given and pair not in frames
        ]
        is_anchored = bool(found)
        found += _best(
            _in_other_words(left, right, near, rules, is_copy=is_copy, is_anchored=is_anchored)
        )
    return sorted(found)


def _are_copies(
    left: Sequence[Side],
    right: Sequence[Side],
    verbatim: Sequence[Aligned],
    rules: AlignmentRules,
    *,
    are_briefs: bool,
) -> bool:
    if len(verbatim) >= rules.copied_sentences and not are_briefs:
        return True
    shared = math.fsum(left[pair.one].weight for pair in verbatim)
    shorter = min(math.fsum(side.weight for side in text) for text in (left, right))
    return shared > 0 and shared >= rules.copied_share * shorter


def _verbatim(left: Sequence[Side], right: Sequence[Side], rules: AlignmentRules) -> list[Aligned]:
    places: dict[str, list[int]] = {}
    for place in range(len(right) - 1, -1, -1):
        places.setdefault(right[place].reading.letters, []).append(place)
    found = []
    for place, side in enumerate(left):
        others = places.get(side.reading.letters)
        if others and len(side.words) >= rules.fewest_words:
            found.append(Aligned(place, others.pop(), 1.0, VERBATIM))
    return found


def _candidates(
    left: Sequence[Side], right: Sequence[Side], found: Sequence[Aligned], rules: AlignmentRules
) -> list[tuple[int, int]]:
    """Pairs, of sentences that are not yet in one, that share the most of their rarest terms."""
    taken, given = {pair.one for pair in found}, {pair.two for pair in found}
    holders: dict[str, list[int]] = {}
    for place, side in enumerate(right):
        if place not in given and len(side.words) >= rules.fewest_words:
            for term in side.terms:
                holders.setdefault(term, []).append(place)
    return [
        (place, other)
        for place, side in enumerate(left)
        if place not in taken and len(side.words) >= rules.fewest_words
        for other in _short_enough(_nearest(place, side, holders, rules), right, rules)
    ]


def _nearest(
    place: int, side: Side, holders: Mapping[str, Sequence[int]], rules: AlignmentRules
) -> list[int]:
    held = sorted(
        (len(holders[term]), term, weight) for term, weight in side.terms.items() if term in holders
    )
    shared: dict[int, float] = {}
    looks = 0
    for many, term, weight in held:
        looks += many
        if looks > rules.most_looks:
            break
        for other in holders[term]:
            shared[other] = shared.get(other, 0.0) + weight
    return heapq.nsmallest(
        rules.most_compared,
        shared,
        key=lambda other: (-shared[other], abs(place - other), other),
    )


def _short_enough(
    nearest: Sequence[int], right: Sequence[Side], rules: AlignmentRules
) -> Iterator[int]:
    """The first of them, and those after it that have no more characters than so many with it."""
    characters = 0
    for number, other in enumerate(nearest):
        characters += len(right[other].reading.text)
        if number and characters > rules.most_characters:
            return
        yield other


def _best(pairs: Iterable[Aligned]) -> Iterator[Aligned]:
    """The most similar of them first, without those that have a sentence of an earlier one."""
    taken: set[int] = set()
    given: set[int] = set()
    for pair in sorted(
        pairs,
        # of equals, those at like places; then the ones that come first in both
        key=lambda pair: (
            -pair.similarity,
            abs(pair.one - pair.two),
            pair.one + pair.two,
            pair.one,
        ),
    ):
        if pair.one not in taken and pair.two not in given:
            taken.add(pair.one)
            given.add(pair.two)
            yield pair


def _edited(
    left: Sequence[Side],
    right: Sequence[Side],
    near: Sequence[tuple[int, int]],
    rules: AlignmentRules,
    *,
    is_copy: bool,
    is_frame: bool,
) -> tuple[list[Aligned], set[tuple[int, int]]]:
    """Those that are the same sentence but for some words, or of which one is a part.

    And those that would be, were they not one frame about two things. With `is_frame` all are
    taken for frames that may be.
    """
    edited, frames = [], set()
    for place, other in near:
        one, two = left[place], right[other]
        shared = _shared(one, two)
        terms, part = _likeness(one, two, shared)
        if max(terms, part) < rules.edited_terms:
            continue
        fewer = min(len(one.words), len(two.words))
        in_order = len(common_in_order(one.words, two.words))
        order = 2 * in_order / (len(one.words) + len(two.words))
        is_part = in_order >= rules.part_order * fewer and fewer >= rules.part_words
        if (order >= rules.edited_order and terms >= rules.edited_terms) or (
            is_part and part >= rules.part_order
        ):
            may_be_frame = not is_copy or order < rules.revised_order
            if (may_be_frame or fewer < rules.revised_words) and (
                _is_at_odds(one, two)
                or ((not is_copy or order < rules.tense_order) and _differ_in_time(one, two))
            ):
                continue
            may_be_other = order < rules.same_frame_order or fewer < rules.revised_words
            if may_be_other and (is_frame or (not is_copy and _is_filled_anew(one, two, rules))):
                frames.add((place, other))
                continue
            similarity = min(round(max(order, terms), 4), BELOW_VERBATIM)
            edited.append(Aligned(place, other, similarity, EDITED))
    return edited, frames


def _in_other_words(
    left: Sequence[Side],
    right: Sequence[Side],
    near: Sequence[tuple[int, int]],
    rules: AlignmentRules,
    *,
    is_copy: bool,
    is_anchored: bool,
) -> Iterator[Aligned]:
    for place, other in near:
        one, two = left[place], right[other]
        if not is_copy and not _share_what_is_specific(one, two, rules):
            continue
        shared = _shared(one, two)
        terms, _ = _likeness(one, two, shared)
        if terms < rules.long_paraphrase / 2:  # the order of the rest is at most all of it
            continue
        in_order = [one.stems[at] for at, _ in common_in_order(one.stems, two.stems)]
        alike = (terms + _ordered(one, two, in_order)) / 2
        if _is_alike(one, two, shared, alike, rules) and _is_the_same(
            one, two, set(in_order), rules, is_anchored=is_anchored
        ):
            yield Aligned(place, other, min(round(alike, 4), BELOW_VERBATIM), PARAPHRASE)


def _shared(one: Side, two: Side) -> float:
    return math.fsum(
        min(weight, two.terms[term]) for term, weight in one.terms.items() if term in two.terms
    )


def _likeness(one: Side, two: Side, shared: float) -> tuple[float, float]:
    """What is shared of the weight of both, and of that of the shorter one."""
    return 2 * shared / (one.weight + two.weight), shared / min(one.weight, two.weight)


def _ordered(one: Side, two: Side, stems: Sequence[str]) -> float:
    """The weight of the stems that both have in the same order, of all stems of both."""
    weight = math.fsum(min(one.terms[stem], two.terms[stem]) for stem in stems)
    every = math.fsum(side.terms[stem] for side in (one, two) for stem in side.stems)
    return 2 * weight / every


def _is_alike(one: Side, two: Side, shared: float, alike: float, rules: AlignmentRules) -> bool:
    """Whether the two share enough to be about one thing."""
    both = one.terms.keys() & two.terms.keys()
    plain = len(both - one.names)
    return (
        alike >= rules.paraphrase
        and shared >= rules.paraphrase_weight
        and plain >= rules.paraphrase_stems
    ) or (
        alike >= rules.long_paraphrase
        and shared >= rules.long_weight
        and plain >= rules.long_stems
        and len(both) >= rules.long_shared
    )


def _is_the_same(
    one: Side, two: Side, in_order: set[str], rules: AlignmentRules, *, is_anchored: bool
) -> bool:
    """Whether the two, which are about one thing, also say the same of it."""
    if min(len(one.names - two.names), len(two.names - one.names)) > rules.other_names:
        return False
    if _is_at_odds(one, two):
        return False
    if one.is_quoting() and two.is_quoting():
        return True
    has_order = is_anchored and len(in_order - one.names) >= rules.same_order
    if has_order and (one.is_quoting() or two.is_quoting()):
        # one reports what the other quotes: what it begins with, and its tense, are the reporter's
        return True
    if _differ_in_time(one, two):
        return False
    if not any(stem in two.terms for stem in one.head()) or not any(
        stem in one.terms for stem in two.head()
    ):
        return False
    plain = math.fsum(one.terms[stem] for stem in one.terms.keys() & two.terms.keys() - one.names)
    if plain >= rules.same_plain * min(one.plain_weight(), two.plain_weight()):
        return True
    return has_order


def _is_filled_anew(one: Side, two: Side, rules: AlignmentRules) -> bool:
    """Whether the two are one frame about other people: with other names or another subject."""
    if min(len(one.names - two.names), len(two.names - one.names)) > rules.other_names:
        return True
    kind, first, last, begin, end = next(
        (run for run in runs_of(one.words, two.words) if run[0] != "same"), ("same", 0, 0, 0, 0)
    )
    return (
        kind == "changed"
        and max(first, begin) < rules.frame_begins
        and any(weight_of(stem_of(word)) for word in one.words[first:last])
        and any(weight_of(stem_of(word)) for word in two.words[begin:end])
    )


def _share_what_is_specific(one: Side, two: Side, rules: AlignmentRules) -> bool:
    """Whether both have a name or a figure that is not round."""
    return bool(one.names & two.names) or any(
        term.isdigit() and len(term.rstrip("0")) >= rules.specific_digits
        for term in one.terms.keys() & two.terms.keys()
    )


def _is_at_odds(one: Side, two: Side) -> bool:
    said = one.reading.said, two.reading.said
    return conflict_of(*said, (one.names, two.names)) is not None


def _differ_in_time(one: Side, two: Side) -> bool:
    """Whether only one of them is about what is to come."""
    return _TO_COME.isdisjoint(one.words) != _TO_COME.isdisjoint(two.words)

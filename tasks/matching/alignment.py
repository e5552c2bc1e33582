"""Which sentences of two texts say the same: verbatim, edited or in other words."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from tasks.matching.sentences import Sentence
from tasks.matching.stems import (
    is_of_a_date,
    names_of,
    small_stems_of,
    terms_of_words,
    weight_of,
    without_expansions,
)
from tasks.matching.word_order import common_in_order
from tasks.matching.words import small_words
from tasks.text.words import letters_of

VERBATIM: Final = "verbatim"
EDITED: Final = "edited"
PARAPHRASE: Final = "paraphrase"
BELOW_VERBATIM: Final = 0.9999  # only the same letters are 1
NAME_WEIGHT: Final = 0.5  # names tell the topic, the other words what is said of it


@dataclass(frozen=True, slots=True)
class AlignmentRules:
    """From what on two sentences say the same; chosen by benchmarks/alignment.py."""

    fewest_words: int = 4  # "He said." and "Read more" are in every text
    edited_order: float = 0.6  # words in the same order, of all words of both
    edited_terms: float = 0.5  # and as much of what they say: frames with other names fall here
    part_order: float = 0.85  # or of the shorter one's words, when it is a part of the longer
    part_words: int = 8  # words that a part must have
    other_figures: float = 0.7  # share of terms from which figures that all differ are forgiven
    # In other words: alike by stems and by their order, halves of the similarity. Up to .38 in two
    # of five pairs read only the topic was the same; long sentences that share much of what is no
    # name said the same from .3 on.
    paraphrase: float = 0.38
    paraphrase_weight: float = 2.2
    paraphrase_stems: int = 4  # that are no names
    long_paraphrase: float = 0.3
    long_weight: float = 3.4
    long_stems: int = 7  # that are no names
    long_shared: int = 10  # with names


class Aligned(NamedTuple):
    """Two sentences by their places in the lists given, how alike they are, and in what way."""

    one: int
    two: int
    similarity: float
    kind: str


class _Side(NamedTuple):
    """A sentence as it is compared."""

    letters: str
    words: list[str]
    stems: list[str]
    names: frozenset[str]  # of the stems, those that are names in the two texts
    terms: dict[str, float]
    weight: float
    figures: frozenset[str]


def align(
    one: Sequence[Sentence], two: Sequence[Sentence], rules: AlignmentRules | None = None
) -> list[Aligned]:
    """The sentence pairs of two texts in the order of the first; each sentence in one at most.

    Nothing but the two texts decides.
    """
    rules = rules or AlignmentRules()
    left, right = _sides(one, two)
    found = _verbatim(left, right, rules)
    taken, given = {pair.one for pair in found}, {pair.two for pair in found}
    near = sorted(
        _near(left, right, taken, given, rules),
        # of equals, those at like places; then the ones that come first in both
        key=lambda pair: (
            -pair.similarity,
            abs(pair.one - pair.two),
            pair.one + pair.two,
            pair.one,
        ),
    )
    for pair in near:
        if pair.one not in taken and pair.two not in given:
            taken.add(pair.one)
            given.add(pair.two)
            found.append(pair)
    return sorted(found)


def _sides(one: Sequence[Sentence], two: Sequence[Sentence]) -> tuple[list[_Side], list[_Side]]:
    stems = [
        [terms_of_words(small_words(without_expansions(sentence.text))) for sentence in side]
        for side in (one, two)
    ]
    # A name that every sentence of a text has tells none of them apart.
    times = [Counter(stem for some in side for stem in set(some)) for side in stems]
    weights = {
        stem: weight_of(stem) / (1 + 0.5 * math.log(count))
        for stem, count in (times[0] | times[1]).items()
    }
    capitals = frozenset(
        stem for side in (one, two) for sentence in side for stem in names_of(sentence.text)
    )
    small = {
        stem for side in (one, two) for sentence in side for stem in small_stems_of(sentence.text)
    }
    # a headline has capitals throughout; a day tells when, not what
    names = (capitals - small) | {stem for stem in weights if is_of_a_date(stem)}
    weights = {
        stem: weight * (NAME_WEIGHT if stem in names else 1.0) for stem, weight in weights.items()
    }
    return (
        [_side(each, some, weights, names) for each, some in zip(one, stems[0], strict=True)],
        [_side(each, some, weights, names) for each, some in zip(two, stems[1], strict=True)],
    )


def _side(
    sentence: Sentence, stems: Sequence[str], weights: Mapping[str, float], names: frozenset[str]
) -> _Side:
    said = [stem for stem in stems if weights[stem]]
    terms = {stem: weights[stem] for stem in sorted(set(said))}
    words = small_words(sentence.text)
    return _Side(
        letters_of(sentence.text),
        words,
        said,
        names & terms.keys(),
        terms,
        math.fsum(terms.values()),
        frozenset(word for word in words if word.isdigit()),
    )


def _verbatim(
    left: Sequence[_Side], right: Sequence[_Side], rules: AlignmentRules
) -> list[Aligned]:
    places: dict[str, list[int]] = {}
    for place in range(len(right) - 1, -1, -1):
        places.setdefault(right[place].letters, []).append(place)
    found = []
    for place, side in enumerate(left):
        others = places.get(side.letters)
        if others and len(side.words) >= rules.fewest_words:
            found.append(Aligned(place, others.pop(), 1.0, VERBATIM))
    return found


def _near(
    left: Sequence[_Side],
    right: Sequence[_Side],
    taken: set[int],
    given: set[int],
    rules: AlignmentRules,
) -> Iterator[Aligned]:
    """Every pair that says the same, of sentences that are not yet in one."""
    holders: dict[str, list[int]] = {}
    for place, side in enumerate(right):
        if place not in given and len(side.words) >= rules.fewest_words:
            for term in side.terms:
                holders.setdefault(term, []).append(place)
    for place, side in enumerate(left):
        if place in taken or len(side.words) < rules.fewest_words:
            continue
        shared: dict[int, float] = {}
        for term, weight in side.terms.items():
            for other in holders.get(term, ()):
                shared[other] = shared.get(other, 0.0) + min(weight, right[other].terms[term])
        for other, weight in shared.items():
            judged = _judged(side, right[other], weight, rules)
            if judged:
                yield Aligned(place, other, *judged)


def _judged(
    one: _Side, two: _Side, shared: float, rules: AlignmentRules
) -> tuple[float, str] | None:
    """How alike two sentences are and in what way; None when they do not say the same."""
    terms = 2 * shared / (one.weight + two.weight)
    part = shared / min(one.weight, two.weight)
    if max(terms, part) < rules.long_paraphrase:
        return None
    if _differ_in_figures(one, two) and terms < rules.other_figures:
        return None
    fewer = min(len(one.words), len(two.words))
    in_order = len(common_in_order(one.words, two.words))
    order = 2 * in_order / (len(one.words) + len(two.words))
    is_part = in_order >= rules.part_order * fewer and fewer >= rules.part_words
    if (order >= rules.edited_order and terms >= rules.edited_terms) or (
        is_part and part >= rules.part_order
    ):
        return min(round(max(order, terms), 4), BELOW_VERBATIM), EDITED
    alike = (terms + _ordered_terms(one, two)) / 2
    if not _is_paraphrase(one, two, shared, alike, rules):
        return None
    return min(round(alike, 4), BELOW_VERBATIM), PARAPHRASE


def _ordered_terms(one: _Side, two: _Side) -> float:
    """The weight of the stems that both have in the same order, of all stems of both."""
    same = common_in_order(one.stems, two.stems)
    stems = [one.stems[place] for place, _ in same]
    weight = math.fsum(min(one.terms[stem], two.terms[stem]) for stem in stems)
    every = math.fsum(side.terms[stem] for side in (one, two) for stem in side.stems)
    return 2 * weight / every


def _is_paraphrase(
    one: _Side, two: _Side, shared: float, alike: float, rules: AlignmentRules
) -> bool:
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


def _differ_in_figures(one: _Side, two: _Side) -> bool:
    return bool(one.figures and two.figures) and not one.figures & two.figures

"""What of one sentence is at odds with another that looks like it: figures, days, denial, names."""

import re
from collections.abc import Callable, Iterator, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from tasks.matching.stems import MONTHS, NUMBERS, WEEKDAYS, stem_of, terms_in_place, weight_of
from tasks.matching.word_order import runs_of

FIGURES: Final = "figures"
DAYS: Final = "days"
NEGATION: Final = "negation"
DIRECTION: Final = "direction"
NAMES: Final = "names"
REACH: Final = 3  # words behind a "not" that it denies
NARROW: Final = 4  # words; where more were changed, another name does not stand for the first

# a part of a date or of a time is no figure by itself: 6-3/16 and 11:04 are one each
_FIGURE: Final = re.compile(r"(?<![\w.,/])[0-9]++(?>(?:[.,:/][0-9]++|-[0-9]++/[0-9]++)*)")
_NUMBER: Final = re.compile(rf"{_FIGURE.pattern}|\b(?:{'|'.join(NUMBERS)})\b", re.IGNORECASE)
_ORDINALS: Final = MappingProxyType(
    {"first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th"}
)
_TITLES: Final = frozenset(
    ("mr", "mrs", "ms", "dr", "president", "minister", "prime", "senator", "sen", "rep", "gov",
     "chairman", "secretary", "general", "sir", "lord", "king", "queen", "the")
)  # fmt: skip
_NEGATIONS: Final = frozenset(
    ("not", "no", "never", "cannot", "without", "nobody", "nothing", "neither", "nor", "none",
     "non", "unable", "denied", "denies", "deny", "refused", "refuses", "failed", "fails")
)  # fmt: skip
_AND_MORE: Final = frozenset(("only", "just", "merely", "least"))  # "not only" denies nothing
# What goes up does not come down; only English copy has these words.
_UP: Final = (
    "rise rises rose rising risen gain gains gained increase increased increases "
    "increasing grew grow grows growth climb climbed surge surged jumped higher up"
)
_DOWN: Final = (
    "fall falls fell falling fallen decline declined declines drop dropped decrease "
    "decreased slipped plunged tumbled shrank lower down"
)
_YES: Final = "accept accepts accepted agree agrees agreed approve approved approves"
_NO: Final = "reject rejects rejected refuse refuses refused"
_OPPOSITES: Final = (
    (_UP, _DOWN),
    ("profit profits profitable", "loss losses"),
    ("support supports supported supporting backed backs", "oppose opposes opposed opposing"),
    (_YES, _NO),
    ("buy buys bought buying", "sell sells sold selling"),
    ("win wins won winning", "lose loses lost losing"),
    ("open opens opened", "close closes closed"),
    ("import imports imported", "export exports exported"),
    ("begin began begins start started starts", "end ended ends stop stopped finished"),
    ("north northern", "south southern"),
    ("east eastern", "west western"),
)
_POLES: Final = MappingProxyType(
    {
        word: frozenset(
            (number, side)
            for number, pair in enumerate(_OPPOSITES)
            for side in (0, 1)
            if word in pair[side].split()
        )
        for pair in _OPPOSITES
        for words in pair
        for word in words.split()
    }
)


class Said(NamedTuple):
    """What a sentence says that another may contradict."""

    words: list[str]  # in small letters
    numbers: list[str]  # in figures, in their order
    figures: frozenset[str]
    weekdays: frozenset[str]
    months: frozenset[str]
    denied: frozenset[str]  # stems that stand behind a "not" only
    stated: frozenset[str]  # the others
    poles: frozenset[tuple[int, int]]


def said_in(text: str, words: list[str], stem: Callable[[str], str] = stem_of) -> Said:
    """What the sentence says, given with its words."""
    terms = terms_in_place(words, stem)
    places = set(_denied_places(words))
    stated = frozenset(
        term for at, term in enumerate(terms) if at not in places and weight_of(term)
    )
    denied = frozenset(terms[at] for at in places if weight_of(terms[at])) - stated
    stems = set(terms)
    return Said(
        words,
        [NUMBERS.get(found.lower(), found.replace(",", "")) for found in _NUMBER.findall(text)],
        frozenset(_figures(text, words)),
        WEEKDAYS & stems,
        MONTHS & stems,
        denied,
        stated,
        frozenset(pole for word in words for pole in _POLES.get(word, ())),
    )


def conflict_of(one: Said, two: Said, names: tuple[frozenset[str], frozenset[str]]) -> str | None:
    """The first kind of thing in which they contradict each other; None when nothing is at odds.

    What only one of them says is more, not other: a conflict takes something of its kind on either
    side that the other lacks. `names` are the stems of each that are names in their texts.
    """
    if _differ_in_figures(one.figures, two.figures):
        return FIGURES
    if _apart(one.weekdays, two.weekdays) or _apart(one.months, two.months):
        return DAYS
    if bool(one.denied) != bool(two.denied) and (
        one.denied & two.stated or two.denied & one.stated
    ):
        # where both deny something, the words behind the "not" are often only in another order
        return NEGATION
    if any(
        (number, 1 - side) in two.poles - one.poles and (number, side) not in two.poles
        for number, side in one.poles
    ):
        return DIRECTION
    if _are_exchanged(one, two):
        return FIGURES
    return NAMES if _is_renamed(one, two, names) else None


def _figures(text: str, words: Sequence[str]) -> Iterator[str]:
    for found in _FIGURE.findall(text):
        yield found.replace(",", "")
    for word in words:
        if word in NUMBERS:
            yield NUMBERS[word]
        elif word in _ORDINALS:
            yield _ORDINALS[word]


def _denied_places(words: Sequence[str]) -> Iterator[int]:
    for before, (at, word) in zip(["", *words], enumerate(words), strict=False):
        if (
            word in _NEGATIONS
            or (word == "t" and before.endswith("n"))
            or (word, before) in {("than", "rather"), ("of", "instead")}
        ) and not _AND_MORE.intersection(words[at + 1 : at + 2]):
            yield from range(at + 1, min(at + 1 + REACH, len(words)))


def _apart(one: frozenset[str], two: frozenset[str]) -> bool:
    return bool(one - two and two - one)


def _differ_in_figures(one: frozenset[str], two: frozenset[str]) -> bool:
    left, right = one - two, two - one
    return any(not any(_is_rounded(some, other) for other in two) for some in left) and any(
        not any(_is_rounded(some, other) for other in one) for some in right
    )


def _is_rounded(one: str, two: str) -> bool:
    """Whether one of the figures is the other with fewer digits behind the point."""
    try:
        left, right = float(one), float(two)
    except ValueError:
        return one == two
    digits = min(len(figure.partition(".")[2]) for figure in (one, two))
    return "." in one + two and round(left, digits) == round(right, digits)


def _are_exchanged(one: Said, two: Said) -> bool:
    """Whether a number stands where the other has another: six vs six, and seven vs six."""
    return (
        len(one.numbers) == len(two.numbers)
        and sorted(one.numbers) != sorted(two.numbers)
        and not all(map(_is_rounded, one.numbers, two.numbers))
    )


def _is_renamed(one: Said, two: Said, names: tuple[frozenset[str], frozenset[str]]) -> bool:
    """Whether a few words with a name stand where the other has a few with another name."""
    both = names[0] & names[1]
    for kind, first, last, begin, end in runs_of(one.words, two.words):
        if kind == "changed" and max(last - first, end - begin) <= NARROW:
            left = _names(one.words[first:last]) & (names[0] - both)
            right = _names(two.words[begin:end]) & (names[1] - both)
            if left and right:
                return True
    return False


def _names(words: Sequence[str]) -> frozenset[str]:
    return frozenset(stem_of(word) for word in words if word not in _TITLES)

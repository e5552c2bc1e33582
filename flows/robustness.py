"""Does the chart survive? One question under every switch that an honest count can be made with."""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

Numbers = Mapping[str, float | None]
Setting = tuple[tuple[str, str], ...]

# The first of each is how coverage is counted when nobody says otherwise; values are SQL.
SWITCHES: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("unit", ("'document'", "'text'")),
    ("stated_only", ("false", "true")),
    ("gaps", ("'zero'", "'scale'", "'null'")),
    ("wire", ("true", "false")),
    ("min_hits", ("1", "2", "3")),
)
OF_A_TOPIC: Final = "min_hits"  # counts namings of a topic: without one, every value asks the same
MEANING: Final[tuple[tuple[str, str], ...]] = (
    ("unit := 'text'", "each text once, for the first print that counts"),
    ("stated_only := true", "only documents whose day of publication is stated"),
    ("gaps := 'scale'", "known days taken for all days"),
    ("gaps := 'null'", "only outlets without an unknown day"),
    ("wire := false", "without agency copy"),
    ("min_hits := 2", "at least two namings"),
    ("min_hits := 3", "at least three namings"),
)


@dataclass(frozen=True, slots=True)
class Band:
    """One outlet: its figure when nothing is switched, and what the switches make of it.

    `settings` counts the settings under which it has a figure at all. A rank is one among those
    with more than nothing; the best and the worst are of those settings that `ranking` names.
    """

    outlet_id: str
    number: float | None
    lowest: float | None
    highest: float | None
    rank: int | None
    best_rank: int | None
    worst_rank: int | None
    settings: int


@dataclass(frozen=True, slots=True)
class Flip:
    """One switch alone, and the pairs of outlets whose order it turns round."""

    switch: str
    meaning: str
    pairs: tuple[tuple[str, str], ...]
    without_figure: int


def settings_of_switches(*, has_topic: bool = True) -> list[Setting]:
    """Every setting that asks something else, the one in which nothing is switched first."""
    names = [name for name, _ in SWITCHES]
    return [
        tuple(zip(names, values, strict=True))
        for values in itertools.product(
            *(
                values if has_topic or name != OF_A_TOPIC else values[:1]
                for name, values in SWITCHES
            )
        )
    ]


def ranking(answers: Mapping[Setting, Numbers]) -> list[Setting]:
    """The settings in which every outlet has a figure that has one when nothing is switched.

    Among the few that are left where unknown days leave the large ones none, a small one would be
    first, and be compared with nobody.
    """
    usual = answers[settings_of_switches()[0]]
    compared = [outlet for outlet, number in usual.items() if number is not None]
    return [
        setting
        for setting, numbers in answers.items()
        if all(numbers.get(outlet) is not None for outlet in compared)
    ]


def bands(answers: Mapping[Setting, Numbers]) -> list[Band]:
    """A band for each outlet, the largest first; `answers` has the usual setting among them."""
    usual_setting = settings_of_switches()[0]
    usual = answers[usual_setting]
    ranked = {setting: _ranks(answers[setting]) for setting in ranking(answers)}
    found = []
    for outlet in usual:
        given = [one.get(outlet) for one in answers.values()]
        figures = [number for number in given if number is not None]
        ranks = [one[outlet] for one in ranked.values() if outlet in one]
        found.append(
            Band(
                outlet,
                usual[outlet],
                min(figures, default=None),
                max(figures, default=None),
                ranked[usual_setting].get(outlet),
                min(ranks, default=None),
                max(ranks, default=None),
                len(figures),
            )
        )
    return sorted(found, key=lambda one: (-(one.number or 0), one.outlet_id))


def flips(answers: Mapping[Setting, Numbers]) -> list[Flip]:
    """For each value of each switch alone that was asked, which outlets change places.

    Equal ones have none.
    """
    usual_setting = settings_of_switches()[0]
    usual = answers[usual_setting]
    meaning = dict(MEANING)
    found = []
    for place, (name, values) in enumerate(SWITCHES):
        for value in values[1:]:
            setting = (*usual_setting[:place], (name, value), *usual_setting[place + 1 :])
            if setting not in answers:
                continue
            numbers = answers[setting]
            said = f"{name} := {value}"
            found.append(
                Flip(
                    said,
                    meaning[said],
                    tuple(_turned(usual, numbers)),
                    sum(number is None for number in numbers.values()),
                )
            )
    return found


def queries_of(arguments: Sequence[str], *, has_topic: bool = True) -> dict[Setting, str]:
    """What to ask for every setting; `arguments` are those that stay the same, as SQL."""
    return {
        setting: "select outlet_id, number from coverage_under("
        + ", ".join([*arguments, *(f"{name} := {value}" for name, value in setting)])
        + ")"
        for setting in settings_of_switches(has_topic=has_topic)
    }


def _turned(before: Numbers, after: Numbers) -> list[tuple[str, str]]:
    """Pairs whose first had more before, and has less after."""
    outlets = sorted(
        (outlet for outlet in before if before[outlet] is not None),
        key=lambda one: (-(before[one] or 0), one),
    )
    pairs = []
    for one, two in itertools.combinations(outlets, 2):
        first, second = after.get(one), after.get(two)
        if first is None or second is None or before[one] == before[two]:
            continue
        if first < second:
            pairs.append((one, two))
    return pairs


def _ranks(numbers: Numbers) -> dict[str, int]:
    """1 for the largest; equal figures share the better rank. Who has nothing has no rank."""
    figures = [number for number in numbers.values() if number]
    return {
        outlet: 1 + sum(other > number for other in figures)
        for outlet, number in numbers.items()
        if number
    }

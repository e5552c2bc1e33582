"""Checks and suites, and the checks that follow from the contract's columns."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from expectations.measures import Measure, foreign_elements, key_repeats, value
from warehouse.contract import Column, Layer, Table

Level = Literal["quarantine", "warn", "stop"]

LAYERS: Final[tuple[str, ...]] = get_args(Layer)
NOT_NULL: Final = "ExpectColumnValuesToNotBeNull"
IN_SET: Final = "ExpectColumnValuesToBeInSet"
NOT_IN_SET: Final = "ExpectColumnValuesToNotBeInSet"
MATCH: Final = "ExpectColumnValuesToMatchRegex"
BETWEEN: Final = "ExpectColumnValuesToBeBetween"

Argument = str | float | list[str] | list[bool]


@dataclass(frozen=True, slots=True)
class Check:
    """One expectation: what it reads, what must be true of it, and what a failure does.

    `expectation` names a class of Great Expectations and `arguments` what it is called with
    besides the column, so that a check is data: nothing is imported to declare one.
    """

    id: str
    column: str | None
    level: Level
    meaning: str
    measure: Measure
    expectation: str
    arguments: tuple[tuple[str, Argument], ...] = ()

    @property
    def flag(self) -> str:
        """The last word of the id: what a warning writes into quality_flags."""
        return self.id.rsplit(".", maxsplit=1)[-1]


@dataclass(frozen=True, slots=True)
class Suite:
    """Checks judged together, in the order that decides which failure is named first."""

    name: str
    checks: tuple[Check, ...]

    def __post_init__(self) -> None:
        ids = [check.id for check in self.checks]
        if len(ids) != len(set(ids)):
            raise ValueError(f"{self.name}: a check id is used twice")
        measures: dict[str, Measure] = {}
        for check in self.checks:
            if measures.setdefault(check.measure.name, check.measure).reads != check.measure.reads:
                raise ValueError(f"{self.name}: two measures are called {check.measure.name}")


def warning(id_: str, meaning: str, figure: str, **bounds: Argument) -> Check:
    """A check of level warn: the table's figure lies between the bounds; null is not judged."""
    return Check(
        id_,
        None,
        "warn",
        meaning,
        Measure(figure, (figure,), lambda table: table[figure]),
        BETWEEN,
        tuple(sorted(bounds.items())),
    )


def contract_checks(
    table: Table,
    *,
    layer: Layer = "cleaned",
    key: Sequence[str] = (),
    without: Collection[str] = (),
) -> tuple[Check, ...]:
    """What the contract says of the table's columns that are filled by `layer`, as checks.

    `key` names the columns that identify a row at that layer, the table's own key when empty.
    `without` names columns that are filled later although the contract gives them this layer.
    Every failure quarantines the row.
    """
    own_key = tuple(key) or table.key
    filled = [
        column
        for column in table.columns
        if LAYERS.index(column.since) <= LAYERS.index(layer) and column.name not in without
    ]
    checks = [check for column in filled for check in _column_checks(table.name, column)]
    checks.append(
        Check(
            f"{table.name}.key.unique",
            None,
            "quarantine",
            f"One row for each {' and '.join(own_key)}.",
            key_repeats(own_key),
            BETWEEN,
            (("max_value", 1),),
        )
    )
    return tuple(checks)


def _column_checks(table: str, column: Column) -> Iterator[Check]:
    measure = value(column)

    def check(rule: str, meaning: str, expectation: str, **arguments: Argument) -> Check:
        return Check(
            f"{table}.{column.name}.{rule}",
            column.name,
            "quarantine",
            meaning,
            measure,
            expectation,
            tuple(sorted(arguments.items())),
        )

    if not column.nullable:
        yield check("not_null", f"{column.name} is never null.", NOT_NULL)
    if column.allowed and column.type == "VARCHAR[]":
        yield Check(
            f"{table}.{column.name}.allowed",
            column.name,
            "quarantine",
            f"Every element is one of the allowed: {', '.join(column.allowed)}.",
            foreign_elements(column.name, column.allowed),
            BETWEEN,
            (("max_value", 0),),
        )
    elif column.allowed:
        yield check(
            "allowed",
            f"One of the allowed: {', '.join(column.allowed)}.",
            IN_SET,
            value_set=list(column.allowed),
        )
    if column.pattern:
        yield check(
            "pattern", "Has the form the contract gives.", MATCH, regex=anchored(column.pattern)
        )
    if column.minimum is not None or column.maximum is not None:
        bounds: dict[str, Argument] = {}
        if column.minimum is not None:
            bounds["min_value"] = column.minimum
        if column.maximum is not None:
            bounds["max_value"] = column.maximum
        yield check("range", _range_in_words(column), BETWEEN, **bounds)


def anchored(pattern: str) -> str:
    r"""The pattern with its closing `$` as `\Z`: in Python `$` also allows one more line feed."""
    if pattern.endswith("$") and not pattern.endswith(r"\$"):
        return pattern[:-1] + r"\Z"
    return pattern


def _range_in_words(column: Column) -> str:
    if column.minimum is None:
        return f"At most {column.maximum:g}."
    if column.maximum is None:
        return f"At least {column.minimum:g}."
    return f"From {column.minimum:g} to {column.maximum:g}."


def document_check(
    word: str,
    column: str,
    level: Level,
    meaning: str,
    *,
    reads: Measure,
    must: str,
    **arguments: Argument,
) -> Check:
    """A check on documents; its id ends in the word, which is the row's flag when it warns."""
    return Check(
        f"documents.{word}",
        column,
        level,
        meaning,
        reads,
        must,
        tuple(sorted(arguments.items())),
    )

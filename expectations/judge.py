"""Tables are judged here: suites in, verdicts, quarantined rows and quality flags out."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import pyarrow as pa

from expectations import engine
from expectations.engine import ExpectationBroken, Outcome
from expectations.suites import Suite

ROWS_PER_VALIDATION: Final = 100_000  # memory and time grow faster than the rows above it


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one check found in one scope.

    `rows_checked` counts the rows that have a value to check. `failed_keys` names the failing
    rows in the order of the table, the columns of the key joined by '#'.
    """

    suite: str
    scope: str
    expectation: str
    column: str | None
    level: str
    rows_checked: int
    rows_failed: int
    meaning: str
    failed_keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Every verdict, and what follows for the rows, which are named by the key's first column.

    `quarantined` gives the first failing check of level quarantine in the order of the suite,
    `flags` the sorted words of the warnings, `stopped` the failing checks of level stop.
    """

    verdicts: tuple[Verdict, ...]
    quarantined: Mapping[str, str]
    flags: Mapping[str, tuple[str, ...]]
    stopped: tuple[Verdict, ...]


def judge(
    table: pa.Table,
    suite: Suite,
    *,
    key: Sequence[str],
    scope: str,
    rows_per_validation: int = ROWS_PER_VALIDATION,
) -> Judgement:
    """The judgement of Great Expectations on the table's rows, the same however it is cut.

    ExpectationBroken when the table lacks a column that a check reads, when a row has no key,
    or when a check raises.
    """
    (judgement,) = judge_each(
        [(scope, table)], suite, key=key, rows_per_validation=rows_per_validation
    )
    return judgement


def judge_each(
    tables: Iterable[tuple[str, pa.Table]],
    suite: Suite,
    *,
    key: Sequence[str],
    rows_per_validation: int = ROWS_PER_VALIDATION,
) -> list[Judgement]:
    """One judgement a table, which is named by its scope: each as `judge` finds it alone.

    A validation costs Great Expectations 0.8 s before it looks at a row, so that many small
    tables are one to it.
    """
    begun: list[_Rows] = []
    measured: list[pa.Table] = []
    first = 0
    for scope, table in tables:
        names = _row_names(table, suite, key)
        begun.append(_Rows(scope, first, first + len(table), names))
        measured.append(_measured(table, suite))
        first += len(table)
    if not begun:
        return []
    # a column that is null in one table throughout has the type of the others
    whole = pa.concat_tables(measured, promote_options="permissive")
    found = _outcomes(whole, suite, rows_per_validation)
    return [_judgement(suite, found, rows) for rows in begun]


@dataclass(frozen=True, slots=True)
class _Rows:
    """Where the rows of a table stand among all, and their names: a list a column of the key."""

    scope: str
    first: int
    end: int
    names: tuple[list[str], ...]

    def of(self, labels: Sequence[int]) -> Sequence[int]:
        """Those of the ascending labels that are rows of this table."""
        return labels[bisect_left(labels, self.first) : bisect_left(labels, self.end)]

    def name(self, label: int) -> str:
        """The whole key of a row."""
        return "#".join(str(names[label - self.first]) for names in self.names)


def _judgement(suite: Suite, found: Sequence[Outcome], rows: _Rows) -> Judgement:
    verdicts: list[Verdict] = []
    quarantined: dict[str, str] = {}
    flags: dict[str, set[str]] = {}
    for check, outcome in zip(suite.checks, found, strict=True):
        failed = rows.of(outcome.failed_labels)
        verdicts.append(
            Verdict(
                suite=suite.name,
                scope=rows.scope,
                expectation=check.id,
                column=check.column,
                level=check.level,
                rows_checked=rows.end - rows.first - len(rows.of(outcome.unchecked_labels)),
                rows_failed=len(failed),
                meaning=check.meaning,
                failed_keys=tuple(map(rows.name, failed)),
            )
        )
        for label in failed:
            row = rows.names[0][label - rows.first]
            if check.level == "quarantine":
                quarantined.setdefault(row, check.id)
            elif check.level == "warn":
                flags.setdefault(row, set()).add(check.flag)
    return Judgement(
        tuple(verdicts),
        MappingProxyType(dict(sorted(quarantined.items()))),
        MappingProxyType({name: tuple(sorted(flags[name])) for name in sorted(flags)}),
        tuple(v for v in verdicts if v.level == "stop" and v.rows_failed),
    )


def combine(judgements: Sequence[Judgement]) -> Judgement:
    """One judgement of many, in their order; of two reasons for one row the first stays."""
    quarantined: dict[str, str] = {}
    flags: dict[str, set[str]] = {}
    for judgement in judgements:
        for row, reason in judgement.quarantined.items():
            quarantined.setdefault(row, reason)
        for row, words in judgement.flags.items():
            flags.setdefault(row, set()).update(words)
    return Judgement(
        tuple(verdict for judgement in judgements for verdict in judgement.verdicts),
        MappingProxyType(dict(sorted(quarantined.items()))),
        MappingProxyType({name: tuple(sorted(flags[name])) for name in sorted(flags)}),
        tuple(verdict for judgement in judgements for verdict in judgement.stopped),
    )


def _row_names(table: pa.Table, suite: Suite, key: Sequence[str]) -> tuple[list[str], ...]:
    if not key:
        raise ExpectationBroken(f"{suite.name}: no key was named")
    needed = {*key, *(name for check in suite.checks for name in check.measure.reads)}
    missing = sorted(needed - set(table.column_names))
    if missing:
        raise ExpectationBroken(f"{suite.name}: the table has no column {', '.join(missing)}")
    names = tuple(table[name].to_pylist() for name in key)
    if None in names[0]:
        raise ExpectationBroken(f"{suite.name}: row {names[0].index(None)} has no {key[0]}")
    return names


def _measured(table: pa.Table, suite: Suite) -> pa.Table:
    measures = {check.measure.name: check.measure for check in suite.checks}
    return pa.table({name: measure.compute(table) for name, measure in measures.items()})


def _outcomes(measured: pa.Table, suite: Suite, rows: int) -> list[Outcome]:
    """One outcome a check, from slices of the table whose rows are labelled by their number."""
    slices: list[tuple[Outcome, ...]] = []
    for start in range(0, max(len(measured), 1), rows):
        frame = measured.slice(start, rows).to_pandas()
        frame.index = range(start, start + len(frame))
        slices.append(engine.validate(frame, suite.checks))
    return [
        Outcome(
            tuple(label for outcome in outcomes for label in outcome.failed_labels),
            tuple(label for outcome in outcomes for label in outcome.unchecked_labels),
        )
        for outcomes in zip(*slices, strict=True)
    ]

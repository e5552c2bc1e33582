"""Tables are judged here: suites in, verdicts, quarantined rows and quality flags out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import pyarrow as pa

from expectations import engine
from expectations.engine import ExpectationBroken, Outcome
from expectations.suites import Check, Suite

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
    names = _row_names(table, suite, key)
    found: list[list[Outcome]] = [[] for _ in suite.checks]
    for frame in _frames(table, suite, rows_per_validation):
        for outcomes, outcome in zip(found, engine.validate(frame, suite.checks), strict=True):
            outcomes.append(outcome)
    verdicts: list[Verdict] = []
    quarantined: dict[str, str] = {}
    flags: dict[str, set[str]] = {}
    first = names[0]
    for check, outcomes in zip(suite.checks, found, strict=True):
        failed = [row for outcome in outcomes for row in outcome.failed_labels]
        keys = tuple("#".join(str(name[row]) for name in names) for row in failed)
        verdicts.append(_verdict(check, outcomes, keys, suite=suite.name, scope=scope))
        for row in failed:
            if check.level == "quarantine":
                quarantined.setdefault(first[row], check.id)
            elif check.level == "warn":
                flags.setdefault(first[row], set()).add(check.flag)
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


def _frames(table: pa.Table, suite: Suite, rows: int) -> Iterator[Any]:
    """Slices of the table as frames of measures, labelled by row number; at least one."""
    measures = {check.measure.name: check.measure for check in suite.checks}
    whole = {name: m.compute(table) for name, m in measures.items() if m.whole}
    narrow = table.select(sorted({name for m in measures.values() for name in m.reads}))
    for start in range(0, max(len(table), 1), rows):
        piece = narrow.slice(start, rows)
        columns = {
            name: whole[name].slice(start, rows) if name in whole else measure.compute(piece)
            for name, measure in measures.items()
        }
        frame = pa.table(columns).to_pandas()
        frame.index = range(start, start + len(frame))
        yield frame


def _verdict(
    check: Check,
    outcomes: Sequence[Outcome],
    failed_keys: tuple[str, ...],
    *,
    suite: str,
    scope: str,
) -> Verdict:
    return Verdict(
        suite=suite,
        scope=scope,
        expectation=check.id,
        column=check.column,
        level=check.level,
        rows_checked=sum(outcome.rows_checked for outcome in outcomes),
        rows_failed=sum(outcome.rows_failed for outcome in outcomes),
        meaning=check.meaning,
        failed_keys=failed_keys,
    )

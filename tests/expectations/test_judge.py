import os
import socket
import sys
import warnings
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest

from expectations import engine
from expectations.engine import ExpectationBroken
from expectations.judge import combine, judge, judge_each
from expectations.judgements import documents_suite
from expectations.measures import Measure
from expectations.suites import BETWEEN, MATCH, NOT_NULL, Check, Suite

HOSTILE = "<script>alert(1)</script>\u202e'; drop table documents; -- $column {x} %s\x00"


def numbers(values: list[int | None]) -> pa.Table:
    names = [f"n{row}" for row in range(len(values))]
    return pa.table({"name": names, "number": pa.array(values, pa.int64())})


def check(identity: str, level: Any = "quarantine", must: str = BETWEEN, **arguments: Any) -> Check:
    read = Measure("number", ("number",), lambda table: table["number"])
    return Check(identity, "number", level, "A test.", read, must, tuple(arguments.items()))


def test_the_first_failing_check_of_the_suite_is_the_reason() -> None:
    suite = Suite("s", (check("s.low", min_value=3), check("s.high", max_value=1)))
    judgement = judge(numbers([1, 2, 3]), suite, key=("name",), scope="part")
    assert dict(judgement.quarantined) == {"n0": "s.low", "n1": "s.low", "n2": "s.high"}


def test_a_verdict_counts_the_rows_that_have_a_value() -> None:
    suite = Suite("s", (check("s.low", min_value=3), check("s.there", must=NOT_NULL)))
    judgement = judge(numbers([1, None, 3, 4]), suite, key=("name",), scope="part-7")
    low, there = judgement.verdicts
    assert (low.rows_checked, low.rows_failed, low.failed_keys) == (3, 1, ("n0",))
    assert (there.rows_checked, there.rows_failed, there.failed_keys) == (4, 1, ("n1",))
    assert (low.suite, low.scope, low.column, low.level) == ("s", "part-7", "number", "quarantine")


def test_a_warning_flags_and_a_stop_stops_and_neither_quarantines() -> None:
    suite = Suite("s", (check("s.odd", "warn", min_value=2), check("s.gone", "stop", max_value=2)))
    judgement = judge(numbers([1, 2, 3]), suite, key=("name",), scope="part")
    assert not judgement.quarantined
    assert dict(judgement.flags) == {"n0": ("odd",)}
    assert [verdict.expectation for verdict in judgement.stopped] == ["s.gone"]


@pytest.mark.parametrize("rows_per_validation", [1, 2, 5, 100])
def test_the_judgement_does_not_depend_on_how_the_table_is_cut(rows_per_validation: int) -> None:
    suite = Suite("s", (check("s.low", min_value=3), check("s.high", "warn", max_value=4)))
    table = numbers([5, 1, None, 4, 2, 9, 3])
    whole = judge(table, suite, key=("name",), scope="part")
    cut = judge(table, suite, key=("name",), scope="part", rows_per_validation=rows_per_validation)
    assert cut == whole


@pytest.mark.parametrize("rows_per_validation", [1, 2, 5, 100])
def test_tables_judged_together_are_judged_as_each_is_alone(rows_per_validation: int) -> None:
    suite = Suite(
        "s",
        (
            check("s.low", min_value=3),
            check("s.high", "warn", max_value=4),
            check("s.there", "stop", must=NOT_NULL),
        ),
    )
    tables = {
        "p1": numbers([5, 1, None]),
        "p2": numbers([]),
        "p3": numbers([4, 2, 9, 3]),
        "p4": pa.table({"name": ["n0", "n1"], "number": pa.nulls(2)}),
    }
    alone = [judge(table, suite, key=("name",), scope=name) for name, table in tables.items()]
    assert [judgement.verdicts[0].rows_checked for judgement in alone] == [2, 0, 4, 0]
    assert [len(judgement.stopped) for judgement in alone] == [1, 0, 0, 1]
    assert alone == judge_each(
        tables.items(), suite, key=("name",), rows_per_validation=rows_per_validation
    )


def test_no_tables_have_no_judgements() -> None:
    assert judge_each([], Suite("s", (check("s.low", min_value=3),)), key=("name",)) == []


def test_a_key_may_stand_in_two_tables_that_are_judged_together(
    documents: Callable[..., pa.Table],
) -> None:
    tables = [("p1", documents({}, {})), ("p2", documents({}, {"title": None}))]
    first, second = judge_each(tables, documents_suite(), key=("item_id",))
    assert not first.quarantined
    assert not second.quarantined
    assert list(second.flags) == ["item-1"]


def test_the_same_table_gives_the_same_judgement_twice(
    documents: Callable[..., pa.Table],
) -> None:
    table = documents({"title": None}, {"word_count": 0}, {"date_conflict": True}, {})
    first, second = (
        judge(table, documents_suite(), key=("item_id",), scope="part") for _ in range(2)
    )
    assert first == second
    assert list(first.flags) == sorted(first.flags)


def test_a_table_without_rows_passes(documents: Callable[..., pa.Table]) -> None:
    judgement = judge(documents(), documents_suite(), key=("item_id",), scope="part")
    assert {verdict.rows_checked for verdict in judgement.verdicts} == {0}
    assert not judgement.quarantined


def test_a_missing_column_is_a_bug_and_not_bad_data() -> None:
    suite = Suite("s", (check("s.low", min_value=3),))
    with pytest.raises(ExpectationBroken, match="no column number"):
        judge(numbers([1]).drop_columns(["number"]), suite, key=("name",), scope="part")


def test_a_row_without_a_key_is_a_bug() -> None:
    suite = Suite("s", (check("s.low", min_value=3),))
    table = pa.table({"name": ["a", None], "number": [1, 5]})
    with pytest.raises(ExpectationBroken, match="row 1 has no name"):
        judge(table, suite, key=("name",), scope="part")


@pytest.mark.parametrize(
    "broken",
    [
        Check(
            "s.broken",
            "name",
            "quarantine",
            "Words are no numbers.",
            Measure("name", ("name",), lambda table: table["name"]),
            BETWEEN,
            (("min_value", 3),),
        ),
        Check(
            "s.broken",
            "name",
            "warn",
            "No pattern.",
            Measure("name", ("name",), lambda table: table["name"]),
            MATCH,
            (("regex", "(unclosed"),),
        ),
    ],
)
def test_an_expectation_that_raises_is_an_error_whatever_its_level(broken: Check) -> None:
    with pytest.raises(ExpectationBroken, match=r"s\.broken"):
        judge(numbers([1, 2]), Suite("s", (broken,)), key=("name",), scope="part")


def test_an_exception_is_found_in_both_shapes_that_great_expectations_gives() -> None:
    good = {"raised_exception": False, "exception_message": None}
    bad = {"raised_exception": True, "exception_message": "no such metric"}
    assert engine.raised(None) == ""
    assert engine.raised(good) == ""
    assert engine.raised(bad) == "no such metric"
    assert engine.raised({"metric-1": good, "metric-2": bad}) == "no such metric"
    assert engine.raised({"raised_exception": True}) == "raised without a message"


def test_hostile_values_are_judged_like_any_others(documents: Callable[..., pa.Table]) -> None:
    table = documents(
        {"item_id": HOSTILE, "title": HOSTILE, "source_uri": HOSTILE, "date_kind": HOSTILE},
        {"title": "x" * 100_000, "url": "javascript:alert(1)"},
        {"body": "\U0001f600\ufdd0 " * 50, "byline": [HOSTILE, None]},
    )
    judgement = judge(table, documents_suite(), key=("item_id",), scope=HOSTILE)
    assert dict(judgement.quarantined) == {HOSTILE: "documents.date_kind.allowed"}
    assert dict(judgement.flags) == {"item-1": ("long_title",)}


def test_whole_texts_are_never_handed_to_great_expectations(
    documents: Callable[..., pa.Table], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Any] = []
    real = engine.validate

    def spy(frame: Any, checks: Any) -> Any:
        seen.append(frame)
        return real(frame, checks)

    monkeypatch.setattr(engine, "validate", spy)
    judge(documents({}, {}), documents_suite(), key=("item_id",), scope="part")
    (frame,) = seen
    assert not {"body", "title", "source_uri", "url", "item_id"} & set(frame.columns)
    assert "council" not in frame.to_csv()


def test_judging_prints_nothing_and_warns_of_nothing(
    documents: Callable[..., pa.Table], capfd: pytest.CaptureFixture[str]
) -> None:
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        judge(documents({}, {"title": None}), documents_suite(), key=("item_id",), scope="part")
    out, err = capfd.readouterr()
    assert (out, err, heard) == ("", "", [])


def test_judging_opens_no_connection(
    documents: Callable[..., pa.Table], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: Any) -> None:
        raise AssertionError(f"a connection was tried: {args}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    judge(documents({}), documents_suite(), key=("item_id",), scope="part")


def test_warming_up_imports_great_expectations_with_its_telemetry_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GX_ANALYTICS_ENABLED", "true")
    engine.warm_up()
    assert "great_expectations" in sys.modules
    assert os.environ["GX_ANALYTICS_ENABLED"] == "false"


def test_combined_judgements_keep_the_first_reason_and_all_flags() -> None:
    low = Suite("s", (check("s.low", min_value=2), check("s.few", "warn", min_value=9)))
    high = Suite("t", (check("t.high", max_value=0), check("t.stop", "stop", max_value=0)))
    table = numbers([1, 2])
    both = combine([judge(table, suite, key=("name",), scope="p") for suite in (low, high)])
    assert dict(both.quarantined) == {"n0": "s.low", "n1": "t.high"}
    assert dict(both.flags) == {"n0": ("few",), "n1": ("few",)}
    assert [verdict.expectation for verdict in both.verdicts] == [
        "s.low",
        "s.few",
        "t.high",
        "t.stop",
    ]
    assert [verdict.expectation for verdict in both.stopped] == ["t.stop"]

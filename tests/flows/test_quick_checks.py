"""The quick double of Great Expectations finds the rows that Great Expectations finds."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from expectations import engine
from expectations.account import account_suite
from expectations.engine import Outcome
from expectations.judgements import documents_suite, paragraphs_suite
from expectations.layouts import layouts_suite
from expectations.matching import matching_suite
from expectations.measures import Measure
from expectations.suites import BETWEEN, IN_SET, MATCH, NOT_IN_SET, NOT_NULL, Check
from tests.flows import quick_checks
from tests.flows.small_copy import BRIDGE, FERRY, NOON, run_over, write_copy

FRAME = pa.table(
    {
        "word": ["a", "b", None, "", "ab\n", "B"],
        "number": [0.0, 1.0, None, -1.0, 2.0, 1.5],
        "whole": [0, 1, 2, 3, 4, 5],
        "truth": [True, False, None, True, False, True],
    }
).to_pandas()
FRAME.index = range(7, 13)


def check(expectation: str, column: str, **arguments: Any) -> Check:
    measure = Measure(column, (column,), lambda table: table[column])
    return Check("c", column, "warn", "", measure, expectation, tuple(arguments.items()))


@pytest.mark.parametrize(
    "asked",
    [
        check(NOT_NULL, "word"),
        check(NOT_NULL, "whole"),
        check(IN_SET, "word", value_set=["a", "b"]),
        check(IN_SET, "truth", value_set=[True]),
        check(NOT_IN_SET, "word", value_set=["a", ""]),
        check(MATCH, "word", regex="^[ab]*$"),
        check(MATCH, "word", regex="b"),
        check(BETWEEN, "number", min_value=0, max_value=1.5),
        check(BETWEEN, "number", max_value=0.0),
        check(BETWEEN, "whole", min_value=2),
    ],
    ids=lambda asked: f"{asked.expectation} {asked.column}",
)
def test_each_kind_of_check_fails_the_same_rows(asked: Check) -> None:
    (found,) = engine.validate(FRAME, [asked])
    assert found.failed_labels or asked.measure.name == "whole"
    assert quick_checks.validate(FRAME, [asked]) == (found,)


def test_every_kind_that_a_suite_has_is_known() -> None:
    suites = (
        documents_suite(as_of=NOON.date()), paragraphs_suite(), account_suite(), layouts_suite(),
        matching_suite(),
    )  # fmt: skip
    kinds = {check.expectation for suite in suites for check in suite.checks}
    assert kinds == {*quick_checks.FAILS, NOT_NULL}


def test_a_run_with_good_and_bad_copy_is_judged_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, asked = engine.validate, []

    def both(frame: Any, checks: Sequence[Check]) -> tuple[Outcome, ...]:
        found = real(frame, checks)
        asked.append(sum(len(outcome.failed_labels) for outcome in found))
        assert quick_checks.validate(frame, checks) == found
        return found

    monkeypatch.setattr(engine, "validate", both)
    short = "Pier\n\nSource:Xinhua Published: 2035/5/4 9:30:00\n\nToo short."
    copy = write_copy(tmp_path / "copy", bridge=BRIDGE, ferry=FERRY, short=short)
    run_over(tmp_path / "wh", copy, real_checks=True)
    assert len(asked) == 4
    assert sum(asked) > 0

"""The checks of a small run without Great Expectations, which takes 2 of its 6 seconds.

Tests that are about something else run hundreds of small pipelines. test_quick_checks.py holds
this to what Great Expectations finds.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pandas as pd
import pytest

from expectations import engine
from expectations.engine import Outcome
from expectations.suites import Check
from flows import reports

FAILS: Mapping[str, Callable[..., Any]] = {
    "ExpectColumnValuesToBeInSet": lambda values, value_set: ~values.isin(list(value_set)),
    "ExpectColumnValuesToNotBeInSet": lambda values, value_set: values.isin(list(value_set)),
    "ExpectColumnValuesToMatchRegex": lambda values, regex: (
        ~values.astype(str).str.contains(regex, regex=True)
    ),
    "ExpectColumnValuesToBeBetween": lambda values, min_value=None, max_value=None: (
        pd.Series(False, values.index)
        | (False if min_value is None else values < min_value)
        | (False if max_value is None else values > max_value)
    ),
}


def validate(frame: Any, checks: Sequence[Check]) -> tuple[Outcome, ...]:
    """As expectations.engine.validate, of which this is the double."""
    return tuple(_outcome(frame[check.measure.name], check) for check in checks)


def _outcome(column: Any, check: Check) -> Outcome:
    missing = column.isna()
    if check.expectation == "ExpectColumnValuesToNotBeNull":
        labels, unchecked = column.index[missing], column.index[:0]
    else:
        values = column[~missing]
        failed = FAILS[check.expectation](values, **dict(check.arguments))
        labels, unchecked = values.index[failed.astype(bool)], column.index[missing]
    return Outcome(tuple(sorted(map(int, labels))), tuple(map(int, unchecked)))


@contextmanager
def quick_checks() -> Iterator[None]:
    """Runs in this process judge by the double, and leave no pages of the checks behind."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "validate", validate)
        patch.setattr(reports, "build_data_docs", lambda *_, **__: None)
        yield

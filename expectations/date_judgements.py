"""Judgements on the dates of a document: which cannot be true, and which a reader should doubt."""

from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from expectations.measures import Measure, days, value
from expectations.rules import JudgementRules
from expectations.suites import BETWEEN, IN_SET, NOT_IN_SET, NOT_NULL, Check, document_check
from warehouse.tables.documents import DOCUMENTS


def dates_in_order() -> Check:
    """An interval that ends before it begins comes from a misread date."""
    return document_check(
        "dates_in_order",
        "date_lo",
        "quarantine",
        "date_lo is not after date_hi.",
        reads=_days("days_from_lo_to_hi", "date_lo", "date_hi"),
        must=BETWEEN,
        min_value=0,
    )


def date_within_its_interval() -> Check:
    """The best day lies where the evidence allows a day."""

    def compute(table: pa.Table) -> Any:
        day = days(table, "published_date")
        before = pc.subtract(day, days(table, "date_lo"))
        after = pc.subtract(days(table, "date_hi"), day)
        return pc.min_element_wise(before, after)

    return document_check(
        "date_within_interval",
        "published_date",
        "quarantine",
        "published_date is within date_lo and date_hi.",
        reads=Measure("days_inside_interval", ("published_date", "date_lo", "date_hi"), compute),
        must=BETWEEN,
        min_value=0,
    )


def date_kind_tells_the_date() -> Check:
    """A row is 'unknown' only without a day, and has another kind only with a day or a bound.

    Readers filter by date_kind. A row with an interval and no best day may be 'inferred'; one
    that is only known to be older than its capture may be 'unknown'.
    """
    return document_check(
        "date_kind_tells",
        "date_kind",
        "quarantine",
        "date_kind is 'unknown' only without a day, and anything else only with a day or a bound.",
        reads=Measure(
            "date_kind_tells",
            ("date_kind", "published_date", "date_lo", "date_hi"),
            lambda table: pc.if_else(
                pc.equal(table["date_kind"], "unknown"),
                pc.is_null(table["published_date"]),
                pc.is_valid(
                    pc.coalesce(table["published_date"], table["date_lo"], table["date_hi"])
                ),
            ),
        ),
        must=IN_SET,
        value_set=[True],
    )


def date_not_too_early(rules: JudgementRules) -> Check:
    """A day before there were newspapers as we read them is a misread number."""
    return document_check(
        "date_too_early",
        "published_date",
        "quarantine",
        f"published_date is in {rules.first_year} or later.",
        reads=Measure(
            "published_year", ("published_date",), lambda table: pc.year(table["published_date"])
        ),
        must=BETWEEN,
        min_value=rules.first_year,
    )


def date_not_in_the_future(as_of: date, rules: JudgementRules) -> Check:
    """Nothing was published after it was read, time zones and print dates aside."""
    today = (as_of - date(1970, 1, 1)).days
    return document_check(
        "date_in_future",
        "published_date",
        "quarantine",
        f"published_date is at most {rules.days_ahead} days after {as_of.isoformat()}.",
        reads=Measure(
            "days_after_as_of",
            ("published_date",),
            lambda table: pc.subtract(days(table, "published_date"), today),
        ),
        must=BETWEEN,
        max_value=rules.days_ahead,
    )


def instant_agrees_with_day() -> Check:
    """The stated instant and the local day are one moment: zones move it by one day at most."""
    return document_check(
        "instant_off_day",
        "published_at",
        "quarantine",
        "The UTC day of published_at is within a day of published_date.",
        reads=Measure(
            "days_between_instant_and_day",
            ("published_at", "published_date"),
            lambda table: pc.abs(
                pc.subtract(days(table, "published_at"), days(table, "published_date"))
            ),
        ),
        must=BETWEEN,
        max_value=1,
    )


def undated() -> Check:
    """The row is missing from every count by day."""
    return document_check(
        "undated",
        "published_date",
        "warn",
        "An article has a date.",
        reads=value(DOCUMENTS.column("published_date")),
        must=NOT_NULL,
    )


def date_inferred() -> Check:
    """The date is worked out, not stated: no evidence of who was first."""
    return document_check(
        "date_inferred",
        "date_kind",
        "warn",
        "The date is stated, not inferred.",
        reads=value(DOCUMENTS.column("date_kind")),
        must=NOT_IN_SET,
        value_set=["inferred"],
    )


def date_conflict() -> Check:
    """Two pieces of evidence cannot both be true; `evidence` holds them."""
    return document_check(
        "date_conflict",
        "date_conflict",
        "warn",
        "The date evidence agrees.",
        reads=value(DOCUMENTS.column("date_conflict")),
        must=IN_SET,
        value_set=[False],
    )


def _days(name: str, first: str, last: str) -> Measure:
    def compute(table: pa.Table) -> Any:
        return pc.subtract(days(table, last), days(table, first))

    return Measure(name, (first, last), compute)

"""The hash of an answer: what it tells apart, and what it does not."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal

import duckdb
import pytest

from flows.results import Result, result_of, spelled

HONG_KONG = timezone(timedelta(hours=8))


def result(query: str) -> Result:
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        return result_of(connection.execute(query))


@pytest.mark.parametrize(
    ("value", "spelling"),
    [
        (0.1 + 0.2, "3.00000000000e-01"),
        (-0.0, "0.00000000000e+00"),
        (float("nan"), "nan"),
        (float("-inf"), "-inf"),
        (Decimal("1.50"), "1.50"),
        (Decimal("0E-8"), "0.00000000"),
        (True, True),
        (1, 1),
        (date(2020, 2, 29), "2020-02-29"),
        (datetime(2020, 1, 1, 8, tzinfo=HONG_KONG), "2020-01-01T00:00:00.000000Z"),
        (datetime(2020, 1, 1), "2020-01-01T00:00:00.000000"),  # noqa: DTZ001  a TIMESTAMP has none
        (time(1, 2, 3), "01:02:03.000000"),
        (timedelta(days=1), "86400000000 us"),
        (b"\x00\xff", "00ff"),
        ([1, None, "a"], [1, None, "a"]),
        ({"b": 1, "a": 2.5}, [["a", "2.50000000000e+00"], ["b", 1]]),
    ],
)  # fmt: skip
def test_a_value_has_one_spelling(value: object, spelling: object) -> None:
    assert spelled(value) == spelling


def test_an_answer_without_order_has_one_hash_in_every_order() -> None:
    up, down = (result(f"select a from range(5) t(a) order by a {way}") for way in ("asc", "desc"))
    assert up.hash(is_ordered=False) == down.hash(is_ordered=False)
    assert up.hash(is_ordered=True) != down.hash(is_ordered=True)


def test_a_row_twice_is_not_a_row_once() -> None:
    once, twice = result("values (1), (2)"), result("values (1), (2), (2)")
    assert once.hash(is_ordered=False) != twice.hash(is_ordered=False)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("select 1 as a", "select 1 as b"),
        ("select 1 as a", "select 1::bigint as a"),
        ("select null as a", "select 'null' as a"),
        ("select '' as a", "select null::varchar as a"),
        ("select 'a' as a, 'bc' as b", "select 'ab' as a, 'c' as b"),
        ("select ['a,b'] as a", "select ['a', 'b'] as a"),
        ("select 1.5 as a", "select 1.50 as a"),
    ],
)
def test_what_differs_in_name_type_or_value_has_another_hash(one: str, two: str) -> None:
    assert result(one).hash(is_ordered=True) != result(two).hash(is_ordered=True)


def test_the_order_in_which_doubles_are_added_leaves_the_hash() -> None:
    values = "select 0.1::double * a as x from range(1, 1000) t(a) order by a"
    up, down = (result(f"select sum(x) as x from ({values} {way})") for way in ("asc", "desc"))
    assert up.hash(is_ordered=True) == down.hash(is_ordered=True)


def test_the_hash_is_what_its_description_says() -> None:
    """Made by hand, so that a later release cannot change it unseen."""
    import hashlib

    def sha(text: str) -> str:
        return hashlib.sha256(text.encode()).hexdigest()

    rows = sorted([sha('["é",1,"5.00000000000e-01"]'), sha('[null,2,"1.00000000000e+00"]')])
    columns = '[["t","VARCHAR"],["n","INTEGER"],["x","DOUBLE"]]'
    lines = ["dateline-result/1", columns, *rows]
    query = "select * from (values (null, 2, 1.0::double), ('é', 1, 0.5)) as v(t, n, x)"
    assert result(query).hash(is_ordered=False) == sha("".join(f"{line}\n" for line in lines))


def test_an_answer_without_rows_has_a_hash_of_its_columns() -> None:
    none = result("select 1 as a where false")
    assert none.rows == 0
    assert none.hash(is_ordered=True) == none.hash(is_ordered=False)
    assert none.hash(is_ordered=True) != result("select 1 as b where false").hash(is_ordered=True)


def test_an_instant_is_the_same_in_every_zone() -> None:
    utc = datetime(2020, 1, 1, tzinfo=UTC)
    assert spelled(utc) == spelled(utc.astimezone(timezone(timedelta(hours=-5))))

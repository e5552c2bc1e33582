"""Which queries say the same each time: read from the tree, and by asking twice."""

from collections.abc import Iterator
from datetime import UTC, datetime

import duckdb
import pytest

from flows.answers import QueryError
from flows.asking import Asked, ask
from warehouse.manifest import Manifest, TableEntry
from warehouse.reading import Reading

MANIFEST = Manifest(
    1, None, "s1", datetime(2024, 1, 1, tzinfo=UTC), "r1", 1, "1", "code",
    (TableEntry("prints", 1, "", ()),), (),
)  # fmt: skip


@pytest.fixture(scope="module")
def reading() -> Iterator[Reading]:
    with duckdb.connect() as connection:
        connection.execute(
            "create table prints as select 'd' || i as id, 'o' || (i % 3) as outlet, "
            "date '2020-01-01' + (i % 7)::integer as day, i / 7 as share from range(5000) t(i)"
        )
        connection.execute(
            "create view daily as select day, count(*) as n from prints group by day"
        )
        connection.execute("create view today as from prints where day < current_date")
        connection.execute("create view chance as select *, random() as r from prints")
        connection.execute(
            "create macro of(o) as table from daily join prints using (day) where outlet = o"
        )
        connection.execute("create macro double_of(x) as 2 * x")
        yield Reading(connection, MANIFEST)


def asked(reading: Reading, query: str, **values: object) -> Asked:
    return ask(reading, query, values)


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("from daily", "none"),
        ("select outlet, count(*) from prints group by all order by outlet", "total"),
        ("select outlet, count(*) as n from prints group by all order by n > 0", "ties"),
        ("from prints order by day", "ties"),
        ("from prints order by all limit 3", "total"),
        ("from prints order by day, id limit 3", "total"),
        ("with x as (from prints) select outlet from x union select 'z' order by 1", "total"),
        ("with x as materialized (from prints) from x order by id limit 2", "total"),
        ("select sum(share) from prints", "none"),
        ("select error('odd') from prints where false", "none"),
        ("pivot prints on outlet in ('o0') using count(*) group by day order by day", "total"),
        ("from prints order by id limit $n", "total"),
    ],
)  # fmt: skip
def test_a_query_that_says_the_same_is_answered_with_its_order(
    reading: Reading, query: str, order: str
) -> None:
    answer = asked(reading, query, **({"n": 3} if "$n" in query else {}))
    assert answer.order == order
    assert answer.hash == asked(reading, query, **({"n": 3} if "$n" in query else {})).hash


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("from prints limit 3", "a limit without an order"),
        ("select * from (from prints limit 3)", "a limit without an order"),
        ("select distinct on (outlet) * from prints", "distinct on without an order"),
        ("from prints using sample 3", "a sample"),
        ("from prints tablesample 1%", "a sample"),
        ("select random()", "random answers differently"),
        ("select now(), id from prints", "now answers differently"),
        ("from prints where day < current_date", "current_date answers differently"),
        ("from today", None),
        ("from chance", "chance, which it reads, answers differently"),
        ("select row_number() over () from prints", "row_number"),
        ("from prints order by day limit 3", "two runs of it gave different rows"),
        ("from duckdb_settings()", "tells of this machine"),
        ("from information_schema.tables", "tells of this machine"),
        ("from read_csv('x.csv')", "tells of this machine"),
        ("select 1; select 2", "only one query"),
        ("delete from prints", "DELETE"),
        ("create table x as from prints", "CREATE"),
        ("copy prints to 'x.csv'", "COPY"),
        ("attach 'x.db'", "ATTACH"),
        ("set threads = 1", "SET"),
        ("pivot prints on outlet using count(*)", "IN list"),
        ("", "asks nothing"),
        (" ; ", "asks nothing"),
    ],
)
def test_a_query_that_need_not_say_the_same_is_refused_and_told_why(
    reading: Reading, query: str, said: str | None
) -> None:
    with pytest.raises(QueryError, match=said or "answers differently"):
        asked(reading, query)


def test_ties_are_taken_in_the_order_of_the_columns(reading: Reading) -> None:
    loose = asked(reading, "select day, id from prints order by day")
    total = asked(reading, "select day, id from prints order by day, id")
    assert (loose.order, total.order) == ("ties", "total")
    assert loose.hash == total.hash


def test_what_a_query_reads_is_found_under_its_views_and_macros(reading: Reading) -> None:
    answer = asked(reading, "select double_of(n) from of('o1')")
    assert answer.touched.reads == {"prints"}
    assert answer.touched.through == {"daily", "double_of", "of"}
    assert answer.switches == ("double_of(x := ...)", "of(o := 'o1')")


def test_a_name_that_the_query_defines_itself_is_no_table(reading: Reading) -> None:
    assert asked(reading, "with mine as (from daily) from mine").touched.reads == {"prints"}


def test_a_value_that_hangs_on_the_order_of_rows_is_remarked(reading: Reading) -> None:
    [remark] = asked(reading, "select any_value(outlet) from prints where outlet = 'o1'").remarks
    assert remark.startswith("any_value")
    assert asked(reading, "select list(id order by id) from prints").remarks == ()


def test_columns_that_a_star_stands_for_are_named(reading: Reading) -> None:
    assert {"id", "outlet", "day", "share"} <= asked(reading, "from prints").touched.columns


def test_parameters_are_part_of_the_question(reading: Reading) -> None:
    query = "select count(*) from prints where outlet = $outlet"
    one, other = (asked(reading, query, outlet=name) for name in ("o1", "nobody"))
    assert one.hash != other.hash

"""Which queries say the same each time: read from the tree, and by asking twice."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, cast

import duckdb
import pytest

from flows.answers import QueryError
from flows.asking import Asked, ask
from flows.determinism import unfit
from warehouse.manifest import Manifest, TableEntry
from warehouse.reading import Reading

MANIFEST = Manifest(
    1, None, "s1", datetime(2024, 1, 1, tzinfo=UTC), "r1", 1, "1", "code",
    (TableEntry("prints", 1, "", ()),), (),
)  # fmt: skip

WHOLE = "unbounded preceding and unbounded following"


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
        connection.execute(
            "create macro counted_apart() as table with prints as (select 1 as one) from prints"
        )
        connection.execute("create macro here() as current_setting('temp_directory')")
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
        ("from prints order by columns('day')", "ties"),
        ("from prints order by columns('outlet|id')", "total"),
        ("from prints order by columns(*)", "total"),
        ("select age(day, day) from prints", "none"),
        ("from generate_series(1, 3)", "none"),
        ("select histogram(outlet) from prints", "none"),
        ("select sum(share) over (partition by outlet) from prints", "none"),
        ("select rank() over (order by day) from prints", "none"),
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
        ("from chance", "chance, which it reads: random answers differently"),
        ("select here()", "here, which it reads: current_setting tells of this machine"),
        ("select age(day) from prints", "age with one argument answers differently"),
        ("select ago(interval 1 day)", "ago answers differently"),
        ("select current_localtimestamp()", "current_localtimestamp answers differently"),
        ("select reservoir_quantile(share, 0.5) from prints", "reservoir_quantile answers"),
        ("select localtimestamp", "localtimestamp answers differently"),
        ("select current_catalog", "current_catalog answers differently"),
        ("select current_setting('temp_directory')", "current_setting tells of this machine"),
        ("select version()", "version tells of this machine"),
        ("from query('from prints')", "query hides which tables it reads"),
        ("from query_table('prints')", "query_table hides which tables it reads"),
        ("from histogram(prints, outlet)", "histogram hides which tables it reads"),
        ("from json_execute_serialized_sql('')", "json_execute_serialized_sql hides"),
        ("from prints limit 10%", "a limit without an order"),
        ("from pragma_table_info('prints')", "pragma_table_info tells of this machine"),
        ("from pragma_database_list", "pragma_database_list tells of this machine"),
        ("from sqlite_master", "sqlite_master tells of this machine"),
        ("from pg_timezone_names()", "pg_timezone_names tells of this machine"),
        ("from icu_calendar_names()", "icu_calendar_names tells of this machine"),
        ("select rowid from prints", "rowid is a row's place"),
        ("from prints positional join daily", "a positional join"),
        ("select row_number() over () from prints", "row_number"),
        ("select ntile(3) over () from prints", "ntile"),
        ("select lag(id) over () from prints", "lag"),
        ("select first_value(id) over (partition by day) from prints", "first_value"),
        ("select sum(1) over (rows 2 preceding) from prints", "sum"),
        ("from prints order by columns('day') limit 3", "two runs of it gave different rows"),
        ("select id from (from prints order by day limit 10)", "two runs of it gave different"),
        ("select id from (select id, day from prints order by day limit 10)", "two runs of it"),
        ("select id from (select distinct on (day) * from prints order by outlet)", "two runs"),
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
    assert answer.switches == ("double_of(x := n)", "of(o := 'o1')")


@pytest.mark.parametrize(
    ("query", "reads"),
    [
        ("with mine as (from daily) from mine", {"prints"}),
        ("with prints as (select 1 as one) from prints", set()),
        ("with prints as (from prints) from prints", {"prints"}),
        ("with a as (select 1 as one), prints as (from a) from prints", set()),
        ("with a as (from prints), prints as (select 1 as one) from a", {"prints"}),
        ("with recursive prints as (select 1 as n union select n from prints) from prints", set()),
        ("from (with prints as (select 1 as one) from prints)", set()),
        ("with a as (with prints as (select 1 as id) from prints) select * from a, prints",
         {"prints"}),
        ("with prints as (select 1 as one) select count(*) from main.prints", {"prints"}),
        ("select count(*) from memory.prints", {"prints"}),
        ("from counted_apart()", set()),
    ],
)  # fmt: skip
def test_a_name_that_a_with_clause_gives_is_no_table_where_the_clause_holds(
    reading: Reading, query: str, reads: set[str]
) -> None:
    assert asked(reading, query).touched.reads == reads


def test_a_with_clause_that_macros_see_is_remarked(reading: Reading) -> None:
    query = (
        "with prints as (from prints where day > date '2020-01-03') select count(*) from of('o1')"
    )
    [remark] = asked(reading, query).remarks
    assert remark.startswith("prints: the query's own `with` clause stands in the place")
    assert asked(reading, "with mine as (from of('o1')) select count(*) from mine").remarks == ()


def test_what_duckdb_calls_no_constant_is_refused(reading: Reading) -> None:
    rows = reading.connection.execute(
        "select distinct lower(function_name) from duckdb_functions() "
        "where stability in ('VOLATILE', 'CONSISTENT_WITHIN_QUERY')"
    ).fetchall()
    assert len(rows) > 20
    assert {name for (name,) in rows} - unfit(reading.connection).changing == {"error"}


def test_a_query_is_asked_with_one_thread_and_with_several(reading: Reading) -> None:
    class Watched:
        """A connection in which a row is another when there are more threads."""

        def __init__(self) -> None:
            self.threads: list[str] = []

        def execute(self, text: str, *values: Any) -> Any:
            if found := re.match(r"set threads = (\d+)", text):
                self.threads.append(found[1])
                reading.connection.execute(
                    f"create or replace table seen as select {found[1]} as n"
                )
            return reading.connection.execute(text, *values)

        def __getattr__(self, name: str) -> Any:
            return getattr(reading.connection, name)

    for query in ("select n from seen", "select n from seen order by n"):
        watched = Watched()
        with pytest.raises(QueryError, match="two runs of it gave different rows"):
            ask(Reading(cast("duckdb.DuckDBPyConnection", watched), MANIFEST), query, {})
        assert {"1", "3"} <= set(watched.threads)


def test_a_value_that_hangs_on_the_order_of_rows_is_remarked(reading: Reading) -> None:
    [remark] = asked(reading, "select any_value(outlet) from prints where outlet = 'o1'").remarks
    assert remark.startswith("any_value")
    assert asked(reading, "select list(id order by id) from prints").remarks == ()


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("select row_number() over (order by day) from prints", "row_number over"),
        ("select lag(1) over (order by day) from prints", "lag over"),
        ("select sum(1) over (order by day rows 2 preceding) from prints", "sum over"),
        ("select lag(day) over (order by id) - day from prints", "lag over"),  # cannot be told
        ("select any_value(outlet) over (partition by outlet) from prints", "any_value"),
        ("select count(*) from prints asof join daily on prints.day >= daily.day", "asof join"),
        ("select day from (select columns('day') from prints group by all order by day limit 3)",
         "a limit within"),
        ("select row_number() over (order by day, id) from prints", None),
        ("select first_value(id order by id) over () from prints", None),
        ("select sum(1) over (order by id rows 2 preceding) from prints", None),
        (f"select sum(1) over (rows between {WHOLE}) from prints", None),
        ("select count(*) from (from prints order by day, id limit 10)", None),
        ("select id from (from prints order by all limit 10)", None),
    ],
)  # fmt: skip
def test_an_order_within_that_leaves_rows_equal_is_remarked(
    reading: Reading, query: str, said: str | None
) -> None:
    remarks = asked(reading, query).remarks
    assert [one.startswith(said or "?") for one in remarks] == ([True] if said else [])


def test_columns_that_a_star_stands_for_are_named(reading: Reading) -> None:
    assert {"id", "outlet", "day", "share"} <= asked(reading, "from prints").touched.columns


def test_parameters_are_part_of_the_question(reading: Reading) -> None:
    query = "select count(*) from prints where outlet = $outlet"
    one, other = (asked(reading, query, outlet=name) for name in ("o1", "nobody"))
    assert one.hash != other.hash

"""Every macro against rows worked out by hand, of one small world: macros/given.sql."""

import csv
import re
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.observed_days import calendar_of
from tests.warehouse.test_models import loosely
from warehouse.database import Model, create_models, load_models
from warehouse.quoting import quote
from warehouse.session import session
from warehouse.tables import TABLES

CASES = Path(__file__).parent / "macros"
ASKED = sorted(path.parent.name for path in CASES.glob("*/asked.sql"))
OURS = [
    model
    for model in load_models()
    if model.kind == "macro" and (CASES / model.name / "asked.sql").exists()
]


def ask(world: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return world.execute(query).fetchall()


def as_text(world: duckdb.DuckDBPyConnection, query: str) -> list[list[str]]:
    found = world.execute(query)
    columns = [column[0] for column in found.description or ()]
    rows = [["" if value is None else str(value) for value in row] for row in found.fetchall()]
    return [columns, *rows]


def test_every_macro_of_the_folder_has_a_case() -> None:
    files = (Path(__file__).parents[2] / "warehouse/models/macros").glob("*.sql")
    assert sorted(path.stem for path in files) == ASKED


@pytest.mark.parametrize("name", ASKED)
def test_a_macro_gives_the_expected_rows(name: str, world: duckdb.DuckDBPyConnection) -> None:
    asked = (CASES / name / "asked.sql").read_text("utf-8")
    more = CASES / name / "given.sql"  # what only this macro is asked of
    world.execute("begin")
    if more.exists():
        world.execute(more.read_text("utf-8"))
    found = as_text(world, asked)
    world.execute("rollback")
    with (CASES / name / "expected.csv").open(encoding="utf-8", newline="") as file:
        assert found == list(csv.reader(file))


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.name)
def test_a_macro_says_what_it_holds_ends_in_final_and_needs_no_argument(
    model: Model, world: duckdb.DuckDBPyConnection
) -> None:
    assert model.comment.endswith(".")
    assert "select * from final" in model.sql.splitlines()[-1]
    ask(world, f"from {model.name}()")


def numbers(world: duckdb.DuckDBPyConnection, arguments: str) -> list[tuple[Any, ...]]:
    return ask(world, f"select outlet_id, month(period), number from coverage({arguments})")


def test_a_period_with_a_gap_is_null_scaled_or_zero_as_it_is_asked_for(
    world: duckdb.DuckDBPyConnection,
) -> None:
    herald = (
        "select number from coverage(grain := 'year', gaps := '{}') "
        "where outlet_id = 'korea_herald'"
    )
    assert ask(world, herald.format("null")) == [(None,)]
    assert ask(world, herald.format("scale")) == [(4.5,)]
    assert ask(world, herald.format("zero")) == [(3.0,)]


def test_zero_is_told_from_unknown(world: duckdb.DuckDBPyConnection) -> None:
    rows = ask(world, "select outlet_id, period::varchar, number from coverage(grain := 'day')")
    assert ("china_daily", "2016-02-28", 0.0) in rows
    assert ("korea_herald", "2016-03-01", None) in rows


def test_documents_texts_and_stories_are_counted_apart(world: duckdb.DuckDBPyConnection) -> None:
    february = "unit := '{}', d1 := '2016-02-29'"
    assert numbers(world, february.format("document"))[1] == ("korea_herald", 2, 3.0)
    assert numbers(world, february.format("text"))[1] == ("korea_herald", 2, 2.0)
    assert numbers(world, february.format("story"))[1] == ("korea_herald", 2, 3.0)


def test_what_an_outlet_prints_twice_by_itself_is_one_text(
    world: duckdb.DuckDBPyConnection,
) -> None:
    world.execute("begin")
    world.execute("update documents set body_hash = 'h4, edited' where document_id = 'd5'")
    assert numbers(world, "unit := 'text', d1 := '2016-02-29'")[1] == ("korea_herald", 2, 2.0)
    for name, columns in (("wire_share", "documents"), ("originality", "documents, words")):
        query = f"select {columns} from {name}(outlet := 'korea_herald', unit := '{{}}')"
        assert ask(world, query.format("document"))[0][0] == 3
        assert ask(world, query.format("text"))[0] == (2, 200)[: columns.count(",") + 1]
    world.execute("rollback")


def test_a_text_whose_origin_another_switch_leaves_out_counts_for_its_first_copy(
    world: duckdb.DuckDBPyConnection,
) -> None:
    counted = "select sum(counted) from coverage_under(unit := 'text', topic := 'trade')"
    assert ask(world, counted) == [(1,)]
    world.execute("begin")
    world.execute("delete from topic_hits where document_id = 'd4'")
    assert ask(world, counted) == [(1,)]
    world.execute("rollback")


def test_a_document_that_only_its_headline_gives_the_topic_counts_when_asked_for(
    world: duckdb.DuckDBPyConnection,
) -> None:
    assert numbers(world, "topic := 'thaad'")[0] == ("china_daily", 2, 0.0)
    assert numbers(world, "topic := 'thaad', min_hits := 0")[0] == ("china_daily", 2, 1.0)
    assert numbers(world, "topic := 'thaad', min_hits := 2, gaps := 'zero'")[3:] == [
        ("post", 2, 0.0), ("post", 3, 1.0),
    ]  # fmt: skip


GRAINED = [model.name for model in OURS if "grain" in {one for one, _ in model.arguments}]


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("coverage(unit := 'page')", "unit is"),
        ("wire_share(unit := 'page')", "unit is"),
        ("originality(unit := 'page')", "unit is"),
        ("coverage(gaps := 'maybe')", "gaps is"),
        *(
            (f"{name}(grain := {grain})", f"grain is day, .* and not {word}")
            for name in sorted(GRAINED)
            # what DuckDB's date_trunc would take, and calls by names of its own
            for grain, word in (
                ("'fortnight'", "fortnight"),
                ("'decade'", "decade"),
                ("'hour'", "hour"),
                ("'Month'", "Month"),
                ("null", "null"),
            )
        ),
        ("compare('thaad', 'thaad', what := 'mood')", "what is"),
        (
            "coverage(topic := 'thaad', min_hits := -1)",
            "a whole number, 0 or more, and not -1",
        ),
        ("sample(topic := 'thaad', min_hits := null)", "a whole number, 0 or more, and not null"),
        ("sample(topic := 'thaad', min_hits := 1.4)", "a whole number, 0 or more, and not 1.4"),
        ("story_timeline('e404')", "there is no story e404 here"),
        ("silence(min_documents := 0)", "min_documents is a number, 1 or more"),
        ("silence(n := null)", "n is a number, 1 or more"),
        ("coverage(topic := '')", "there is no topic  here"),
        ("coverage_under(wire := null)", "wire is true or false"),
        ("coverage_under(stated_only := null)", "stated_only is true or false"),
        ("what_changed(1, 9)", "there is no snapshot 9 here"),
        ("what_changed('s0')", "there is no snapshot s0 here"),
        ("what_changed(3, 1)", "a is the earlier snapshot, and 3 comes after 1"),
        ("what_changed('s3', 's1')", "a is the earlier snapshot, and s3 comes after s1"),
    ],
)
def test_an_argument_out_of_its_words_is_refused(
    query: str, word: str, world: duckdb.DuckDBPyConnection
) -> None:
    with pytest.raises(duckdb.Error, match=word):
        ask(world, f"from {query}")


def test_each_grain_that_is_explained_is_taken(world: duckdb.DuckDBPyConnection) -> None:
    grains = ("day", "week", "month", "quarter", "year")
    assert {"coverage", "originality", "wire_share", "known"} < set(GRAINED)
    (said,) = {meaning for one in OURS for name, meaning in one.arguments if name == "grain"}
    assert re.findall(r"'(\w+)'", said) == list(grains)
    first = {
        grain: ask(world, f"select min(period)::varchar from coverage(grain := '{grain}')")[0][0]
        for grain in grains
    }
    assert first == {
        "day": "2016-02-28", "week": "2016-02-22", "month": "2016-02-01",
        "quarter": "2016-01-01", "year": "2016-01-01",
    }  # fmt: skip


PERIODS = [model.name for model in OURS if {"d0", "d1"} <= {one for one, _ in model.arguments}]


@pytest.mark.parametrize("name", PERIODS)
def test_a_period_that_ends_before_it_begins_is_refused(
    name: str, world: duckdb.DuckDBPyConnection
) -> None:
    given = f"{name}(d0 := '2016-02-29', d1 := '2016-02-28')"
    if name == "compare":
        given = "compare('thaad', 'thaad', d0 := '2016-02-29', d1 := '2016-02-28')"
    if name == "known":
        given = f"(select first_day from {given})"
    with pytest.raises(duckdb.Error, match="the period ends on 2016-02-28, before it begins"):
        ask(world, f"from {given}")
    ask(world, f"from {given.replace('2016-02-28', '2016-02-29')}")


def test_the_first_mover_is_doubtful_where_an_untimed_print_could_be_earlier(
    world: duckdb.DuckDBPyConnection,
) -> None:
    doubts = "select outlet_id, could_be_earlier from first_movers() where story_id = 'e1'"
    assert ask(world, doubts) == [("korea_herald", 1)]


def test_an_outlet_that_was_not_observed_is_not_silent(world: duckdb.DuckDBPyConnection) -> None:
    world.execute("begin")
    world.execute(
        "update coverage_calendar set is_observed = false where outlet_id = 'china_daily'"
    )
    silent = "select outlet_id from silence(min_documents := 1)"
    assert ask(world, silent) == [("korea_herald",)]
    world.execute("rollback")


def test_a_few_documents_of_a_day_accuse_nobody_of_silence(
    world: duckdb.DuckDBPyConnection,
) -> None:
    silent = "select outlet_id, documents from silence()"
    assert ask(world, silent) == [("korea_herald", 24)]
    world.execute("begin")
    world.execute("update coverage_calendar set documents = least(documents, 19)")
    assert ask(world, silent) == []
    world.execute("rollback")


def test_an_outlet_without_a_day_is_in_the_health_of_sources(
    world: duckdb.DuckDBPyConnection,
) -> None:
    world.execute("begin")
    world.execute("delete from coverage_calendar where outlet_id = 'post'")
    rows = ask(world, "select days, documents, undated_share from source_health(outlet := 'post')")
    assert rows == [(0, 0, 0.0)]
    world.execute("rollback")


def test_attention_without_a_topic_is_all_of_it(world: duckdb.DuckDBPyConnection) -> None:
    assert ask(world, "select distinct share from attention(gaps := 'zero') where of_all > 0") == [
        (1.0,)
    ]


def test_a_larger_sample_holds_the_smaller_one(world: duckdb.DuckDBPyConnection) -> None:
    drawn = [ask(world, f"select document_id from sample(n := {n}, seed := 3)") for n in (3, 6)]
    assert drawn[1][:3] == drawn[0]
    assert ask(world, "select document_id from sample(n := 6, seed := 4)") != drawn[1]


Printed = tuple[str, date, str, str | None, int]
PRINTED = st.tuples(
    st.sampled_from(["korea_herald", "post"]),
    st.dates(date(2016, 2, 20), date(2016, 3, 10)),
    st.sampled_from("abcd"),
    st.sampled_from([None, "e1", "e2"]),
    st.integers(0, 3),
)


@settings(max_examples=10, deadline=None)
@given(st.lists(PRINTED, min_size=1, max_size=20), st.randoms(use_true_random=False))
def test_the_macros_add_up_to_the_base_tables_in_whatever_order(
    printed: list[Printed], dice: Random
) -> None:
    totals = totals_of(printed)
    assert totals == totals_of(dice.sample(printed, len(printed)))
    all_of_them = float(len(printed))
    assert [totals[grain] for grain in ("day", "week", "month", "quarter", "year")] == [
        all_of_them
    ] * 5
    assert totals["hits"] == sum(hits >= 2 for *_, hits in printed)
    assert totals["shares"] == totals["periods"]


def totals_of(printed: list[Printed]) -> dict[str, Any]:
    """What the macros count in a warehouse of these prints, and its calendar."""
    values = ", ".join(
        f"('d{number}', '{outlet}', date '{day}', '{text}', null, "
        f"{quote(story) if story else 'null'}, 5, {hits})"
        for number, (outlet, day, text, story, hits) in enumerate(printed)
    )
    documents = (
        f"(from (values {values}) as given(document_id, outlet_id, published_date, body_hash, "
        "cluster_id, story_id, word_count, hits))"
    )
    voice = "share_of_voice(gaps := 'zero')"
    with session() as connection:
        for table in TABLES:
            connection.execute(loosely(table))
        create_models(connection, load_models())
        connection.execute(
            f"insert into documents by name select * exclude (hits) from {documents}"
        )
        connection.execute(
            "insert into topic_hits by name select 't' as topic_id, document_id, hits "
            f"from {documents}"
        )
        connection.execute("insert into topics by name select 't' as topic_id")
        connection.register("days", calendar_of(documents, [], {}))
        connection.execute("insert into coverage_calendar by name from days")
        counted = {
            grain: f"select sum(number) from coverage(grain := '{grain}', gaps := 'zero')"
            for grain in ("day", "week", "month", "quarter", "year")
        } | {
            "hits": "select sum(counted) from coverage(topic := 't', min_hits := 2)",
            "shares": f"select round(sum(share), 9) from {voice}",
            "periods": f"select count(distinct period) from {voice} where of_outlets > 0",
        }
        return {name: ask(connection, query)[0][0] for name, query in counted.items()}


@pytest.mark.parametrize(
    "asked",
    [
        "coverage(topic := 'thad')",
        "coverage_under(topic := 'thad')",
        "attention(topic := 'thad')",
        "share_of_voice(topic := 'thad')",
        "first_movers(topic := 'thad')",
        "quotes_of(topic := 'thad')",
        "sample(topic := 'thad')",
        "compare('thaad', 'thad')",
        "compare('post', 'pots', what := 'outlet')",
        "silence(outlet := 'pots')",
        "source_health(outlet := 'pots')",
        "wire_share(outlet := 'pots')",
        "originality(outlet := 'pots', topic := 'thaad')",
        "surface_forms(entity := 'chnia')",
        "comention(entity := 'chnia')",
    ],
)
def test_a_mistyped_name_is_an_error_and_no_zero(
    asked: str, world: duckdb.DuckDBPyConnection
) -> None:
    with pytest.raises(duckdb.Error, match=r"there is no (topic thad|outlet pots|entity chnia)"):
        ask(world, f"from {asked}")

"""Who was first, who took it from whom, who is named with whom: rules one answer does not show."""

from collections.abc import Iterator

import duckdb
import pytest

from tests.warehouse.test_macros import ask

Connection = duckdb.DuckDBPyConnection
DOCUMENT = "document_id, outlet_id, published_at, published_date, date_kind, date_lo, date_hi"


@pytest.fixture
def changed(world: Connection) -> Iterator[Connection]:
    """The small world with a story 's' of a timed print of the post, undone after the test."""
    world.execute("begin")
    printed(world, "p", "post", at="2016-04-01 10:00:00+00", day="2016-04-01")
    world.execute("insert into stories by name select 's' as story_id, 'p' as first_id")
    yield world
    world.execute("rollback")


def printed(
    world: Connection, name: str, outlet: str | None, *, at: str | None = None,
    day: str | None = None, kind: str = "published", version: int = 1,
) -> None:  # fmt: skip
    """A document of the story; one without a time only states its day."""
    world.execute(
        f"insert into documents by name select {DOCUMENT}, 's' as story_id, $8 as version_no "
        f"from (values ($1, $2, $3::timestamptz, $4::date, $5, $6::date, $7::date)) "
        f"as given({DOCUMENT})",
        [name, outlet, at, day, kind, day, day, version],
    )


def version(world: Connection, name: str, at: str | None, day: str, kind: str) -> None:
    world.execute(
        "insert into document_versions by name select $1 as document_id, 1 as version_no, "
        "$2::timestamptz as published_at, $3::date as published_date, $4 as date_kind",
        [name, at, day, kind],
    )


def first(world: Connection) -> tuple[str | None, int, int]:
    ((outlet, could, surely),) = ask(
        world,
        "select outlet_id, could_be_earlier, surely_earlier from first_movers() "
        "where story_id = 's'",
    )
    return outlet, could, surely


def test_a_local_day_may_begin_fourteen_hours_before_that_of_utc(changed: Connection) -> None:
    printed(changed, "q", "china_daily", day="2016-04-02")
    assert first(changed) == ("post", 1, 0)
    changed.execute(
        "update documents set published_at = '2016-04-01 09:59:00+00' where document_id = 'p'"
    )
    assert first(changed) == ("post", 0, 0)


def test_a_recurring_report_is_no_update_of_the_one_before(changed: Connection) -> None:
    printed(changed, "q", "china_daily", day="2016-04-03")
    printed(changed, "r", "china_daily", day=None, kind="unknown")
    assert first(changed) == ("post", 1, 0)
    copy = "insert into copies by name select 'r' as later_id, 'q' as earlier_id, '{}' as relation"
    changed.execute(copy.format("recurring"))
    assert first(changed) == ("post", 1, 0)
    changed.execute(copy.format("update"))
    assert first(changed) == ("post", 0, 0)


def test_what_nobody_is_known_to_have_printed_is_never_surely_earlier(changed: Connection) -> None:
    printed(changed, "q", None, day="2016-03-20")
    assert first(changed) == ("post", 1, 0)
    changed.execute("update documents set outlet_id = 'china_daily' where document_id = 'q'")
    assert first(changed) == (None, 1, 1)


def test_the_first_version_that_states_it_tells_when_a_page_was_published(
    changed: Connection,
) -> None:
    printed(changed, "q", "china_daily", at="2016-04-01 12:00:00+00", day="2016-04-01", version=2)
    version(changed, "q", "2016-04-01 09:00:00+00", "2016-04-01", "published")
    assert first(changed) == ("china_daily", 0, 0)
    changed.execute("update document_versions set published_at = null where document_id = 'q'")
    assert first(changed) == ("post", 0, 0)


def test_a_day_that_an_earlier_version_only_infers_is_no_stated_one(changed: Connection) -> None:
    printed(changed, "q", "china_daily", day="2016-04-20", kind="updated", version=2)
    version(changed, "q", None, "2016-03-20", "inferred")
    assert first(changed) == ("post", 0, 0)
    changed.execute("update document_versions set date_kind = 'published' where document_id = 'q'")
    assert first(changed) == (None, 1, 1)


def test_documents_without_a_place_take_none_from_the_others(changed: Connection) -> None:
    printed(changed, "q", "china_daily", day="2016-04-02")
    printed(changed, "r", "korea_herald", day=None, kind="unknown")
    printed(changed, "t", "china_daily", day="2016-03-30")
    changed.execute("update documents set date_method = 'story_neighbour' where document_id = 't'")
    told = "select document_id, place from story_timeline('s') order by document_id"
    assert ask(changed, told) == [("p", 1), ("q", 2), ("r", None), ("t", None)]


def test_odd_days_are_told_by_their_kind(changed: Connection) -> None:
    days = "select low_days, high_days, gap_days from source_health(outlet := 'korea_herald')"
    assert ask(changed, days) == [(0, 1, 1)]


def test_chance_is_counted_among_the_documents_that_are_asked_of(changed: Connection) -> None:
    lift = "select share, lift from comention('south_korea'{}) where entity_id = 'china'"
    assert ask(changed, lift.format("")) == [(1.0, 9 / 3)]  # two of two, and three of nine
    # of the herald's five one names either, and it names both
    assert ask(changed, lift.format(", outlet := 'korea_herald'")) == [(1.0, 4.0)]


def edges(world: Connection) -> list[tuple[object, ...]]:
    return ask(
        world,
        "select earlier_outlet_id, later_outlet_id, copied, common_source, unknown "
        "from who_copies_whom order by all",
    )


def copied(world: Connection, later: str, earlier: str, **said: str) -> None:
    values = {"relation": "edited", "direction": "unknown", "direction_basis": "none", **said}
    columns = ", ".join(f"'{value}' as {name}" for name, value in values.items())
    world.execute(
        f"insert into copies by name select '{later}' as later_id, '{earlier}' as earlier_id, "
        f"{columns}, true as is_ordered, 0.5 as later_share, 0.5 as earlier_share"
    )


def test_what_recurs_or_is_an_update_is_no_edge_between_outlets(changed: Connection) -> None:
    changed.execute("delete from copies")
    printed(changed, "q", "china_daily", day="2016-04-05")
    copied(changed, "q", "p", relation="recurring")
    assert edges(changed) == []
    copied(changed, "q", "p", relation="update")
    assert edges(changed) == []
    copied(changed, "q", "p")
    assert edges(changed) == [("post", "china_daily", 0, 0, 1)]


def test_what_an_outlet_had_itself_before_it_has_from_nobody(changed: Connection) -> None:
    changed.execute("delete from copies")
    printed(changed, "o", "china_daily", day="2016-03-25")
    printed(changed, "q", "china_daily", day="2016-04-05")
    copied(changed, "p", "o")  # the post has it from the daily
    copied(changed, "q", "p")  # which prints it again after the post
    assert edges(changed) == [("china_daily", "post", 0, 0, 1)]
    # a recurring report of before is another text
    changed.execute("update copies set relation = 'recurring' where later_id = 'p'")
    assert edges(changed) == [("post", "china_daily", 0, 0, 1)]
    # who credits the post says so, whatever was before
    changed.execute(
        "update copies set relation = 'edited', direction = 'copied' where later_id = 'q'"
    )
    changed.execute("update copies set relation = 'edited' where later_id = 'p'")
    assert edges(changed) == [("china_daily", "post", 0, 0, 1), ("post", "china_daily", 1, 0, 0)]


def test_of_two_reasons_the_one_that_says_more_counts(changed: Connection) -> None:
    changed.execute("delete from copies")
    printed(changed, "o", "post", day="2016-03-25")
    printed(changed, "q", "china_daily", day="2016-04-05")
    copied(changed, "q", "o")
    copied(changed, "q", "p", direction="common_source")
    assert edges(changed) == [("post", "china_daily", 0, 1, 0)]
    changed.execute("update copies set direction = 'copied' where earlier_id = 'o'")
    assert edges(changed) == [("post", "china_daily", 1, 0, 0)]

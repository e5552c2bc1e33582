"""Rules of the macros that a case of one answer does not show, each broken once to see it fail."""

from collections.abc import Iterator

import duckdb
import pytest

from tests.warehouse.test_macros import ask

Connection = duckdb.DuckDBPyConnection


@pytest.fixture
def changed(world: Connection) -> Iterator[Connection]:
    """The small world, and what a test does to it is undone."""
    world.execute("begin")
    yield world
    world.execute("rollback")


# --- unknown days ---------------------------------------------------------------------------


def test_days_before_an_outlets_calendar_and_after_it_are_unknown(world: Connection) -> None:
    rows = ask(world, "select days, observed_days, number from coverage() where outlet_id = 'post'")
    assert rows == [(2, 1, None), (1, 1, 1.0)]
    scaled = "select number from coverage(gaps := 'scale') where outlet_id = 'post'"
    assert ask(world, scaled) == [(2.0,), (1.0,)]
    days = "select days, number from coverage_under(gaps := 'null') where outlet_id = 'china_daily'"
    assert ask(world, days) == [(3, None)]


def test_a_period_is_cut_to_the_days_that_are_asked_for(world: Connection) -> None:
    asked = "from coverage(d0 := '2016-02-29', d1 := '2016-02-29', grain := 'year')"
    rows = ask(world, f"select outlet_id, number, counted, days, observed_days {asked}")
    assert rows == [
        ("china_daily", 1.0, 1, 1, 1), ("korea_herald", 2.0, 2, 1, 1), ("post", 1.0, 1, 1, 1),
    ]  # fmt: skip
    assert ask(world, "select sum(counted) from coverage(d1 := '2016-02-28')") == [(1,)]
    under = "from coverage_under(d0 := '2016-02-29', d1 := '2016-02-29')"
    assert ask(world, f"select outlet_id, counted, days {under}") == [
        ("china_daily", 1, 1), ("korea_herald", 2, 1), ("post", 1, 1),
    ]  # fmt: skip


def test_a_voice_has_no_share_where_another_is_unknown(world: Connection) -> None:
    march = (
        "select outlet_id, number, of_outlets, share from share_of_voice() where month(period) = 3"
    )
    assert ask(world, march) == [("korea_herald", None, None, None), ("post", 1.0, None, None)]


# --- what is counted once -------------------------------------------------------------------


def year(world: Connection, arguments: str) -> tuple[float | None, float | None]:
    ((one, two),) = ask(
        world, f"select one_number, two_number from compare({arguments}, grain := 'year')"
    )
    return one, two


def test_a_story_of_three_outlets_is_one_where_they_are_compared_together(
    changed: Connection,
) -> None:
    zero = "gaps := 'zero', min_hits := 0"
    assert year(changed, f"'thaad', 'trade', {zero}") == (4.0, 2.0)
    assert year(changed, f"'thaad', 'trade', {zero}, unit := 'story'") == (2.0, 2.0)
    assert year(changed, f"'thaad', 'trade', {zero}, unit := 'text'") == (4.0, 1.0)
    changed.execute("update documents set cluster_id = 'c1' where document_id in ('d2', 'd3')")
    assert year(changed, f"'thaad', null, {zero}, unit := 'text'") == (3.0, 3.0)
    assert year(changed, f"'thaad', null, {zero}, unit := 'text', outlet := 'post'") == (2.0, 2.0)
    # of each outlet it is one
    each = f"select sum(number) from coverage(topic := 'thaad', {zero}, unit := 'text')"
    assert ask(changed, each) == [(4.0,)]


def test_a_comparison_knows_nothing_where_one_of_the_outlets_is_unknown(world: Connection) -> None:
    assert year(world, "'thaad', 'trade'") == (None, None)
    day = "d0 := '2016-02-29', d1 := '2016-02-29'"
    assert year(world, f"'thaad', 'trade', {day}") == (1.0, 2.0)
    # days of an outlet that has no part in it change nothing
    assert year(world, "'post', 'korea_herald', what := 'outlet', d1 := '2016-02-29'") == (
        None,
        3.0,
    )


def test_both_topics_are_counted_in_the_outlet_that_is_named(world: Connection) -> None:
    post = "outlet := 'post', gaps := 'zero'"
    assert year(world, f"'thaad', 'trade', {post}") == (2.0, 0.0)
    # and the other outlets' unknown days are none of its own
    assert year(world, "'thaad', 'trade', outlet := 'post', d0 := '2016-03-01'") == (1.0, 0.0)
    herald = "outlet := 'korea_herald', gaps := 'zero'"
    assert year(world, f"'trade', 'thaad', {herald}") == (2.0, 1.0)


def test_of_equal_dates_a_text_is_counted_for_its_origin(changed: Connection) -> None:
    changed.execute("update documents set published_at = null where cluster_id = 'c1'")
    changed.execute(
        "update documents set is_cluster_origin = document_id = 'd5' where cluster_id = 'c1'"
    )
    text = "select document_id from printings(unit := 'text') where counted_as = 'c1'"
    assert ask(changed, text) == [("d5",)]
    changed.execute("update documents set story_id = 'e9' where cluster_id = 'c1'")
    story = "select document_id from printings(unit := 'story') where counted_as = 'e9'"
    assert ask(changed, story) == [("d4",)]


def test_a_text_counts_once_in_all_for_the_outlet_of_its_origin(changed: Connection) -> None:
    text = "select outlet_id, counted from coverage_under(unit := 'text') where counted > 1"
    assert ask(changed, text) == [("korea_herald", 2), ("post", 2)]
    changed.execute(
        "update documents set cluster_id = 'c1', is_cluster_origin = document_id = 'd6' "
        "where document_id in ('d4', 'd5', 'd6')"
    )
    assert ask(changed, text) == [("post", 2)]
    # of an origin that no outlet is known to have printed, the first copy
    changed.execute("update documents set outlet_id = null where document_id = 'd6'")
    assert ask(changed, text) == [("korea_herald", 2)]


# --- whose text -----------------------------------------------------------------------------


def test_without_agency_copy_is_without_what_wire_share_counts_as_wire(changed: Connection) -> None:
    wire = "select sum(wire_documents) from wire_share()"
    left = "select sum(counted) from coverage_under(wire := {})"
    assert ask(changed, wire) == [(2,)]  # one credits the agency, its reprint shares the text
    assert ask(changed, left.format("true")) == [(6,)]
    assert ask(changed, left.format("false")) == [(4,)]
    # the agency's own print is its own, however many take it
    changed.execute(
        "update documents set attribution = 'own', agency_id = 'xinhua' where document_id = 'd4'"
    )
    assert ask(changed, wire) == [(1,)]
    assert ask(changed, left.format("false")) == [(5,)]


# --- silence and snapshots ------------------------------------------------------------------


def test_whose_first_day_of_a_story_is_unknown_is_not_silent(changed: Connection) -> None:
    silent = "select outlet_id, unknown_outlets from silence() where story_id = 'e2'"
    assert ask(changed, silent) == [("korea_herald", 0)]
    changed.execute("update stories set date_lo = date '2016-02-28' where story_id = 'e2'")
    changed.execute(
        "update coverage_calendar set documents = 24, is_observed = day > date '2016-02-28' "
        "where outlet_id = 'korea_herald' and day < date '2016-03-01'"
    )
    assert ask(changed, silent) == []
    changed.execute(
        "update coverage_calendar set is_observed = true where outlet_id = 'korea_herald'"
    )
    changed.execute("update documents set story_id = 'e2' where document_id = 'd8'")
    assert ask(changed, silent) == [("korea_herald", 1)]


def test_what_changed_ends_with_the_later_snapshot(changed: Connection) -> None:
    rows = "select document_id, change, reasons from what_changed({}) order by all"
    assert ask(changed, rows.format("1, 2")) == [
        ("d1", "changed", ["new_version"]), ("d8", "added", ["new_capture"]),
        ("gone", "added", ["new_capture"]),
    ]  # fmt: skip
    assert ask(changed, rows.format("2, 3")) == [
        ("d1", "changed", ["rules_changed"]), ("gone", "removed", ["relabelled"]),
    ]  # fmt: skip
    # an id comes again when its content does: the last one before b is meant
    changed.execute("update snapshots set snapshot_id = 's1' where sequence = 3")
    assert ask(changed, rows.format("'s1', 2")) == ask(changed, rows.format("1, 2"))

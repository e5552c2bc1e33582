"""What stated times say of who printed first."""

from datetime import UTC, date, datetime

import numpy as np

from tasks.matching.printings import (
    ALWAYS,
    NEVER,
    UNKNOWN,
    Stated,
    bounds_of,
    is_before,
    printing_order,
    stated_times,
)
from tests.tasks.matching.made_prints import WIRE, Print, printings_of, story

MORNING = int(datetime(2017, 10, 31, 2, 0, tzinfo=UTC).timestamp()) * 1_000_000


def test_the_earliest_stated_time_comes_first_then_the_agency_then_the_fuller_text() -> None:
    prints = [
        Print("d4", story(1, 2), day=0, outlet=2),
        Print("d3", story(1, 3), day=0, outlet=1),
        Print("d2", story(1), day=3, outlet=1),
        Print("d1", story(1), day=3, outlet=WIRE, agency=0),
        Print("d0", story(1, 1), day=2),
    ]
    order = printing_order(printings_of(prints))
    assert [prints[at].name for at in order] == ["d0", "d1", "d2", "d3", "d4"]


def test_a_day_without_a_clock_is_neither_before_nor_after_an_hour_of_it() -> None:
    day = date(2017, 10, 31)
    hour = stated_times("published", MORNING, None, day)
    whole = stated_times("published", None, None, day)
    assert whole.first < hour.first == hour.last == hour.settled < whole.last
    assert whole.last < stated_times("published", None, None, date(2017, 11, 1)).first


def test_a_day_is_that_of_the_outlets_zone_also_when_it_has_not_24_hours() -> None:
    day = date(2017, 3, 26)  # summer begins in Berlin
    first, last = bounds_of(day, "Europe/Berlin")
    assert first == bounds_of(day, None)[0] - 3_600_000_000
    assert last - first + 1 == 23 * 3_600_000_000
    assert stated_times("published", None, None, day, "Europe/Berlin").is_zoneless is False
    assert stated_times("published", None, None, day).is_zoneless is True


def test_an_update_says_by_when_a_text_was_out_and_an_inferred_day_says_nothing() -> None:
    day = date(2017, 10, 31)
    assert stated_times("updated", None, MORNING, day) == (ALWAYS, MORNING, MORNING, False)
    for nothing in (("inferred", None, None, day), ("unknown", None, None, None)):
        assert stated_times(*nothing) == (ALWAYS, NEVER, NEVER, False)


def test_a_text_that_was_updated_may_have_its_words_from_prints_before_the_update() -> None:
    hour = 3_600_000_000
    updated = stated_times("published", MORNING, MORNING + 2 * hour, None)
    assert updated == (MORNING, MORNING, MORNING + 2 * hour, False)
    between, after = (
        stated_times("published", MORNING + hours * hour, None, None) for hours in (1, 3)
    )
    assert ordered(updated, between) == (False, False)
    assert ordered(updated, after) == (True, False)


def ordered(one: Stated, two: Stated, outlets: tuple[int, int] = (1, 2)) -> tuple[bool, bool]:
    """Whether the one comes before the other, and the other before the one."""
    prints = printings_of([Print("d1", ["a"]), Print("d2", ["b"])])._replace(
        outlet=np.array(outlets),
        stated_from=np.array([one.first, two.first]),
        stated=np.array([one.last, two.last]),
        settled=np.array([one.settled, two.settled]),
        is_zoneless=np.array([one.is_zoneless, two.is_zoneless]),
    )
    before = is_before(prints, np.array([0, 1]), np.array([1, 0]))
    return bool(before[0]), bool(before[1])


def test_days_of_outlets_in_unknown_zones_that_follow_each_other_order_nothing() -> None:
    days = [stated_times("published", None, None, date(2017, 10, day)) for day in (3, 4, 5)]
    assert ordered(days[0], days[1]) == (False, False)
    assert ordered(days[0], days[2]) == (True, False)
    assert ordered(days[0], days[1], (7, 7)) == (True, False)  # of one outlet
    assert ordered(days[0], days[1], (UNKNOWN, UNKNOWN)) == (False, False)
    update = stated_times("updated", None, None, date(2017, 10, 9))
    assert ordered(days[0], update) == (False, False)
    in_zone = [
        stated_times("published", None, None, date(2017, 10, day), "Asia/Seoul") for day in (3, 4)
    ]
    assert ordered(*in_zone) == (True, False)
    assert ordered(days[0], in_zone[1]) == (False, False)

"""The calendar tells zero from unknown, day by day, and says why."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.observed_days import calendar_of
from warehouse.quoting import quote
from warehouse.tables.subjects import COVERAGE_CALENDAR

MONDAY = date(2016, 1, 4)
ZONES = {"herald": "Asia/Seoul", "post": "America/New_York"}
Print = tuple[str | None, date | None, str, int]


def documents(prints: Sequence[Print]) -> str:
    """Prints as SQL: (outlet, day, text, words); ids count from d0."""
    values = [
        f"('d{number}', {quote(outlet) if outlet else 'null::varchar'}, "
        f"{f'date {quote(str(day))}' if day else 'null::date'}, {quote(text)}, {words})"
        for number, (outlet, day, text, words) in enumerate(prints)
    ]
    return (
        f"(select *, null::varchar as cluster_id from (values {', '.join(values)}) as given"
        "(document_id, outlet_id, published_date, body_hash, word_count))"
    )


def rows_of(prints: Sequence[Print], *fetches: tuple[str, str]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = calendar_of(documents(prints), fetches, ZONES).to_pylist()
    return rows


def daily(counts: Sequence[int], outlet: str = "herald") -> list[Print]:
    return [
        (outlet, MONDAY + timedelta(days=place), f"text {place} {number}", 10)
        for place, count in enumerate(counts)
        for number in range(count)
    ]


def test_a_day_counts_documents_texts_and_words_once_each() -> None:
    prints: list[Print] = [("herald", MONDAY, "a", 5), ("herald", MONDAY, "a", 5)]
    (row,) = rows_of(prints)
    assert (row["documents"], row["texts"], row["words"]) == (2, 1, 10)
    assert (row["status"], row["is_observed"], row["expected_lo"]) == ("ok", True, None)
    assert "No range: 0 such weekdays" in row["reason"]


def test_a_day_without_documents_that_nobody_looked_at_is_unknown_not_zero() -> None:
    between = rows_of(daily([1, 0, 1]))[1]
    assert (between["documents"], between["texts"], between["words"]) == (None, None, None)
    assert (between["status"], between["is_observed"]) == ("not_observed", False)


def test_a_day_on_which_pages_of_the_week_were_fetched_is_zero() -> None:
    between = rows_of(daily([1, 0, 1]), ("d0", "2016-01-05T03:00:00Z"))[1]
    assert (between["documents"], between["status"], between["fetched"]) == (0, "ok", 1)


def test_to_fetch_an_old_article_says_nothing_of_that_day() -> None:
    rows = rows_of(daily([1]), ("d0", "2016-01-12"), ("d0", "2020-01-12"), ("d0", "nonsense"))
    assert [row["day"] for row in rows] == [MONDAY]
    assert len(rows_of(daily([1]), ("d0", "2016-01-11"))) == 8


def test_an_instant_of_fetching_is_a_day_of_the_outlets_zone_also_when_clocks_change() -> None:
    late = "2016-01-04T16:00:00Z"  # one o'clock of the next morning in Seoul
    assert [row["fetched"] for row in rows_of(daily([1]), ("d0", late))] == [0, 1]
    summer: list[Print] = [("post", date(2016, 3, 13), "a", 5)]
    # New York is five hours behind UTC until that night and four hours afterwards
    before, after = ("d0", "2016-03-13T04:30:00Z"), ("d0", "2016-03-14T04:30:00Z")
    assert [row["fetched"] for row in rows_of(summer, after)] == [0, 1]
    assert [row["day"] for row in rows_of(summer, before)] == [date(2016, 3, 13)]


def test_silence_on_a_weekday_that_nearly_always_has_documents_is_a_gap_however_long() -> None:
    rows = rows_of(daily([3] * 56 + [0] * 40 + [3]))
    silent = rows[56:96]
    assert {row["status"] for row in silent} == {"gap"}
    assert {row["documents"] for row in silent} == {None}
    assert silent[39]["reason"] == (
        "No document, where 8 of 8 such weekdays had some before the silence; the last with a "
        "document is 2016-02-28."
    )
    assert rows[96]["status"] == "ok"


def test_a_weekly_is_not_missed_on_the_other_days() -> None:
    weekly = rows_of(daily([2, 0, 0, 0, 0, 0, 0] * 9 + [0] * 7 + [2]))
    assert [row["status"] for row in weekly[:63]] == (["ok"] + ["not_observed"] * 6) * 9
    assert weekly[63]["status"] == "gap"
    assert {row["status"] for row in weekly[64:70]} == {"not_observed"}


def test_the_expected_range_is_that_of_the_same_weekday() -> None:
    week = [9, 9, 9, 9, 9, 1, 1]
    rows = rows_of(daily(week * 8 + [9, 9, 9, 9, 9, 9, 1]))
    assert [row["status"] for row in rows[56:]] == ["ok"] * 5 + ["high", "ok"]
    assert (rows[61]["expected_lo"], rows[61]["expected_hi"], rows[61]["known_days"]) == (0, 4, 8)
    assert rows[61]["reason"] == "9 where 0 to 4 are expected from 8 such weekdays."


def test_half_the_usual_number_of_a_large_outlet_is_low() -> None:
    rows = rows_of(daily([100] * 56 + [50]))
    assert (rows[56]["expected_lo"], rows[56]["expected_hi"]) == (70, 130)
    assert rows[56]["status"] == "low"


def test_chance_alone_is_seldom_called_low_or_high() -> None:
    dice = random.Random(7)
    counts = [sum(dice.random() < 0.1 for _ in range(200)) for _ in range(364)]
    odd = [row for row in rows_of(daily(counts)) if row["status"] in {"low", "high"}]
    assert len(odd) <= 0.02 * 364


def test_leap_days_are_days_and_each_outlet_has_its_own_span() -> None:
    prints: list[Print] = [
        ("herald", date(2016, 2, 28), "a", 1), ("herald", date(2016, 3, 1), "b", 1),
        ("post", date(2015, 2, 28), "c", 1), ("post", date(2015, 3, 1), "d", 1),
    ]  # fmt: skip
    found = [(row["outlet_id"], str(row["day"])) for row in rows_of(prints)]
    assert found == [
        ("herald", "2016-02-28"), ("herald", "2016-02-29"), ("herald", "2016-03-01"),
        ("post", "2015-02-28"), ("post", "2015-03-01"),
    ]  # fmt: skip


def test_a_silence_of_more_than_a_year_is_no_part_of_the_calendar() -> None:
    lone: list[Print] = [("herald", date(1950, 3, 1), "old", 5)]
    days = [row["day"] for row in rows_of([*lone, *daily([1, 1])])]
    assert days == [date(1950, 3, 1), MONDAY, MONDAY + timedelta(days=1)]
    year: list[Print] = [("herald", MONDAY - timedelta(days=366), "old", 5)]
    assert len(rows_of([*year, *daily([1])])) == 367
    more: list[Print] = [("herald", MONDAY - timedelta(days=367), "old", 5)]
    assert len(rows_of([*more, *daily([1])])) == 2


def test_three_such_weekdays_in_four_make_a_silence_a_gap_and_less_does_not() -> None:
    def last(*printed: int) -> str:
        """Of a Monday without documents, after Mondays with so many."""
        counts = [count for monday in printed for count in (monday, 0, 0, 0, 0, 0, 0)]
        return str(rows_of(daily([*counts, 0, 1]))[-2]["status"])

    assert last(1, 0, 1, 1) == "gap"
    assert last(1, 0, 1, 0, 1, 1, 1) == "not_observed"  # five in seven
    # fetched pages do not make a zero of a day that nearly always has documents
    rows = rows_of(daily([3] * 56 + [0, 3]), ("d167", "2016-02-29T03:00:00Z"))
    assert [(row["status"], row["fetched"]) for row in rows[56:57]] == [("gap", 1)]


def test_copies_of_one_text_are_one_text_of_their_day() -> None:
    prints = documents([("herald", MONDAY, text, 5) for text in "abc"])
    clustered = f"(select * replace (if(body_hash < 'c', 'c1', null) as cluster_id) from {prints})"
    (row,) = calendar_of(clustered, [], ZONES).to_pylist()
    assert (row["documents"], row["texts"]) == (3, 2)


def test_documents_without_outlet_or_day_are_in_no_row() -> None:
    assert rows_of([(None, MONDAY, "a", 1), ("herald", None, "b", 1)]) == []


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["herald", "post", None]),
            st.one_of(st.none(), st.dates(date(2016, 2, 1), date(2016, 3, 31))),
            st.sampled_from("abc"),
            st.integers(0, 9),
        ),
        min_size=1,
        max_size=40,
    ),
    st.randoms(use_true_random=False),
)
def test_the_calendar_adds_up_to_the_documents_in_whatever_order(
    prints: list[Print], dice: random.Random
) -> None:
    rows = rows_of(prints)
    known = [(outlet, day) for outlet, day, *_ in prints if outlet and day]
    assert sum(row["documents"] or 0 for row in rows) == len(known)
    assert len({(row["outlet_id"], row["day"]) for row in rows}) == len(rows)
    for row in rows:
        assert tuple(row) == COVERAGE_CALENDAR.column_names
        assert (row["documents"] is None) == (row["status"] in {"gap", "not_observed"})
        assert row["documents"] != 0
    shuffled = dice.sample(prints, len(prints))
    assert rows_of(shuffled) == rows

"""Date expressions: each form read as it stands, nothing read into what is not one."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.text.dates import Stamp, stamps, weekdays
from tests.growth import grows_in_line


def only(text: str, *, day_first: bool | None = None, bare: bool = False) -> Stamp:
    found = stamps(text, day_first=day_first, bare=bare)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "day", "at"),
    [
        ("2017-11-23 01:42", date(2017, 11, 23), time(1, 42)),
        ("2017/8/25 13:23:40", date(2017, 8, 25), time(13, 23, 40)),
        ("2017.08.25", date(2017, 8, 25), None),
        ("2017. 8. 25", date(2017, 8, 25), None),
        ("25 August 2017", date(2017, 8, 25), None),
        ("25th of August 2017", date(2017, 8, 25), None),
        ("August 25, 2017", date(2017, 8, 25), None),
        ("AUG. 25, 2017", date(2017, 8, 25), None),
        ("Oct. 31, 2017 - 11:04 By Someone", date(2017, 10, 31), time(11, 4)),
        ("Aug 25 2017 1:23 PM", date(2017, 8, 25), time(13, 23)),
        ("Aug. 25, 2017 at 12:05 a.m.", date(2017, 8, 25), time(0, 5)),
        ("10:10 AM July 16, 2018", date(2018, 7, 16), time(10, 10)),
        ("18:22, 23-Jul-2022", date(2022, 7, 23), time(18, 22)),
        ("Posted Jul 16, 2018", date(2018, 7, 16), None),
        ("23 November 2017 • 1:42am", date(2017, 11, 23), time(1, 42)),
        ("26-FEB-1987 15:03:27.51", date(1987, 2, 26), time(15, 3, 27, 510000)),
        ("2017年8月25日 13:23", date(2017, 8, 25), time(13, 23)),
        ("2017년 10월 31일 오후 3:05", date(2017, 10, 31), time(15, 5)),
        ("(The Paper 11/18/2014 page9)", date(2014, 11, 18), None),
        ("18/11/2014", date(2014, 11, 18), None),
        ("07/07/2014", date(2014, 7, 7), None),
        ("      2016/12/30 7:11", date(2016, 12, 30), time(7, 11)),
    ],
)
def test_a_stated_day_and_its_clock_are_read(text: str, day: date, at: time | None) -> None:
    stamp = only(text)
    assert stamp.whole == day
    assert stamp.at == at
    assert not stamp.ambiguous
    assert text[stamp.start : stamp.end] == stamp.text


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("2017-08-25T13:23:40+08:00", 480),
        ("2017-08-25T13:23:40.123Z", 0),
        ("Thu, 23 Nov 2017 01:42:00 +0800", 480),
        ("Thu Nov 23 01:42:00 UTC 2017", 0),
        ("Oct. 31, 2017 11:04 GMT+8", 480),
        ("13:23 BST, 25 August 2017", 60),
        ("9 a.m. ET, Aug. 25, 2017", -240),
        ("9 a.m. ET, Jan. 25, 2017", -300),
        ("12:15 a.m. MT, July 15, 2018", None),
        ("Jan. 25, 2017 9:00 EST", -300),
        ("Jan. 25, 2017 9:00 CST", None),
        ("Jan. 25, 2017 9:00 +9900", None),
        ("Jan. 25, 2017 9:00", None),
    ],
)
def test_the_zone_is_the_one_stated_and_letters_of_two_zones_are_none(
    text: str, minutes: int | None
) -> None:
    assert only(text).offset_minutes == minutes


@pytest.mark.parametrize(
    ("text", "month", "day", "last"),
    [
        ("in Vietnam on November 10-11.", 11, 10, 11),
        ("Nov. 12-14", 11, 12, 14),
        ("10-11 November", 11, 10, 11),
        ("LONDON, Nov 22 -- Rain fell", 11, 22, None),
        ("On Nov. 22, 1,300 people came", 11, 22, None),
        ("9月8日", 9, 8, None),
    ],
)
def test_what_is_not_said_is_none(text: str, month: int, day: int, last: int | None) -> None:
    stamp = only(text)
    assert (stamp.year, stamp.month, stamp.day, stamp.last_day) == (None, month, day, last)


def test_a_month_with_its_year_has_no_day() -> None:
    stamp = only("It opened in May 2017 after a delay")
    assert (stamp.year, stamp.month, stamp.day) == (2017, 5, None)


@pytest.mark.parametrize(
    "text",
    [
        "Feb 30, 2017",
        "30/02/2017",
        "2017-13-01",
        "Juche 100 (2011)",
        "20170825",
        "version 2017.08.25.3",
        "they may 10 times march 3 miles",
        "Call 010-8888-2017 now",
        "Marching 5 abreast, Junes 12",
        "a ratio of 3/4/5",
    ],
)
def test_what_is_no_date_is_no_stamp(text: str) -> None:
    assert stamps(text) == []


def test_numbers_of_two_readings_wait_for_the_caller() -> None:
    unread = only("03/04/2017")
    assert unread.ambiguous
    assert unread.whole is None
    assert only("03/04/2017", day_first=True).whole == date(2017, 4, 3)
    assert only("03/04/2017", day_first=False).whole == date(2017, 3, 4)


def test_a_habit_does_not_overrule_the_calendar() -> None:
    assert only("11/18/2014", day_first=True).whole == date(2014, 11, 18)
    assert only("18.11.2014", day_first=False).whole == date(2014, 11, 18)


def test_a_bare_token_may_be_all_digits() -> None:
    assert only(" 20170825 ", bare=True).whole == date(2017, 8, 25)
    compact = only("20170825T132340Z", bare=True)
    assert (compact.at, compact.offset_minutes) == (time(13, 23, 40), 0)
    assert stamps("20171325", bare=True) == []


def test_each_date_keeps_its_own_clock() -> None:
    first, second = stamps("Published: May 05, 2022 09:21 PM Updated: May 06, 2022 09:16 AM")
    assert (first.at, second.at) == (time(21, 21), time(9, 16))
    first, second = stamps("3:15 p.m. ET Aug. 25, 2017 | Updated 5:00 p.m. ET Aug. 26, 2017")
    assert (first.at, second.at) == (time(15, 15), time(17, 0))


def test_weekday_words_are_typed_by_the_word_before() -> None:
    found = weekdays("said on Tuesday that last Wednesday and next Friday, not Sundays")
    assert [(one.day, one.relation) for one in found] == [(1, "plain"), (2, "last"), (4, "next")]
    assert found[1].text == "last Wednesday"


@given(st.text(alphabet="0123456789 -/.,:TZJanMyov年月日()\n", max_size=60))
def test_stamps_are_in_order_apart_and_are_what_the_text_has(text: str) -> None:
    end = 0
    for stamp in stamps(text):
        assert end <= stamp.start < stamp.end <= len(text)
        assert text[stamp.start : stamp.end] == stamp.text
        end = stamp.end


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "2017-",
        "Nov. 1",
        "1/",
        "10:10 ",
        "2017年",
        "10 - ",
        "12 May ",
        "1.",
        "Monday ",
        "last ",
    ],
)
def test_hostile_runs_cost_no_more_than_their_length(unit: str) -> None:
    for read in (stamps, weekdays):
        assert grows_in_line(lambda size: unit * size, read, 1_000), read.__name__


@pytest.mark.parametrize(
    "form",
    ["March 5", "5 March 2019", "25th of May", "September.   7", "2019-03-05", "2019/ 3/ 5",
     "5.3.2019", "2019年3月5日", "3월 5일", "10 - 11 June", "Sept. 10, 2019, 6:15 p.m."],
)  # fmt: skip
def test_a_date_is_found_wherever_it_stands_among_words_and_numbers(form: str) -> None:
    (alone,) = stamps(form)
    for before, after in (
        ("", " rain fell" * 9),
        ("rain fell " * 9, ""),
        ("7 men, ", " saw 9 men"),
    ):
        (found,) = stamps(f"{before}{form}{after}")
        start = len(before)
        assert found == alone._replace(start=alone.start + start, end=alone.end + start)

"""Dates as pages print them, in their languages."""

import pytest

from tasks.text.month_words import day_leads
from tasks.text.short_dates import beside_stamps, read_dates, read_iso


@pytest.mark.parametrize(
    ("text", "lang", "stated"),
    [
        ("3. Mai 2024, 15:47 Uhr", "de", "2024-05-03T15:47:00"),
        ("03.05.24, 15:47", "de", "2024-05-03T15:47:00"),
        ("Publié le 3 mai 2024 à 15h47", "fr", "2024-05-03T15:47:00"),
        ("3 de mayo de 2024 - 15:47 h", "es", "2024-05-03T15:47:00"),
        ("15/ago/2013 14h05", "pt", "2013-08-15T14:05:00"),
        ("1º de maio de 2020", "pt", "2020-05-01"),
        ("3 мая 2024 г. в 15:47", "ru", "2024-05-03T15:47:00"),
        ("2024. május 3. 15:47", "hu", "2024-05-03T15:47:00"),
        ("2024 m. gegužės 3 d. 15:47", "lt", "2024-05-03T15:47:00"),
        ("5 Ekim 2020 Pazartesi 10:22", "tr", "2020-10-05T10:22:00"),
        ("3.5.2020 klo 12.30", "fi", "2020-05-03T12:30:00"),
        ("٣ مايو ٢٠٢٤", "ar", "2024-05-03"),
        ("الجمعة 24 نيسان / أبريل 2020 09:22", "ar", "2020-04-24T09:22:00"),
        ("Published on 17/01/12 at 03:13pm", "en", "2012-01-17T15:13:00"),
        ("१५ सितंबर २०२३", "hi", "2023-09-15"),
        ("2024年5月3日 15:47", "zh", "2024-05-03T15:47:00"),
        ("입력 2024.05.03. 오후 3:47", "ko", "2024-05-03T15:47:00"),
        ("May 3, 2024 at 3:47 p.m. EDT", "en", "2024-05-03T15:47:00-04:00"),
        ("Fri, 03 May 2024 15:47:42 +0200", None, "2024-05-03T15:47:42+02:00"),
        ("2024-05-03T15:47:42.389Z", "en", "2024-05-03T15:47:42+00:00"),
        ("20240503", None, "2024-05-03"),
    ],
)
def test_a_date_is_read_in_the_language_of_its_page(
    text: str, lang: str | None, stated: str
) -> None:
    assert [stamp.iso() for stamp in read_dates(text, lang=lang, day_first=True)] == [stated]


def test_the_same_month_word_is_another_month_in_another_language() -> None:
    in_prague = read_dates("1. listopadu 2020", lang="cs", day_first=True)
    in_zagreb = read_dates("1. listopada 2020", lang="hr", day_first=True)
    assert [in_prague[0].iso(), in_zagreb[0].iso()] == ["2020-11-01", "2020-10-01"]


def test_two_numbers_and_a_year_stay_open_where_nothing_says_which_is_the_month() -> None:
    (open_stamp,) = read_dates("03/04/2017", lang="en", day_first=None)
    assert open_stamp.day is None
    assert open_stamp.iso() == "03/04/2017"
    assert read_dates("03/04/2017", lang="fr", day_first=True)[0].iso() == "2017-04-03"


@pytest.mark.parametrize(
    "text", ["April 2020", "2020-13-01", "yesterday at 10:20", "", "7 min read"]
)
def test_what_names_no_day_gives_none(text: str) -> None:
    assert read_dates(text, lang="en", day_first=True) == []


def test_a_clock_that_no_clock_shows_leaves_the_day() -> None:
    stamp = read_iso("2024-05-03T31:77:00")
    assert stamp is not None
    assert stamp.iso() == "2024-05-03"


@pytest.mark.parametrize(
    ("lang", "host", "leads"),
    [
        ("de", "example.com", True), ("en-US", "example.com", False), ("en", "example.com", None),
        ("en", "example.co.uk", True), ("en-US", "example.com.au", True), ("zh", "a.cn", None),
        (None, "example.com", None), ("en-GB", "example.com", True),
    ],
)  # fmt: skip
def test_language_and_land_say_whether_the_day_comes_first(
    lang: str | None, host: str, leads: bool | None
) -> None:
    assert day_leads(lang, host) is leads


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("3. Mai 2020", "2020-05-03"), ("5 mai 2020", "2020-05-05"),
        ("3 de mayo de 2020", "2020-05-03"), ("3 мая 2020", "2020-05-03"),
        ("03-May-20", "2020-05-03"), ("03-MAI-99 14:30", "1999-05-03"), ("13/5/20", "2020-05-13"),
        ("03.05.2020", "2020-05-03"), ("3.5.20", "2020-05-03"), ("12.25.2020", "2020-12-25"),
        ("1588500000", "2020-05-03"), ("1588500000000", "2020-05-03"), ("20200503", "2020-05-03"),
        ("May 3rd, 2020", "2020-05-03"), ("2020.05.03", "2020-05-03"),
    ],
)  # fmt: skip
def test_dates_said_beside_a_copy_are_read_as_people_write_them(said: str, day: str) -> None:
    (stamp,) = beside_stamps(said, day_first=None)
    assert str(stamp.whole) == day


@pytest.mark.parametrize("said", ["Tuesday", "43954", "3 May", "May 12 10", "unknown"])
def test_what_has_no_day_of_a_year_gives_none_beside_a_copy(said: str) -> None:
    assert not [one for one in beside_stamps(said, day_first=None) if one.whole]


def test_a_date_with_slashes_stays_open_beside_a_copy() -> None:
    (stamp,) = beside_stamps("3/5/20", day_first=None)
    assert (stamp.whole, stamp.ambiguous) == (None, True)

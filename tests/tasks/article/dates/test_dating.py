"""From witnesses to a day: short copies we wrote, each with one thing to get right."""

from datetime import UTC, date, datetime

import pytest

from tasks.article.dates.dating import Dating, TypedText, candidates, resolve
from warehouse.tables.documents import DATE_KINDS, DATE_METHODS


def dated(
    *texts: tuple[str, str],
    zone: str | None = "Asia/Shanghai",
    day_first: bool | None = None,
    given: str | None = None,
    url: str | None = None,
    fetched: str | None = None,
) -> Dating:
    """The dating of the texts, after making sure the order of the witnesses changes nothing."""
    found = candidates(
        [TypedText(kind, text) for kind, text in texts],
        zone=zone,
        day_first=day_first,
        given=given,
        url=url,
        fetched=fetched,
    )
    result = resolve(found)
    for mixed in (found[::-1], found[1:] + found[:1], found[1::2] + found[::2]):
        again = resolve(mixed)
        assert again._replace(chosen=()) == result._replace(chosen=())
        assert {mixed[index] for index in again.chosen} == {found[index] for index in result.chosen}
    assert result.kind in DATE_KINDS
    assert result.method in DATE_METHODS
    assert 0 <= result.confidence <= 1
    return result


def test_a_stated_publication_has_its_instant_and_a_second_notation_confirms_it() -> None:
    alone = dated(("source_line", "Source:Agency Published: 2019/3/5 07:08:09"))
    both = dated(
        ("title", " date 2019-03-05 Rain stops play"),
        ("source_line", "Source:Agency Published: 2019/3/5 07:08:09"),
    )
    assert both.published_at == datetime(2019, 3, 4, 23, 8, 9, tzinfo=UTC)
    assert both.published_date == both.date_lo == both.date_hi == date(2019, 3, 5)
    assert (both.kind, both.method, both.flags) == ("published", "stated_published", ())
    assert both.confidence > alone.confidence >= 0.9


def test_an_update_is_not_a_publication_and_its_dateline_widens_the_interval() -> None:
    dating = dated(
        ("source_line", "Agency | Updated: 2019-03-06 01:42"),
        ("dateline", "LISBON, March 5 --"),
        ("body", "The harbour will reopen, the mayor said Tuesday."),
    )
    assert dating.published_at is None
    assert dating.published_date == dating.date_hi == date(2019, 3, 6)
    assert dating.date_lo == dating.dateline_date == date(2019, 3, 5)
    assert (dating.kind, dating.method) == ("updated", "stated_updated")
    assert dating.updated_at == datetime(2019, 3, 5, 17, 42, tzinfo=UTC)
    assert not dating.conflict


def test_without_a_dateline_the_weekday_of_the_lead_widens_an_update() -> None:
    dating = dated(
        ("source_line", "Updated: 2019-03-07 09:00"),
        ("body", "Rain fell, the office said on Tuesday."),
    )
    assert (dating.date_lo, dating.date_hi) == (date(2019, 3, 5), date(2019, 3, 7))


def test_a_byline_with_a_date_states_it_in_the_outlets_zone() -> None:
    dating = dated(("byline", "Mar. 5, 2019 - 11:04 By Agency"), zone="Asia/Seoul")
    assert dating.published_at == datetime(2019, 3, 5, 2, 4, tzinfo=UTC)
    assert dating.method == "stated_published"


def test_a_stated_zone_moves_the_day_into_the_outlets() -> None:
    dating = dated(("source_line", "Published: 2019-03-05T20:00:00Z"))
    assert dating.published_date == date(2019, 3, 6)


def test_a_day_without_a_clock_has_no_instant() -> None:
    dating = dated(("note", "July 15, 2018"))
    assert (dating.published_at, dating.published_date) == (None, date(2018, 7, 15))
    assert dating.flags == ()


def test_a_clock_without_a_zone_has_no_instant_but_its_day() -> None:
    dating = dated(("source_line", "Published: 2019-03-05 07:08"), zone=None)
    assert (dating.published_at, dating.published_date) == (None, date(2019, 3, 5))
    assert dating.flags == ("zone_unknown",)


def test_a_page_reference_is_read_month_first() -> None:
    dating = dated(("body", "Ferries ran again."), ("body", "(Some Edition 03/04/2015 page9)"))
    assert (dating.published_date, dating.method) == (date(2015, 3, 4), "page_reference")


def test_the_given_day_beats_the_inferred_and_not_the_stated() -> None:
    line = ("dateline", "LISBON, March 5 --")
    agreed = dated(line, given="2019/3/6")
    assert (agreed.published_date, agreed.method, agreed.conflict) == (
        date(2019, 3, 6), "given", False,
    )  # fmt: skip
    against = dated(("source_line", "Published: 2019-03-05 10:00"), given="2019-04-01")
    assert (against.published_date, against.method) == (date(2019, 3, 5), "stated_published")
    assert against.conflict
    assert "date_conflict" in against.flags


def test_a_given_day_after_the_update_contradicts_it() -> None:
    dating = dated(("source_line", "Updated: 2019-03-05 10:00"), given="2019-03-09")
    assert (dating.method, dating.conflict) == ("stated_updated", True)


def test_a_page_touched_up_days_later_keeps_its_given_day() -> None:
    dating = dated(("source_line", "Updated: 2019-03-09 10:00"), given="2019-03-05")
    assert (dating.published_date, dating.method) == (date(2019, 3, 5), "given")
    assert not dating.conflict
    assert dating.updated_at is not None


def test_a_given_date_that_cannot_be_read_is_flagged() -> None:
    assert dated(("body", "Rain."), given="some day").flags == ("undated", "unreadable_date")


@pytest.mark.parametrize(
    "url",
    [
        "https://news.example/2019/03/05/rain",
        "https://news.example/a/201903/05/content_123.htm",
        "https://news.example/n3/2019/0305/c90000-9528832.html?id=20180101",
        "https://news.example/2019-03/05/content_123.htm",
        "https://news.example/world/2019/mar/05/rain",
    ],
)
def test_an_address_may_name_the_day(url: str) -> None:
    dating = dated(("body", "Rain fell."), url=url)
    assert (dating.published_date, dating.kind, dating.method) == (
        date(2019, 3, 5), "inferred", "url",
    )  # fmt: skip
    assert dating.flags == ("date_inferred",)


def test_numbers_in_an_address_are_not_days() -> None:
    dating = dated(("body", "Rain."), url="https://news.example/story?id=20190305")
    assert (dating.published_date, dating.method) == (None, "none")


def test_a_dateline_without_any_year_stays_unresolved() -> None:
    dating = dated(("dateline", "LISBON, March 5 --"), ("body", "Rain fell on Tuesday."))
    assert (dating.published_date, dating.dateline_date) == (None, None)
    assert dating.flags == ("undated",)


def test_a_background_year_needs_the_weekday_to_bear_it_out() -> None:
    past = "The bridge closed on Jan. 7, 2019, after a storm."
    borne = dated(("dateline", "LISBON, March 5 --"), ("body", f"Rain fell on Tuesday. {past}"))
    assert (borne.published_date, borne.method) == (date(2019, 3, 5), "dateline")
    unborne = dated(("dateline", "LISBON, March 5 --"), ("body", f"Rain fell on Friday. {past}"))
    assert unborne.published_date is None


def test_a_dateline_of_december_belongs_to_the_year_before() -> None:
    dating = dated(
        ("source_line", "Published: 2019-01-01 08:00"), ("dateline", "LISBON, Dec. 31 --")
    )
    assert dating.dateline_date == date(2018, 12, 31)
    assert not dating.conflict


def test_a_dateline_after_the_publication_is_a_conflict() -> None:
    dating = dated(
        ("source_line", "Published: 2019-03-01 08:00"), ("dateline", "LISBON, March 5 --")
    )
    assert dating.conflict
    assert dating.published_date == date(2019, 3, 1)


def test_caption_and_weekday_of_one_event_that_differ_are_both_kept() -> None:
    dating = dated(
        (
            "caption",
            "Mayor Ana Ruiz opens the harbour bridge with fishermen, March 7, 2019. (Photo)",
        ),
        ("body", "Mayor Ana Ruiz on Wednesday opened the new harbour bridge with local fishermen."),
        zone=None,
    )
    assert dating.published_date in {date(2019, 3, 6), date(2019, 3, 7)}
    assert (dating.date_lo, dating.date_hi) == (date(2019, 3, 6), date(2019, 3, 7))
    assert dating.conflict
    assert dating.confidence < 0.5
    assert dating.kind == "inferred"


def test_a_picture_from_the_files_only_bounds() -> None:
    dating = dated(
        ("title", "Two cities agree to share a ferry"),
        ("caption", "An old steamer leaves the shipyard, April 26, 2018. /Photo"),
        ("body", "The two cities agreed to run one ferry, the councils said on Tuesday."),
        ("body", "The mayors will meet at an upcoming conference in Porto on November 10-11."),
    )
    assert dating.published_date is None
    assert (dating.date_lo, dating.date_hi) == (date(2018, 4, 26), date(2018, 11, 10))
    assert (dating.kind, dating.method) == ("inferred", "interval")
    assert dating.confidence == 0


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("They will meet in Porto on November 10, 2019.", ["upcoming"]),
        ("On November 10, 2019 they will meet.", ["upcoming"]),
        ("The deal, signed on Oct. 31, 2019, will lapse.", ["past_event"]),
        ("He said on Oct. 5, 2019 that it will rain.", ["past_event"]),
        ("The games will be held in Porto from Nov. 12-14, 2019.", ["upcoming"]),
        ("The pact is expected to be quietly signed on May 3, 2019.", ["upcoming"]),
        ("It will rain, he said on Oct. 5, 2019.", ["past_event"]),
        ("Holders of notes due March 31, 1993, wait.", []),
        ("It must be done by May 20, 2020.", []),
        ("They will mourn the attack that began on Sept. 11, 2001.", []),
    ],
)
def test_what_is_to_come_and_what_was_are_told_apart(sentence: str, kinds: list[str]) -> None:
    found = candidates([TypedText("body", sentence)], zone=None, day_first=None)
    assert [one.kind for one in found] == kinds


def test_a_page_cannot_appear_after_it_was_fetched() -> None:
    dating = dated(("source_line", "Published: 2019-03-05"), fetched="2019-03-01T10:00:00Z")
    assert dating.conflict
    only = dated(("body", "Rain."), fetched="2019-03-01T10:00:00Z")
    assert (only.date_lo, only.date_hi, only.method) == (None, date(2019, 3, 1), "none")


def test_an_open_numeric_date_keeps_both_readings_until_another_witness_decides() -> None:
    opened = dated(("source_line", "Published: 03/04/2019"), zone=None)
    assert opened.published_date is None
    assert (opened.date_lo, opened.date_hi) == (date(2019, 3, 4), date(2019, 4, 3))
    assert "ambiguous_date" in opened.flags
    decided = dated(
        ("source_line", "Published: 03/04/2019"), url="https://news.example/2019/04/03/rain"
    )
    assert (decided.published_date, decided.method) == (date(2019, 4, 3), "stated_published")


def test_furniture_bears_no_witness() -> None:
    dating = dated(("furniture", "Updated: 2019-03-05 10:00"), ("duplicate", "March 5, 2019"))
    assert (dating.method, dating.kind) == ("none", "unknown")


def test_a_headline_that_names_a_day_does_not_state_publication() -> None:
    dating = dated(("title", "What we know of the March 5, 2019 storm"))
    assert dating.published_date is None


def test_nothing_comes_of_nothing() -> None:
    dating = resolve([])
    assert (dating.published_date, dating.date_lo, dating.date_hi) == (None, None, None)
    assert dating.flags == ("undated",)


LEAD = "The ferry company told its guests on Tuesday that the old boats will go."
MORE = "Its new boats are larger, faster and made of steel, the company said."


def test_a_line_far_below_the_head_states_nothing_without_a_label() -> None:
    table = ("source_line", "Case 3: 7/23/2015")
    dating = dated(("body", LEAD), ("body", MORE), ("body", MORE), table, ("body", MORE))
    assert (dating.published_date, dating.method) == (None, "interval")
    assert dating.date_lo == date(2015, 7, 23)
    labelled = ("source_line", "Published: 7/23/2015")
    dating = dated(("body", LEAD), ("body", MORE), ("body", MORE), labelled)
    assert (dating.published_date, dating.method) == (date(2015, 7, 23), "stated_published")


@pytest.mark.parametrize(
    "line",
    [
        "NOTE: 1985 period ended Feb 1, 1986",
        "Record date July 24, 1987",
        "The company went public May 7, 1987",
        'Ana Ruiz July 23, 2002."',
        "pic.news.example/abc — Ana (@ana) January 25, 2016",
    ],
)
@pytest.mark.parametrize("kind", ["source_line", "body", "subhead", "caption"])
def test_a_day_told_of_among_the_copy_is_not_the_day_of_printing(kind: str, line: str) -> None:
    given = dated(("body", LEAD), (kind, line), ("body", MORE), given="2018-03-06")
    assert (given.published_date, given.method) == (date(2018, 3, 6), "given")
    alone = dated(("body", LEAD), (kind, line), ("body", MORE))
    assert alone.kind in {"inferred", "unknown"}


def test_a_label_in_a_sentence_of_the_copy_states_nothing() -> None:
    for text in (
        "The book was first published May 5, 2014.",
        "Posted May 5, 2014, the film is old.",
    ):
        assert dated(("body", text)).kind == "inferred"
    assert dated(("body", "Published: May 5, 2014 | Porto")).method == "stated_published"


def test_a_date_line_under_a_caption_typed_as_copy_is_the_heads() -> None:
    for line in ("March 6, 2018", "A. Ruiz, Porto 4:04 PM March 6, 2018"):
        dating = dated(("body", MORE), ("source_line", line), ("body", LEAD))
        assert (dating.published_date, dating.method) == (date(2018, 3, 6), "stated_published")


def test_the_words_of_a_headline_are_neither_publication_nor_update() -> None:
    for title in ("Harbour update to launch Aug. 2", "Posted Aug. 2, 2015", "August 2, 2015"):
        dating = dated(("title", title), ("body", LEAD), given="2016-06-29")
        assert (dating.published_date, dating.method) == (date(2016, 6, 29), "given")
        assert dating.updated_at is None
        assert not dating.conflict


def test_the_title_in_a_header_of_fields_bears_no_witness() -> None:
    header = "--- title: Harbour update to launch Aug. 2 date: 2016-06-29 12:49:08 ---"
    found = candidates([TypedText("note", header)], zone=None, day_first=None, given="2016-06-29")
    assert [one.kind for one in found] == ["given"]


def test_a_bare_day_in_the_head_gives_way_to_a_given_one_and_the_conflict_shows() -> None:
    bare = ("source_line", "Pay Aug 14, 1987")
    against = dated(bare, ("body", LEAD), given="1987-03-25")
    assert (against.published_date, against.method) == (date(1987, 3, 25), "given")
    assert against.conflict
    near = dated(bare, ("body", LEAD), given="1987-08-13")
    assert (near.published_date, near.method) == (date(1987, 8, 14), "stated_published")
    alone = dated(bare, ("body", LEAD))
    assert alone.published_date == date(1987, 8, 14)
    # a clock time is no bare day: tables have none
    stamped = dated(("source_line", "Aug 14, 1987 11:04"), ("body", LEAD), given="1987-03-25")
    assert (stamped.published_date, stamped.conflict) == (date(1987, 8, 14), True)


def test_a_year_comes_from_the_given_day_before_a_bare_one() -> None:
    dating = dated(
        ("source_line", "Year ended Feb 1, 1986"),
        ("dateline", "LISBON, March 18 -"),
        ("body", LEAD),
        given="1987-03-18",
    )
    assert dating.dateline_date == date(1987, 3, 18)


def test_of_two_bare_days_in_one_line_none_is_stated() -> None:
    two = dated(("source_line", "LISBON, March 23 - March 31, 1986 end"), ("body", LEAD))
    assert two.kind == "inferred"
    line = "March 5, 2019 Updated: March 6, 2019 7:53am"
    labelled = dated(("source_line", line), ("body", LEAD))
    assert labelled.published_date == date(2019, 3, 5)
    assert labelled.updated_at is not None


def test_a_page_named_amid_a_sentence_is_no_page_reference() -> None:
    told = "The report of March 5, 2015, page 3, names the ferry company."
    assert dated(("body", told)).method == "interval"


def test_a_given_clock_without_an_offset_names_the_day_and_no_instant() -> None:
    dating = dated(("body", LEAD), given="2019-03-05 23:30:00", zone="Asia/Seoul")
    assert (dating.published_date, dating.published_at) == (date(2019, 3, 5), None)
    assert dating.flags == ("zone_unknown",)
    told = dated(("body", LEAD), given="2019-03-05T23:30:00Z", zone="Asia/Seoul")
    assert told.published_date == date(2019, 3, 6)
    assert told.published_at == datetime(2019, 3, 5, 23, 30, tzinfo=UTC)
    copy = dated(("source_line", "Published: 2019-03-05 23:30 GMT+9"), given="2019-03-05 23:30")
    assert copy.published_at == datetime(2019, 3, 5, 14, 30, tzinfo=UTC)
    assert copy.flags == ()


@pytest.mark.parametrize("given", ["yesterday", "2016", "31/31/2016", "May 2016"])
def test_an_unreadable_given_date_is_flagged_beside_a_stated_one(given: str) -> None:
    dating = dated(("source_line", "Published: 2019-03-05 10:00"), ("body", LEAD), given=given)
    assert dating.published_date == date(2019, 3, 5)
    assert dating.flags == ("unreadable_date",)


def test_copy_that_names_but_a_weekday_is_undated() -> None:
    nothing = dated(("body", "Rain fell."))
    weekday = dated(("body", "Rain fell on Tuesday, the mayor said."))
    assert nothing == weekday
    assert (weekday.kind, weekday.method, weekday.flags) == ("unknown", "none", ("undated",))
    assert weekday.published_date is weekday.date_lo is weekday.date_hi is None

"""The days a page states, and the choice among them."""

from datetime import UTC, date, datetime

import pytest

from tasks.article.dates.dating import resolve
from tasks.article.page.dates.date_choice import PageDates, page_dates
from tasks.article.page.fields import day_candidates, day_witness, opposed_witness
from tasks.article.page.metadata import statement_of
from tasks.article.page.page import open_page

TITLE = "<title>Rains spoil the harvest</title>"


def dates(
    head: str,
    body: str = "",
    *,
    url: str = "https://www.example.org/news/1",
    lang: str = "en",
    zone: str | None = None,
    day_first: bool | None = None,
    not_after: date | None = None,
) -> PageDates:
    source = (
        f'<html lang="{lang}"><head>{TITLE}{head}</head>'
        f"<body><h1>Rains spoil the harvest</h1>{body}</body></html>"
    )
    page = open_page(source, url)
    return page_dates(page, statement_of(page).witnesses, zone, day_first, not_after)


def day_of(found: PageDates) -> date | None:
    return found.published.day if found.published else None


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def json_ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def test_published_and_updated_are_kept_apart_with_their_zone() -> None:
    found = dates(
        json_ld(
            """{"@type": "NewsArticle", "datePublished": "2024-05-03T08:00:00+02:00",
                "dateModified": "2024-05-04T09:30:00+02:00"}"""
        )
    )
    assert found.published is not None
    assert found.updated is not None
    assert found.published.day == date(2024, 5, 3)
    assert found.published.at == datetime(2024, 5, 3, 6, 0, tzinfo=UTC)
    assert found.updated.at == datetime(2024, 5, 4, 7, 30, tzinfo=UTC)


def test_the_day_of_a_related_story_is_not_the_articles() -> None:
    found = dates(
        json_ld(
            """[{"@type": "NewsArticle", "headline": "Old news", "datePublished": "2019-01-01"},
                {"@type": "NewsArticle", "headline": "Rains spoil the harvest",
                 "datePublished": "2024-05-03"}]"""
        )
    )
    assert day_of(found) == date(2024, 5, 3)


def test_a_day_beside_the_headline_is_read_in_the_pages_language() -> None:
    found = dates("", "<p>Stand: 4. Mai 2024</p><p>Veröffentlicht am 3. Mai 2024</p>", lang="de")
    assert day_of(found) == date(2024, 5, 3)
    assert found.updated is not None
    assert found.updated.day == date(2024, 5, 4)


def test_two_numbers_and_a_year_are_read_only_with_an_order() -> None:
    body = "<p>03/04/2024</p>"
    assert day_of(dates("", body)) is None
    assert day_of(dates("", body, day_first=True)) == date(2024, 4, 3)
    assert day_of(dates("", body, lang="fr")) == date(2024, 4, 3)
    assert day_of(dates("", body, url="https://www.example.co.uk/news/1")) == date(2024, 4, 3)


def test_an_open_day_is_settled_by_the_fetching_or_by_another_place() -> None:
    body = "<p>1/12/2012</p>"
    assert day_of(dates("", body, not_after=date(2012, 1, 20))) == date(2012, 1, 12)
    assert day_of(dates("", body, not_after=date(2013, 1, 20))) is None
    address = "https://www.example.org/2012/12/01/rains"
    found = dates("", body, url=address).published
    assert found is not None
    assert (found.day, set(found.kinds)) == (date(2012, 12, 1), {"text", "url"})


def test_an_earlier_day_that_readers_see_beats_a_head_filled_anew() -> None:
    head = meta("article:published_time", "2025-11-05T10:00:00+00:00")
    assert day_of(dates(head, "<p>Posted on January 31, 2023</p>")) == date(2023, 1, 31)


def test_an_update_that_readers_see_does_not() -> None:
    head = meta("article:published_time", "2021-11-05T10:00:00+00:00")
    assert day_of(dates(head, "<p>Updated January 31, 2023</p>")) == date(2021, 11, 5)


def test_a_day_to_come_beside_the_headline_is_an_events() -> None:
    head = meta("article:published_time", "2024-05-03T10:00:00+00:00")
    assert day_of(dates(head, "<p>21 June 2024</p>")) == date(2024, 5, 3)


def test_the_local_day_is_that_of_the_clock_readers_see() -> None:
    head = meta("article:published_time", "2023-11-09T01:49:09+00:00")
    found = dates(head, "<p>Published November 8, 2023 at 5:49 p.m.</p>")
    assert day_of(found) == date(2023, 11, 8)
    assert found.published is not None
    assert found.published.at == datetime(2023, 11, 9, 1, 49, 9, tzinfo=UTC)


def test_a_day_told_in_utc_is_the_outlets_day_where_its_zone_is_known() -> None:
    head = meta("article:published_time", "2024-05-02T23:30:00Z")
    assert day_of(dates(head, zone="Asia/Seoul")) == date(2024, 5, 3)
    assert day_of(dates(head)) == date(2024, 5, 2)


def test_a_clock_without_a_zone_takes_the_outlets() -> None:
    head = meta("article:published_time", "2024-05-03T08:00:00")
    without, within = dates(head).published, dates(head, zone="Europe/Berlin").published
    assert without is not None
    assert within is not None
    assert without.at == datetime.fromisoformat("2024-05-03T08:00:00")
    assert within.at == datetime(2024, 5, 3, 6, 0, tzinfo=UTC)


def test_a_day_after_the_page_was_fetched_is_not_believed() -> None:
    head = meta("article:published_time", "2030-01-01")
    assert day_of(dates(head, not_after=date(2024, 5, 3))) is None


def test_a_day_that_two_places_state_outlasts_a_misstated_fetching() -> None:
    head = meta("article:published_time", "2024-05-03") + json_ld(
        '{"@type": "NewsArticle", "datePublished": "2024-05-03"}'
    )
    assert day_of(dates(head, not_after=date(2024, 1, 5))) == date(2024, 5, 3)


def test_dates_of_builds_copyrights_and_expiry_state_nothing() -> None:
    head = meta("builddate", "2024-05-03") + meta("article:expiration_time", "2025-05-03")
    assert dates(head, "<footer>© 1 May 2019 The Example</footer>") == PageDates(None, None)


COPY = "<div>" + "<p>Rain fell all week long in the valley, they said.</p>" * 30 + "</div>"


def test_of_several_days_alone_on_the_page_the_first_is_a_guess() -> None:
    several = dates("", COPY + "<p>3 May 2024</p><p>4 May 2024</p>").published
    alone = dates("", COPY + "<p>3 May 2024</p>").published
    assert several is not None
    assert alone is not None
    assert several.day == alone.day == date(2024, 5, 3)
    assert several.confidence < alone.confidence < 0.5


@pytest.mark.parametrize(
    "opening",
    [
        "Springfield, (03.05.2024). ",
        "3. Mai 2024 – ",
        "03.05.2024 - ",
        "HAMBURG, 3. Mai 2024 (Agentur) ",
    ],
)
def test_the_day_that_begins_the_copy_is_the_articles_when_nothing_else_is(opening: str) -> None:
    copy = f"<p>{opening}{'Es hat die ganze Woche geregnet. ' * 9}</p><p>11. Juni 2024</p>"
    head = "<h1>Navigation</h1>" + COPY
    assert day_of(dates("", head + copy, lang="de")) == date(2024, 5, 3)


def test_a_sentence_that_begins_with_a_day_is_no_dateline() -> None:
    copy = f"<p>3. Mai 2024 war ein Tag, an dem {'es regnete und regnete. ' * 12}</p>"
    assert day_of(dates("", COPY + copy, lang="de")) is None


def test_a_blogs_sentence_below_its_article_is_read_however_long() -> None:
    below = (
        "<p>Dieser Artikel wurde am 3. Mai 2024 um 14:48 von Anna geschrieben und unter dem "
        "Stichwort Regen, Ernte, Tal in die Kategorie Wetter eingeordnet. Es gibt neun Kommentare."
        "</p><p>4. Mai 2024 at 10:10</p><p>5. Mai 2024 at 11:11</p>"
    )
    assert day_of(dates("", COPY + below, lang="de")) == date(2024, 5, 3)


def test_the_minute_of_a_copyright_note_is_the_last_resort() -> None:
    note = "<footer>© 19.12.2019 - 12:14 by Example Works</footer>"
    assert day_of(dates("", COPY + note, lang="de")) == date(2019, 12, 19)
    assert day_of(dates("", COPY + "<p>3. Mai 2020</p>" + note, lang="de")) == date(2020, 5, 3)


def test_the_address_agrees_or_stands_in() -> None:
    alone = dates("", url="https://www.example.org/2024/05/03/rains").published
    both = dates(
        meta("article:published_time", "2024-05-03"), url="https://www.example.org/2024/05/03/rains"
    ).published
    assert alone is not None
    assert both is not None
    assert (alone.kinds, both.kinds) == (("url",), ("meta", "url"))
    assert both.confidence > alone.confidence


def test_published_and_updated_in_one_line_are_told_apart() -> None:
    line = "<p>03.05.2024, 15:47 Uhr, aktualisiert: 04.05.2024</p>"
    found = dates("", line, lang="de")
    assert day_of(found) == date(2024, 5, 3)
    assert found.updated is not None
    assert found.updated.day == date(2024, 5, 4)


def test_the_day_a_member_joined_is_not_the_posts() -> None:
    post = "<p>Registriert: 18.09.2008, 05:56</p><p>Beitrag von anna » 21.01.2009, 05:42</p>"
    assert day_of(dates("", post, lang="de")) == date(2009, 1, 21)


def test_the_head_stands_when_readers_see_its_day_as_well() -> None:
    head = meta("article:published_time", "2024-12-20T10:00:00+00:00")
    body = '<p>Published 26 September 2024</p><time datetime="2024-12-20">20 Dec</time>'
    assert day_of(dates(head, body)) == date(2024, 12, 20)


def test_the_head_stands_when_the_address_names_its_month() -> None:
    head = meta("article:published_time", "2022-08-14T10:00:00+00:00")
    url = "https://www.example.org/news/2022-08/rains.html"
    assert day_of(dates(head, "<p>14 August 2021</p>", url=url)) == date(2022, 8, 14)
    assert day_of(dates(head, "<p>14 August 2021</p>")) == date(2021, 8, 14)


def test_an_update_before_the_publication_was_the_drafts() -> None:
    planned = meta("article:published_time", "2024-05-03T08:00:00+00:00")
    for touched in ("2024-05-01T12:00:00+00:00", "2024-05-03T07:00:00+00:00"):
        found = dates(planned + meta("article:modified_time", touched))
        assert (day_of(found), found.updated) == (date(2024, 5, 3), None)
        assert found.published is not None
        assert found.published.opposed is None


def test_a_publication_long_after_the_update_is_doubted() -> None:
    head = meta("article:published_time", "2024-05-03") + meta(
        "article:modified_time", "2021-05-01"
    )
    published = dates(head).published
    assert published is not None
    assert published.opposed == date(2021, 5, 1)


def test_a_publication_filled_anew_after_the_update_yields_to_the_first() -> None:
    head = (
        meta("published-time", "2026-03-09") + meta("published-date", "2021-02-16")
        + meta("modified-time", "2026-01-15")
    )  # fmt: skip
    assert day_of(dates(head)) == date(2021, 2, 16)


def test_two_publications_years_apart_are_a_conflict_and_less_sure() -> None:
    first = json_ld('{"@type": "NewsArticle", "datePublished": "2024-05-03"}')
    agreed = dates(first + meta("article:published_time", "2024-05-03")).published
    opposed = dates(first + meta("article:published_time", "2019-05-03")).published
    assert agreed is not None
    assert opposed is not None
    assert (agreed.opposed, opposed.opposed) == (None, date(2019, 5, 3))
    assert opposed.confidence < agreed.confidence
    for day, conflict in ((agreed, False), (opposed, True)):
        witnesses = [day_witness("published_day", day), *opposed_witness(day)]
        dating = resolve(day_candidates(witnesses, None))
        assert dating.published_date == date(2024, 5, 3)
        assert (dating.conflict, "date_conflict" in dating.flags) == (conflict, conflict)


def test_the_last_publication_is_an_update() -> None:
    found = dates(meta("cdc:last_published", "2024-07-05"), "<time datetime='2024-03-01'></time>")
    assert day_of(found) == date(2024, 3, 1)


def test_of_many_marked_times_the_nearest_to_the_headline_is_the_articles() -> None:
    times = "".join(f"<p><time datetime='2024-05-0{day}'></time></p>" for day in (3, 2, 1))
    assert day_of(dates("", times)) == date(2024, 5, 3)


def test_the_days_of_a_list_of_other_stories_yield_to_the_update() -> None:
    others = "".join(f"<li class='date'>{day} May 2024</li>" for day in (4, 3, 2, 1))
    body = f"<p>Rain fell.</p><p>And fell.</p><p>Fell.</p><ul>{others}</ul>"
    found = dates(meta("last-modified", "2024-05-09T10:00:00Z"), body)
    assert found.published is None
    assert found.updated is not None


def test_a_stamp_that_opens_a_long_line_stands_beside_the_headline() -> None:
    line = "<p>2012-01-17 18:17:00 Source: Example Daily (Springfield), 12 comments</p>"
    found = dates("", line, lang="zh").published
    assert found is not None
    assert (found.day, found.confidence) == (date(2012, 1, 17), 0.8)


def test_other_dates_of_the_page_tell_the_order_of_day_and_month() -> None:
    assert day_of(dates("", "<p>03/04/2024</p><i>event: 25/12/2024</i>")) == date(2024, 4, 3)
    assert day_of(dates("", "<p>03/04/2024</p><i>event: 12/25/2024</i>")) == date(2024, 3, 4)
    assert day_of(dates("", "<p>03/04/2024</p><!-- 25/12/2024 or 12/25/2024 -->")) is None


def test_a_page_saved_without_its_address_takes_the_land_of_its_own() -> None:
    source = (
        f'<html><head>{TITLE}<link rel="canonical" href="https://www.example.co.uk/rains"></head>'
        "<body><h1>Rains spoil the harvest</h1><p>03/04/2024</p></body></html>"
    )
    page = open_page(source, None)
    assert day_of(page_dates(page, statement_of(page).witnesses)) == date(2024, 4, 3)


def test_a_day_in_the_data_of_scripts_is_read_however_it_is_quoted() -> None:
    for data in (
        'var page = {publishDate: "2024-05-03"}',
        "dataLayer = [{'publication_date': '20240503'}]",
        '{"props": "{\\"datePublished\\":\\"2024-05-03T08:00:00+02:00\\"}"}',
    ):
        assert day_of(dates(f"<script>{data}</script>")) == date(2024, 5, 3)
    escaped = '<div data-props="{&quot;datePublished&quot;:&quot;2024-05-03&quot;}"></div>'
    assert day_of(dates("", escaped)) == date(2024, 5, 3)


def test_midnight_in_utc_is_a_day_that_a_program_made_an_instant() -> None:
    head = json_ld('{"@type": "NewsArticle", "datePublished": "2024-05-03T00:00:00Z"}')
    found = dates(head, "<p>May 3, 2024</p>", zone="America/New_York")
    assert found.published is not None
    assert (found.published.day, found.published.at) == (date(2024, 5, 3), None)
    seen = dates(head, "<p>May 2, 2024</p>", zone="America/New_York")
    assert seen.published is not None
    assert seen.published.day == date(2024, 5, 2)
    assert seen.published.at == datetime(2024, 5, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("beside", "at"),
    [
        ("2024-05-03T18:30:00+02:00", "2024-05-03T08:00:00"),
        ("2024-05-03T08:00:00+02:00", "2024-05-03T08:00:00+02:00"),
        ("2024-05-03T10:00:00+02:00", "2024-05-03T10:00:00+02:00"),
    ],
)
def test_a_zone_is_taken_from_the_same_time_and_not_from_another_article(
    beside: str, at: str
) -> None:
    found = dates(
        json_ld('{"@type": "NewsArticle", "datePublished": "2024-05-03T08:00:00"}'),
        f'<p>Text.</p><aside><time datetime="{beside}">3 May</time></aside>',
    )
    assert found.published is not None
    assert found.published.at == datetime.fromisoformat(at)


@pytest.mark.parametrize("said", ["1714730400", '"1714730400000"'])
def test_seconds_since_1970_are_a_moment(said: str) -> None:
    found = dates(json_ld(f'{{"@type": "NewsArticle", "datePublished": {said}}}'))
    assert found.published is not None
    assert found.published.at == datetime(2024, 5, 3, 10, 0, tzinfo=UTC)


def test_a_page_fetched_on_the_last_day_of_all_has_its_day() -> None:
    found = dates(meta("article:published_time", "2024-05-03"), not_after=date.max)
    assert day_of(found) == date(2024, 5, 3)

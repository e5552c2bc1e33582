"""Who wrote it, out of a page's places."""

import html
import json

import pytest

from tasks.article.page.bylines.bylines import choose_bylines
from tasks.article.page.bylines.turned_names import turned
from tasks.article.page.metadata import statement_of
from tasks.article.page.page import open_page

TITLE = "<title>Rains spoil the harvest</title>"
HEADLINE = "<h1>Rains spoil the harvest</h1>"


def authors(head: str, body: str = "", *, houses: bool = False) -> tuple[str, ...]:
    source = f"<html><head>{TITLE}{head}</head><body>{HEADLINE}{body}</body></html>"
    page = open_page(source, "https://www.example.org/news/1")
    return choose_bylines(statement_of(page).witnesses, houses=houses)


def json_ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def test_an_author_is_followed_into_the_graph() -> None:
    assert authors(
        json_ld(
            """{"@graph": [
                {"@type": "NewsArticle", "headline": "Rains spoil the harvest",
                 "author": [{"@id": "#p1"}, {"@id": "#p2"}]},
                {"@type": "Person", "@id": "#p1", "name": "Ann Walker"},
                {"@type": "Person", "@id": "#p2", "name": "Bob Miller"}]}"""
        )
    ) == ("Ann Walker", "Bob Miller")


@pytest.mark.parametrize(
    ("said", "people"),
    [
        ("Roe, Jane", ("Jane Roe",)),
        ("ROE, JANE", ("Jane Roe",)),
        ("van der Berg, Jan", ("Jan van der Berg",)),
        ("Roe, Jane Q.", ("Jane Q. Roe",)),
        ("Roe, Jane; Doe, John", ("Jane Roe", "John Doe")),
        ("Jane Roe, John Doe", ("Jane Roe", "John Doe")),
        ("Jane Roe, Berlin", ("Jane Roe", "Berlin")),
        ("Roe, Jane, John", ("Roe", "Jane", "John")),
        ("Roe, MD", ("Roe",)),
        ("Roe, CNN", ("Roe",)),
        ("李明, 王芳", ("李明", "王芳")),
    ],
)
def test_a_surname_before_its_given_name_is_one_person(said: str, people: tuple[str, ...]) -> None:
    article = json.dumps({"@type": "NewsArticle", "author": {"@type": "Person", "name": said}})
    assert authors(json_ld(article)) == people
    assert authors(f'<meta name="author" content="{said}">') == people


@pytest.mark.parametrize("said", ["Reuters, AP", "Staff, Agencies", "Axios, Jane Roe"])
def test_houses_are_not_turned_into_a_person(said: str) -> None:
    assert turned(said) == said


def test_the_name_of_the_pages_own_site_is_no_part_of_a_persons() -> None:
    site = '<meta property="og:site_name" content="Dawn">'
    said = '<meta name="author" content="Dawn, Karachi">'
    assert authors(said) == ("Karachi Dawn",)
    assert "Karachi Dawn" not in authors(site + said)


def test_a_printed_credit_is_not_turned() -> None:
    assert authors("", '<p class="byline">By Ann Walker, Berlin</p>') == ("Ann Walker",)


def test_the_author_of_a_related_story_is_not_the_author() -> None:
    assert authors(
        json_ld(
            """[{"@type": "NewsArticle", "headline": "Other news of the day",
                 "datePublished": "2024-05-01", "author": {"@type": "Person", "name": "Eve Other"}},
                {"@type": "NewsArticle", "headline": "Rains spoil the harvest",
                 "author": {"@type": "Person", "name": "Ann Walker"}}]"""
        )
    ) == ("Ann Walker",)


def test_a_house_is_no_person_and_is_given_when_asked_for() -> None:
    head = json_ld(
        '{"@type": "NewsArticle", "author": {"@type": "Organization", "name": "The Example"}}'
    )
    assert authors(head) == ()
    assert authors(head, houses=True) == ("The Example",)


def test_the_agency_beside_a_person_is_given_when_asked_for() -> None:
    head = json_ld('{"@type": "NewsArticle", "author": "Eva Beispiel, dpa"}')
    assert authors(head) == ("Eva Beispiel",)
    assert authors(head, houses=True) == ("Eva Beispiel", "dpa")


def test_a_shown_byline_beats_a_house_in_the_head() -> None:
    head = (
        '<meta name="author" content="The Example">'
        '<meta property="og:site_name" content="The Example">'
    )
    assert authors(head, "<p>By Ann Walker</p>", houses=True) == ("Ann Walker",)


@pytest.mark.parametrize(
    "body",
    [
        '<div class="byline">By <a href="/x">Ann Walker</a>, Staff Writer</div>',
        '<div><span>Von</span> <a rel="author" href="/x">Ann Walker</a></div>',
        '<span itemprop="author"><span itemprop="name">Ann Walker</span></span>',
        "<div>Autorin:</div><div>Ann Walker</div>",
        "<p>Ann Walker | May 3, 2024</p>",
        "<p>Par Ann Walker</p>",
    ],
)
def test_a_byline_is_found_beside_the_headline(body: str) -> None:
    assert authors("", body) == ("Ann Walker",)


def test_authors_of_other_stories_further_down_are_left_out() -> None:
    body = (
        '<div class="author">Ann Walker</div><p>' + "Rain fell all week long. " * 60 + "</p>"
        + "".join(
            f'<time></time><h2>News</h2><div class="author">{name}</div>'
            for name in ("Eve Other", "Max Stranger", "Tom Newman")
        )
    )  # fmt: skip
    assert authors("", body) == ("Ann Walker",)


def test_the_printed_byline_completes_the_data() -> None:
    head = json_ld('{"@type": "NewsArticle", "author": {"name": "Ann Walker"}}')
    assert authors(head, "<p>By Ann Walker and Bob Miller</p>") == ("Ann Walker", "Bob Miller")
    assert authors(head, "<p>By Eve Other</p>") == ("Ann Walker",)


def test_a_first_name_in_an_element_of_its_own_is_part_of_the_name() -> None:
    body = '<span itemprop="author"><b>Ann</b> <b>Walker</b></span>'
    assert authors("", body) == ("Ann Walker",)


def test_the_only_author_marked_far_below_is_the_author() -> None:
    copy = "<p>" + "Rain fell all week long in the valley. " * 60 + "</p>"
    marks = "<time>now</time>" * 40
    signed = f'{copy}{marks}<a rel="author">Ann Walker</a>'
    assert authors("", signed) == ("Ann Walker",)
    assert authors("", f'{signed}<a rel="author">Eve Other</a>') == ()


def test_a_page_that_names_nobody_has_no_byline() -> None:
    assert authors("", "<p>Rain fell all week long, and no one signed this.</p>") == ()


@pytest.mark.parametrize(
    ("body", "credit"),
    [
        ("<p>By the Example Valley Team</p>", "the Example Valley Team"),
        ("<div>Written by <b>farmhand</b></div>", "farmhand"),
        ('<p><a href="/news/author/valley-desk">The Valley Desk</a></p>', "The Valley Desk"),
        (
            '<span itemprop="author">by <a rel="author"><b class="author-name">VDX</b></a></span>',
            "VDX",
        ),
    ],
)
def test_a_credit_that_is_no_persons_is_given_when_asked_for(body: str, credit: str) -> None:
    assert authors("", body, houses=True) == (credit,)


def test_a_link_to_the_authors_stories_names_the_author() -> None:
    body = '<p><a href="https://www.example.org/authors/ann-walker">Ann Walker</a></p>'
    others = '<h2>More</h2><p><a href="/authors/eve-other">Eve Other</a></p>'
    assert authors("", f"{body}<p>Rain fell.</p>{others}") == ("Ann Walker",)
    far = '<h2>More</h2><p><a href="/authors/ann-walker">Ann Walker</a></p>'
    assert authors("", f"{far}{others}") == ()


def test_a_link_that_only_looks_like_an_authors_is_none() -> None:
    body = '<p><a href="/authors/login">Sign in</a> <a href="/authority/x">Local Powers</a></p>'
    assert authors("", body, houses=True) == ()


def test_an_author_named_by_the_word_far_below_beats_a_house_in_the_head() -> None:
    head = '<meta name="author" content="Radio Example (www.example.org)">'
    copy = "<p>" + "Rain fell all week long in the valley. " * 60 + "</p>"
    body = f"{copy}<ul><li><strong>Autorin/Autor</strong> Ann Walker</li></ul>"
    assert authors(head, body, houses=True) == ("Ann Walker",)


def test_a_name_beside_the_headline_does_not_outweigh_the_house_of_the_data() -> None:
    head = '<meta property="og:site_name" content="The Example">' + json_ld(
        '{"@type": "NewsArticle", "author": {"name": "The Example"}}'
    )
    body = '<p>What <span class="author">Eve Other</span> said of the rain</p>'
    assert authors("", body, houses=True) == ("Eve Other",)
    assert authors(head, body, houses=True) == ("The Example",)
    assert authors(head, f"<p>By Ann Walker</p>{body}", houses=True) == ("Ann Walker",)


def test_the_printed_byline_completes_a_first_name() -> None:
    head = json_ld('{"@type": "NewsArticle", "author": {"name": "Ann"}}')
    assert authors(head, "<p>By Ann Walker</p>") == ("Ann Walker",)
    assert authors(head, "<p>By Anna Walker</p>") == ("Ann",)


def test_both_who_speak_in_an_interview_are_named() -> None:
    body = '<div class="byline">Ann Walker im Gespräch mit Bob Miller</div>'
    assert authors("", body) == ("Ann Walker", "Bob Miller")


def test_entities_in_the_data_are_resolved_and_no_author_is_nobody() -> None:
    data = '{"@type": "NewsArticle", "author": {"name": "Redacci&oacute;n Ejemplo"}}'
    assert authors(json_ld(data), houses=True) == ("Redacción Ejemplo",)
    assert authors('<meta name="author" content="No Author">', houses=True) == ()


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("<p>박준석 기자 입력 2026.07.12</p>", "박준석"),
        ("<p>記者王小明／台北報導</p>", "王小明"),
        ("<p>山田太郎記者</p>", "山田太郎"),
        ("<p>作者：王小明</p>", "王小明"),
        ("<p>Di Mario Rossi</p>", "Mario Rossi"),
        ("<p>Yazar: Ali Veli</p>", "Ali Veli"),
        ("<h6>Author(s)</h6><p>Ann Walker</p>", "Ann Walker"),
    ],
)
def test_bylines_are_read_in_their_languages(body: str, name: str) -> None:
    assert authors("", body) == (name,)


@pytest.mark.parametrize(
    "line", ["By the numbers", "Von Anfang an dabei", "Di Maio attacca il governo", "本報記者"]
)
def test_a_heading_that_begins_like_a_byline_is_none(line: str) -> None:
    assert authors("", f"<p>{line}</p>", houses=True) == ()


@pytest.mark.parametrize(
    "said",
    ["admin", "wordpressadmin", "Staff", "Editor", "Super User", "Share", "news@example.org",
     "<author>Ann Walker</author>", "2208", "----", "www.example.org", "facebook.com/example",
     "am 20.06.2018", "News you can trust", "The voice of the north since 1950",
     "Rains spoil the harvest"],
)  # fmt: skip
def test_what_names_no_one_in_particular_is_no_author_even_where_houses_are(said: str) -> None:
    assert authors(f'<meta name="author" content="{html.escape(said)}">', houses=True) == ()


def test_the_address_of_a_house_is_not_part_of_it() -> None:
    head = '<meta name="author" content="Wetterdienst GmbH, Hamburg, Germany">'
    assert authors(head, houses=True) == ("Wetterdienst GmbH",)


def test_a_site_that_gives_its_host_for_its_name_is_no_author() -> None:
    head = '<meta property="og:site_name" content="www.linhaipost.com">'
    body = '<p class="byline">By Ann Walker, Linhai Post</p>'
    assert authors(head, body, houses=True) == ("Ann Walker",)

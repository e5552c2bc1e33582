"""Section, outlet, address and language as a page gives them; the bounds of what is read."""

import pytest

from tasks.article.page.linked_data import linked_data
from tasks.article.page.metadata import statement_of, with_clean_characters
from tasks.article.page.page import PageWitness, open_page
from tests.growth import grows_in_line

URL = "https://www.example.org/news/1?utm_source=x"


def said(head: str, field: str, body: str = "", url: str | None = URL) -> list[PageWitness]:
    page = open_page(f"<html lang='de-AT'><head>{head}</head><body>{body}</body></html>", url)
    found = [one for one in statement_of(page).witnesses if one.field == field]
    return sorted(found, key=lambda one: -one.confidence)


def test_the_canonical_address_is_made_whole() -> None:
    best = said('<link rel="canonical" href="/news/1#top">', "url")[0]
    assert (best.value, best.note) == ("https://www.example.org/news/1", "canonical")


def test_an_address_of_another_site_or_of_the_front_page_is_less_sure_than_the_given() -> None:
    for href in ("https://elsewhere.example.net/a", "https://www.example.org/"):
        assert said(f'<link rel="canonical" href="{href}">', "url")[0].note == "given"


def test_an_address_of_the_mobile_form_of_the_site_is_the_sites() -> None:
    best = said('<link rel="canonical" href="https://www.bbc.com/news/1">', "url",
                url="https://m.bbc.com/news/1")[0]  # fmt: skip
    assert (best.value, best.note) == ("https://www.bbc.com/news/1", "canonical")


def test_damaged_characters_of_a_headline_are_mended() -> None:
    found = said('<meta property="og:title" content="The city\u00e2\u0080\u0099s flood">', "title")
    assert [one.value for one in found] == ["The city’s flood"]


def test_what_is_no_address_is_left_out() -> None:
    assert said('<link rel="canonical" href="javascript:void(0)">', "url", url=None) == []
    assert said('<link rel="canonical" href="http://[broken">', "url", url=None) == []


def test_the_section_is_the_first_step_down_from_the_front_page() -> None:
    head = """<script type="application/ld+json">{"@type": "BreadcrumbList", "itemListElement": [
        {"@type": "ListItem", "position": 1, "item": {"@id": "/", "name": "Home"}},
        {"@type": "ListItem", "position": 2, "name": "Farming"},
        {"@type": "ListItem", "position": 3, "name": "Rains spoil the harvest"}]}</script>"""
    assert [one.value for one in said(head, "section")] == ["Farming"]


def test_the_stated_section_comes_before_the_breadcrumbs() -> None:
    body = '<nav class="breadcrumb"><a>Home</a> <a>Country</a> <a>Farming</a></nav>'
    found = said('<meta property="article:section" content="Weather">', "section", body)
    assert [one.value for one in found] == ["Weather", "Country"]


@pytest.mark.parametrize(
    "label", ["Breadcrumb", "Breadcrumb navigation", "You are here:", "Skip to main content",
              "Browse content", "Sie sind hier:"],
)  # fmt: skip
def test_labels_and_controls_of_the_breadcrumbs_are_no_section(label: str) -> None:
    body = f'<nav class="breadcrumb"><b>{label}</b> <a>Country</a> <a>Farming</a></nav>'
    assert [one.value for one in said("", "section", body)] == ["Country"]


def test_outlet_and_language_are_heard() -> None:
    head = (
        '<meta property="og:site_name" content="The Example">'
        '<meta property="og:locale" content="de_AT">'
    )
    assert said(head, "outlet")[0].value == "The Example"
    assert [one.value for one in said(head, "lang")] == ["de-AT", "de_AT"]


def test_the_article_is_told_by_its_title_then_by_its_kind() -> None:
    page = open_page(
        """<script type="application/ld+json">[{"@type": "WebPage", "name": "Front"},
        {"@type": "NewsArticle", "headline": "Other"},
        {"@type": ["NewsArticle", "Report"], "headline": "Rains spoil the harvest!"}]</script>""",
        None,
    )
    found = linked_data(page, ("Rains spoil the harvest",))
    assert found is not None
    assert found.text("headline") == "Rains spoil the harvest!"
    assert found.sure


def test_of_several_articles_none_is_sure_when_none_bears_the_title() -> None:
    page = open_page(
        """<script type="application/ld+json">[{"@type": "NewsArticle", "headline": "One"},
        {"@type": "NewsArticle", "headline": "Two"}]</script>""",
        None,
    )
    found = linked_data(page, ("Rains spoil the harvest",))
    assert found is not None
    assert not found.sure


def test_authors_that_refer_to_each_other_end() -> None:
    page = open_page(
        """<script type="application/ld+json">{"@graph": [
        {"@type": "NewsArticle", "author": {"@id": "#a"}},
        {"@id": "#a", "@type": "Person", "name": {"@id": "#a", "x": 1}}]}</script>""",
        None,
    )
    assert linked_data(page) is not None
    assert statement_of(page).witnesses is not None


@pytest.mark.parametrize(
    "unit",
    [
        "<h1>Title | Site - ", "<time datetime=2020-01-01>2 May 2020</time>",
        "<p>2 May 2020</p>", "<meta name=author content='Ann Walker'>",
        "<a rel=author>By Ann Walker</a>", "<span>By</span> ", "<h2>A b c</h2>",
        "<script type=application/ld+json>[[[[[[</script>",
    ],
)  # fmt: skip
def test_a_hostile_page_costs_time_in_proportion(unit: str) -> None:
    title = "<title>Rains spoil the harvest</title>"

    def read(source: str) -> None:
        statement_of(open_page(source, URL))

    assert grows_in_line(lambda size: title + unit * size, read, 500, 40_000)


def test_lists_of_lists_in_the_data_are_bounded() -> None:
    source = f"<script type=application/ld+json>{'[' * 900}{']' * 900}</script>"
    assert open_page(source).json_ld == ()
    wide = "[" + ",".join(["[[],[]]"] * 200_000) + "]"
    assert open_page(f"<script type=application/ld+json>{wide}</script>").json_ld == ()


@pytest.mark.parametrize("url", ["http://[broken", "not an address", "", "//example.org/a"])
def test_a_page_under_a_broken_address_is_read_all_the_same(url: str) -> None:
    found = {one.field for one in statement_of(open_page("<h1>Rains spoil it</h1>", url)).witnesses}
    assert "title" in found


def test_characters_of_every_witness_are_mended_those_of_plain_letters_too() -> None:
    said = (
        PageWitness("title", "layout", "Re\u0301gion\u200e votes", 0.9),
        PageWitness("byline", "json_ld", "An\x00na Field", 0.9),
        PageWitness("section", "meta", "World", 0.9),
    )
    values = [one.value for one in with_clean_characters(said)]
    assert values == ["R\u00e9gion votes", "Anna Field", "World"]

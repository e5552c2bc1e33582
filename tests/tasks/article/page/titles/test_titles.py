"""The headline voted from what a page's places say."""

import pytest

from tasks.article.page.metadata import statement_of
from tasks.article.page.page import open_page
from tasks.article.page.titles.title_parts import without_outlet
from tasks.article.page.titles.titles import TitleChoice, choose_title


def chosen(head: str, body: str, url: str = "https://www.example.org/news/1") -> TitleChoice:
    page = open_page(f"<html><head>{head}</head><body>{body}</body></html>", url)
    return choose_title(statement_of(page).witnesses)


def title_of(head: str, body: str, url: str = "https://www.example.org/news/1") -> str | None:
    found = chosen(head, body, url).title
    return found.value if found else None


def test_the_headline_readers_see_beats_the_teaser_of_the_head() -> None:
    assert (
        title_of(
            '<meta property="og:title" content="You will not believe what rains cost the harvest">'
            "<title>Rains spoil the harvest | The Example</title>",
            "<h1>Rains spoil the harvest</h1>",
        )
        == "Rains spoil the harvest"
    )


def test_the_site_name_is_parted_wherever_it_stands() -> None:
    for title in (
        "Rains spoil the harvest | The Example",
        "Rains spoil the harvest - News - The Example",
        "The Example: Rains spoil the harvest",
        "Rains spoil the harvest [The Example]",
    ):
        head = f'<meta property="og:site_name" content="The Example"><title>{title}</title>'
        found = title_of(head, "")
        assert found is not None
        assert found.removesuffix(" - News") == "Rains spoil the harvest"


def test_the_name_of_a_chinese_site_is_parted() -> None:
    assert title_of("<title>暴雨毁坏庄稼_社会频道_示例网</title>", "") == "暴雨毁坏庄稼"


def test_a_chinese_headline_that_is_shown_with_an_underscore_keeps_it() -> None:
    said = "华为Mate_X3手机今日发布售价一万七"
    assert title_of(f"<title>{said}</title>", f"<h1>{said}</h1>") == said
    assert title_of(f"<title>{said}_科技频道_门户网</title>", f"<h1>{said}</h1>") == said


def test_what_another_place_has_without_its_tail_loses_it() -> None:
    assert (
        title_of(
            '<meta property="og:title" content="Rains spoil the harvest – 28.04.2023">'
            '<meta name="twitter:title" content="Rains spoil the harvest">',
            "",
        )
        == "Rains spoil the harvest"
    )


def test_an_h1_that_shares_no_word_with_the_head_is_no_headline() -> None:
    assert (
        title_of(
            "<title>Rains spoil the harvest</title>",
            "<h1>Farming</h1><h2>Rains spoil the harvest</h2>",
        )
        == "Rains spoil the harvest"
    )


def test_the_kicker_inside_the_headline_is_parted() -> None:
    found = chosen(
        "<title>Weather: Rains spoil the harvest</title>",
        '<h1><span class="kicker">Weather</span> <span>Rains spoil the harvest</span></h1>',
    )
    assert found.title is not None
    assert found.title.value == "Rains spoil the harvest"


def test_the_headline_is_the_h1_that_is_like_the_title_not_the_first() -> None:
    found = title_of(
        "<title>Rains spoil the harvest</title>",
        "<h1>The Example</h1><h1>Rains spoil the harvest</h1><h1>More news</h1>",
    )
    assert found == "Rains spoil the harvest"


def test_an_h1_that_links_to_the_front_page_is_the_site_and_no_headline() -> None:
    for home in ("/", "https://www.example.org", "https://www.example.org/index.html?lang=en"):
        found = chosen(
            "<title>Rains spoil it | The Example of the Northern Valley</title>",
            f'<h1><a href="{home}">The Example of the Northern Valley</a></h1>'
            "<h1>Rains spoil it</h1>",
        )
        assert found.title is not None
        assert (found.title.kind, found.title.value) == ("h1", "Rains spoil it")


def test_a_headline_that_links_to_itself_is_one() -> None:
    found = chosen(
        "<title>Rains spoil the harvest</title>",
        '<h1><a href="https://www.example.org/news/1">Rains spoil the harvest</a></h1>',
    )
    assert found.title is not None
    assert found.title.kind == "h1"


def test_the_section_that_the_head_alone_has_before_the_headline_is_left_out() -> None:
    head = "<title>The Valley - News - Rains spoil the harvest</title>"
    assert title_of(head, "<h2>Rains spoil the harvest</h2>") == "Rains spoil the harvest"


def test_a_kicker_that_the_data_have_too_is_part_of_the_headline() -> None:
    whole = "After the storm: Rains spoil the harvest"
    head = (
        f'<meta property="og:title" content="{whole}"><title>{whole} | The Example</title>'
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"%s"}</script>'
    )
    assert title_of(head % whole, "<h1>Rains spoil the harvest</h1>") == whole


def test_the_editors_headline_beats_the_one_for_search_engines() -> None:
    searched = "Harvest 2026: Why rains spoil it this year"
    assert (
        title_of(
            '<meta property="og:title" content="What the rains have left of the harvest">'
            f"<title>{searched} | The Example</title>",
            f"<h1>{searched}</h1>",
        )
        == "What the rains have left of the harvest"
    )


def test_the_teaser_for_social_media_does_not() -> None:
    searched = "Harvest 2026: Why rains spoil it this year"
    teaser = "What the rains have left of the harvest"
    assert (
        title_of(
            f'<meta property="og:title" content="{teaser}"><title>{searched}</title>'
            f'<meta name="twitter:title" content="{teaser}">',
            f"<h1>{searched}</h1>",
        )
        == searched
    )


def test_a_day_inside_the_h1_is_not_part_of_the_headline() -> None:
    assert (
        title_of(
            '<meta property="og:title" content="Rains spoil the harvest">'
            "<title>Rains spoil the harvest | The Example</title>",
            "<h1>Dec 18 2025 Rains spoil the harvest</h1>",
        )
        == "Rains spoil the harvest"
    )


def test_an_h1_of_which_only_the_kicker_is_left_gives_way_to_the_head() -> None:
    whole = "Rains spoil the harvest: A valley counts its losses"
    assert (
        title_of(
            f'<meta property="og:title" content="{whole}"><title>{whole}</title>'
            f'<meta name="twitter:title" content="{whole}">',
            '<h1>Rains spoil the harvest <span class="topline">The losses of a valley</span></h1>',
        )
        == whole
    )


def test_a_page_that_says_nothing_but_its_site_has_that_title() -> None:
    head = '<meta property="og:site_name" content="The Example"><title>The Example</title>'
    assert title_of(head, "<p>Text alone.</p>") == "The Example"


def test_soft_hyphens_and_entities_leave_the_headline() -> None:
    head = '<meta property="og:title" content="Ver&amp;shy;fassung &amp;amp; Recht heute">'
    assert (
        title_of(head, "<h1>Ver\u00adfassung &amp; Recht heute</h1>") == "Verfassung & Recht heute"
    )


def test_a_headline_escaped_twice_wherever_it_stands_is_what_was_meant() -> None:
    said = "Rock &amp;amp; Sand: the harbour&amp;#8217;s wall"
    head = f'<title>{said}</title><meta property="og:title" content="{said}">'
    assert title_of(head, f"<h1>{said}</h1>") == "Rock & Sand: the harbour’s wall"
    assert title_of("", "<h1>R&amp;D; AT&amp;T and A&amp;copy</h1>") == "R&D; AT&T and A&copy"


def test_agreement_is_the_confidence() -> None:
    agreed = chosen("<title>Rains spoil the harvest</title>", "<h1>Rains spoil the harvest</h1>")
    split = chosen("<title>Floods in the south now</title>", "<h1>Rains spoil the harvest now</h1>")
    assert agreed.title is not None
    assert split.title is not None
    assert agreed.title.confidence == 1.0
    assert split.title.confidence < 1.0


def test_a_page_without_any_title_has_none() -> None:
    assert chosen("", "<p>Text alone.</p>") == TitleChoice(None, None, None)


def test_a_quotation_at_the_end_keeps_its_closing_mark() -> None:
    for title in (
        "Bakers say «bread is back»",
        "Kohl: »Wir bleiben«",
        "Le roi : « Nous partons »",
    ):
        assert title_of(f"<title>{title} | The Example</title>", f"<h1>{title}</h1>") == title


HURT = "Two firemen hurt as warehouse burns"
SEARCHED = "Linhai fire: Two firemen hurt"


def fire_page(linked: str, og: str = SEARCHED) -> str | None:
    return title_of(
        f'<meta property="og:title" content="{og}"><title>{SEARCHED} | The Example</title>'
        '<script type="application/ld+json">'
        f'{{"@type": "NewsArticle", "headline": "{linked}"}}</script>',
        f"<h1>{SEARCHED}</h1>",
    )


def test_the_headline_of_the_data_beats_one_that_all_other_places_open_for_searches() -> None:
    assert fire_page(HURT) == HURT


def test_the_headline_of_the_data_does_not_where_another_place_differs_too() -> None:
    assert fire_page(HURT, og="At the port: Firemen hurt") == SEARCHED


def test_the_headline_of_the_data_does_not_where_it_opens_alike() -> None:
    assert fire_page("Linhai fire: Two hurt as warehouse burns") == SEARCHED


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ("Rains spoil the harvest - The Example", "Rains spoil the harvest"),
        ("Rains spoil the harvest | the example", "Rains spoil the harvest"),
        ("Rains - and hail - spoil it – The Example", "Rains - and hail - spoil it"),
        ("Rains spoil the harvest - The Other", "Rains spoil the harvest - The Other"),
        ("Rains spoil the harvest: The Example", "Rains spoil the harvest: The Example"),
        ("The Example", "The Example"),
        ("- The Example", "- The Example"),
    ],
)
def test_a_given_title_loses_the_outlets_name_behind_it_and_nothing_else(
    given: str, title: str
) -> None:
    assert without_outlet(given, {"The Example", ""}) == title

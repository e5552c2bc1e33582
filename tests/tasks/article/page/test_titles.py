"""The headline voted from what a page's places say."""

from tasks.article.page.metadata import witnesses_of
from tasks.article.page.page import open_page
from tasks.article.page.titles import TitleChoice, choose_title


def chosen(head: str, body: str, url: str = "https://www.example.org/news/1") -> TitleChoice:
    page = open_page(f"<html><head>{head}</head><body>{body}</body></html>", url)
    return choose_title(witnesses_of(page))


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


def test_soft_hyphens_and_entities_leave_the_headline() -> None:
    head = '<meta property="og:title" content="Ver&amp;shy;fassung &amp;amp; Recht heute">'
    assert (
        title_of(head, "<h1>Ver\u00adfassung &amp; Recht heute</h1>") == "Verfassung & Recht heute"
    )


def test_agreement_is_the_confidence() -> None:
    agreed = chosen("<title>Rains spoil the harvest</title>", "<h1>Rains spoil the harvest</h1>")
    split = chosen("<title>Floods in the south now</title>", "<h1>Rains spoil the harvest now</h1>")
    assert agreed.title is not None
    assert split.title is not None
    assert agreed.title.confidence == 1.0
    assert split.title.confidence < 1.0


def test_a_page_without_any_title_has_none() -> None:
    assert chosen("", "<p>Text alone.</p>") == TitleChoice(None, None, None)

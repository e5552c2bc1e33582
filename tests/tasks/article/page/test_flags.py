"""What is odd about a page, and what only looks so."""

import pytest

from tasks.article.page.blocks.body import Body
from tasks.article.page.flags import flags_of
from tasks.article.page.metadata import statement_of
from tasks.article.page.page import PageBlock, open_page

COPY = "Rain fell all week long in the valley, and farmers counted what was left of it. " * 12


def flags(
    head: str = "",
    body: str = "",
    *,
    url: str = "https://www.example.org/news/1",
    copy: str = COPY,
    method: str = "blocks",
    notes: tuple[str, ...] = (),
) -> tuple[str, ...]:
    page = open_page(f"<html><head>{head}</head><body>{body}</body></html>", url)
    blocks = (
        *(PageBlock("note", note, "made up") for note in notes),
        *((PageBlock("body", copy, "made up"),) if copy else ()),
    )
    said = statement_of(page)
    return flags_of(page, Body(blocks, method, None), said.witnesses, said.linked)


def json_ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def test_a_plain_article_has_no_flag() -> None:
    assert flags(json_ld('{"@type": "NewsArticle", "datePublished": "2024-05-03"}')) == ()


@pytest.mark.parametrize("free", ["false", '"False"', '"https://schema.org/False"'])
def test_an_article_that_says_it_is_not_free_is_paywalled(free: str) -> None:
    said = f'{{"@type": "NewsArticle", "isAccessibleForFree": {free}}}'
    assert flags(json_ld(said)) == ("paywalled",)


def test_a_box_that_asks_for_money_is_a_paywall_and_an_empty_one_is_not() -> None:
    asking = '<div class="paywall-box">Subscribe now to continue reading this story.</div>'
    assert flags(body=asking) == ("paywalled",)
    assert flags(body='<div class="paywall-counter"></div>') == ()
    assert flags(body=asking.replace("paywall-box", "Paywall")) == ("paywalled",)
    told = "<script>var paywall = 1</script><p>Paywalls: subscribe now</p>"
    assert flags(body=told) == ()


def test_a_live_blog_says_so_by_its_kind_or_by_title_and_address() -> None:
    assert flags(json_ld('{"@type": "LiveBlogPosting"}')) == ("live_blog",)
    titled = "<title>Rains: live updates</title>"
    assert flags(titled, url="https://www.example.org/live-blog/rains") == ("live_blog",)
    ticker = "<title>Der News-Ticker zum Regen</title>"
    assert flags(ticker, url="https://www.example.org/news-ticker-regen") == ("live_blog",)
    assert flags(titled) == ()


def test_pictures_first_are_a_gallery() -> None:
    assert flags(json_ld('{"@type": "ImageGallery"}')) == ("gallery",)
    address = "https://www.example.org/gallery/rains"
    assert flags(url=address, copy="Twelve pictures of the rain.") == ("gallery",)
    assert flags(url=address) == ()


def test_a_notice_of_translation_is_believed_and_copy_about_it_is_not() -> None:
    assert flags(notes=("This text was translated by AI.",)) == ("machine_translated",)
    assert flags(copy=f"{COPY} Machine translated texts are many. {COPY}") == ()


def test_a_front_page_is_a_listing_and_an_article_is_not() -> None:
    links = "".join(f'<a href="/news/{number}">Headline {number}</a>' for number in range(80))
    assert flags(body=links, copy="", url="https://www.example.org/farming") == ("listing",)
    assert flags(body=links, url="https://www.example.org/farming") == ()
    article = json_ld('{"@type": "NewsArticle"}')
    assert flags(article, links, copy="", url="https://www.example.org/farming") == ()


def test_copy_that_only_the_data_has_is_in_the_script() -> None:
    said = json_ld(f'{{"@type": "NewsArticle", "articleBody": "{COPY}"}}')
    assert flags(said, copy="Rain fell.") == ("body_in_script",)
    assert flags(said) == ()
    assert flags(method="json_ld") == ("body_in_script",)


def test_what_is_said_of_related_articles_is_no_flag_of_this_one() -> None:
    related = """{"@type": "NewsArticle", "url": "https://www.example.org/news/2",
        "isAccessibleForFree": false},
        {"@type": "LiveBlogPosting", "url": "https://www.example.org/news/3"}"""
    own = """{"@type": "NewsArticle", "url": "https://www.example.org/news/1",
        "isAccessibleForFree": true},"""
    assert flags(json_ld(f"[{own}{related}]")) == ()
    assert flags(json_ld(f"[{related}]")) == ("live_blog", "paywalled")

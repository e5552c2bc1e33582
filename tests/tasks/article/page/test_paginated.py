"""An article on several pages: every page is a document, and says that it is one of several."""

import pytest

from tasks.article.page.page import open_page
from tasks.article.page.paginated import is_further_page, page_of_several
from tasks.article.page.reading import read_page
from tasks.readers.records import Beside
from tasks.readers.text import Decoded
from tasks.rulebook import load_registry

FIRST = "https://www.example.org/news/rains-come"
COPY = "Rain fell all week long in the valley, and farmers counted what was left of it. " * 3


@pytest.mark.parametrize(
    "url",
    [
        f"{FIRST}?page=2", f"{FIRST}?p=3", f"{FIRST}?seite=2", f"{FIRST}?from=list&page=12",
        f"{FIRST}/2", f"{FIRST}/2/", f"{FIRST}/page/2", f"{FIRST}/seite-2", f"{FIRST}/p2",
        f"{FIRST}-2", f"{FIRST}_2.html", f"{FIRST}-page-2.html", f"{FIRST}/index_2.html",
        "https://www.example.org/article.php?id=5&page=2",
    ],
)  # fmt: skip
def test_the_address_of_a_later_page_is_not_that_of_the_first(url: str) -> None:
    assert is_further_page(url, FIRST)
    assert is_further_page(url, f"{FIRST}?page=1")
    assert not is_further_page(url, url)


@pytest.mark.parametrize(
    ("url", "own"),
    [
        (FIRST, FIRST),
        (f"{FIRST}?page=1", FIRST),
        (f"{FIRST}?p=4711", FIRST),
        (f"{FIRST}?utm_source=2", FIRST),
        (f"{FIRST}/comment-page-2", FIRST),
        (f"{FIRST}/amp", FIRST),
        (f"{FIRST}-10", f"{FIRST}-10"),
        ("https://www.example.org/?p=12", FIRST),
        ("https://www.example.org/2017/03/04", "https://www.example.org/2017/03/04/rains"),
        (f"{FIRST}?page=2", "https://elsewhere.example/news/rains-come"),
        ("http://[", FIRST),
    ],
)
def test_what_only_looks_like_a_page_number_is_none(url: str, own: str) -> None:
    assert not is_further_page(url, own)


def read(url: str | None, head: str = "", tail: str = "") -> tuple[str | None, tuple[str, ...]]:
    source = (
        f"<html><head>{head}</head><body><article><h1>Rains come to the valley</h1>"
        f"<p>{COPY}</p><p>{COPY.replace('Rain', 'Hail')}</p>{tail}</article></body></html>"
    )
    found = read_page(Decoded(source, "utf-8", 0, 0), Beside(url=url), load_registry())
    return found.url, found.flags


CANONICAL = f'<link rel="canonical" href="{FIRST}">'


def test_a_later_page_keeps_the_address_it_was_fetched_from() -> None:
    for url in (f"{FIRST}?page=2", f"{FIRST}/2"):
        assert read(url, CANONICAL) == (url, ("paginated",))
        og = f'<meta property="og:url" content="{FIRST}">'
        assert read(url, og) == (url, ("paginated",))
    assert read(f"{FIRST}?utm_source=x", CANONICAL) == (FIRST, ())


def test_a_first_page_is_known_by_its_link_to_the_second() -> None:
    for tail in ('<a rel="next" href="?page=2">On</a>', f'<a href="{FIRST}/2">2</a>'):
        assert read(FIRST, CANONICAL, tail) == (FIRST, ("paginated",))
    own = f'<link rel="canonical" href="{FIRST}?page=2"><link rel="prev" href="{FIRST}">'
    assert read(f"{FIRST}?page=2", own) == (f"{FIRST}?page=2", ("paginated",))


def test_pages_of_comments_and_neighbouring_articles_are_no_pages_of_the_article() -> None:
    comments = '<div class="comments"><p><a href="?page=2">2</a></p></div>'
    other = '<a rel="next" href="/news/hail-follows">Next story</a><a href="/world?page=2">2</a>'
    assert read(FIRST, CANONICAL, comments + other) == (FIRST, ())
    assert page_of_several(open_page("<a href='?page=2'>2</a>"), None, None) is None
    assert page_of_several(open_page("<a rel=next href='http://[/2'>2</a>"), FIRST, None) is None


@pytest.mark.parametrize(
    ("own", "head", "number"),
    [
        (FIRST, f'<link rel="prev" href="{FIRST}?page=2">', 3),
        (FIRST, f'<link rel="prev" href="{FIRST}"><link rel="next" href="{FIRST}?page=3">', 2),
        (FIRST, f'<link rel="next" href="{FIRST}?page=2">', 1),
        (f"{FIRST}/3", f'<link rel="prev" href="{FIRST}/2">', 3),
        (f"{FIRST}/2", f'<link rel="prev" href="{FIRST}">', 2),
        (f"{FIRST}-12", f'<link rel="prev" href="{FIRST}-10">', None),
        ("https://www.example.org/news/12",
         '<link rel="prev" href="https://www.example.org/news/11">', None),
        (FIRST, '<link rel="prev" href="https://www.example.org/news/hail-comes">', None),
    ],
)  # fmt: skip
def test_links_to_its_neighbours_tell_which_page_it_is(
    own: str, head: str, number: int | None
) -> None:
    assert page_of_several(open_page(f"<html><head>{head}</head></html>"), None, own) == number


def test_a_later_page_without_an_address_of_its_own_takes_the_one_it_shows_to_others() -> None:
    own = f"{FIRST}?page=2"
    assert read(None, f'{CANONICAL}<meta property="og:url" content="{own}">')[0] == own

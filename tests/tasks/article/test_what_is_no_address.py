"""Cells that hold no address, an address in another place, and the words for nothing."""

import pytest

from tasks.article.identity import canonical_url
from tasks.article.reading import Reading, read_capture
from tasks.outlets.registry import Registry
from tasks.readers.records import Beside
from tasks.rulebook import load_registry

COPY = (
    "The harbor of Linhai reopened on Tuesday after engineers had checked both of its cranes.\n"
    "Fishermen said they had waited for eleven days and lost most of the season's first catch."
)


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


def read(registry: Registry, beside: Beside, copy: str = COPY) -> Reading:
    return read_capture(copy.encode(), beside, registry)


@pytest.mark.parametrize(
    "said",
    [
        "n/a", "null", "12345", "Nexis", "doi:10.1000/182", "print edition, p. 4", "mailto:a@b.c",
        "story.txt", "file:///C:/news/story.html", "http://print edition, p. 4/", "p.m. edition",
    ],
)  # fmt: skip
def test_what_is_no_address_is_no_url_and_no_outlet(said: str, registry: Registry) -> None:
    assert canonical_url(said) is None
    for copy in (COPY, f"<!doctype html><html><body><p>{COPY}</p></body></html>"):
        assert read(registry, Beside(url=said), copy).outlet.outlet_id is None
    named = read(registry, Beside(url=said, outlet="The Quay"))
    assert (named.outlet.outlet_id, named.outlet.name) == ("the_quay", "The Quay")


@pytest.mark.parametrize(
    ("said", "url"),
    [
        ("HTTPS://quay.example/1", "https://quay.example/1"),
        ("www.quay.example/1", "http://www.quay.example/1"),
        ("//quay.example/1", "http://quay.example/1"),
        ("http://192.0.2.7:8080/1", "http://192.0.2.7:8080/1"),
        ("http://localhost/1", "http://localhost/1"),
    ],
)
def test_an_address_is_one_however_it_is_written(said: str, url: str, registry: Registry) -> None:
    assert canonical_url(said) == url
    assert read(registry, Beside(url=said)).outlet.method == "url"


def test_a_headers_address_counts_where_the_one_beside_it_is_none(registry: Registry) -> None:
    copy = f"---\nurl: https://quay.example/1\ntitle: null\nsection: ~\n---\n{COPY}"
    found = read(registry, Beside(url="p. 4"), copy).beside
    assert (found.url, found.title, found.section) == ("https://quay.example/1", None, None)


@pytest.mark.parametrize("word", ["nan", "NaN", "None", "NULL", "null", "N/A", "n/a", "<NA>"])
def test_a_word_for_nothing_says_nothing(word: str, registry: Registry) -> None:
    nothing = Beside(title=word, outlet=word, section=word, byline=word, published_at=word)
    found = read(registry, nothing)
    assert found.beside == Beside()
    assert found.outlet.outlet_id is None


def test_an_articles_address_in_the_outlets_place_is_its_url(registry: Registry) -> None:
    found = read(registry, Beside(outlet="https://quay.example/harbor/1"))
    assert (found.beside.url, found.beside.outlet) == ("https://quay.example/harbor/1", None)
    assert (found.outlet.outlet_id, found.outlet.method) == ("quay_example", "url")
    home = read(registry, Beside(outlet="https://www.quay.example/"))
    assert (home.beside.url, home.outlet.outlet_id) == (None, "quay_example")

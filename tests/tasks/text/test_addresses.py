"""The host of an address, its site, and what lies above it."""

import pytest

from tasks.text.addresses import host_of, is_above, site_of


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.Example.org/news/1?a=b", "example.org"),
        ("m.example.org/news", "m.example.org"),
        ("//example.org:8080", "example.org"),
        ("http://[", ""),
        ("http://[1:2/x", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_the_host_is_read_however_the_address_is_written(url: str | None, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize("host", ["www.bbc.com", "m.bbc.com", "amp.bbc.com", "www.m.bbc.com"])
def test_the_forms_of_a_site_are_one(host: str) -> None:
    assert site_of(f"https://{host}/news/1") == "bbc.com"


def test_a_site_whose_name_is_a_form_keeps_it() -> None:
    assert site_of("https://m.com/1") == "m.com"
    assert site_of("https://amp.example") == "amp.example"


@pytest.mark.parametrize(
    ("path", "other", "above"),
    [
        ("/", "/news/council", True),
        ("/news/", "/news/council", True),
        (
            "https://a.example/asia/north-korea",
            "https://a.example/asia/north-korea/talks-end",
            True,
        ),
        (
            "https://a.example/news/talks-end-early",
            "https://a.example/news/talks-end-early/x",
            False,
        ),
        ("/news/123", "/news/123/talks", False),
        ("/flood", "/flood/amp/", False),
        ("/flood", "/flood/page/2", False),
        ("/news", "/newsroom/talks", False),
        ("/news/flood", "/news/flood", False),
    ],
)
def test_a_front_page_and_a_section_lie_above_their_articles(
    path: str, other: str, above: bool
) -> None:
    assert is_above(f"https://a.example{path}", f"https://a.example{other}") is above


def test_what_is_no_address_lies_above_none() -> None:
    assert not is_above("http://[", "https://a.example/news")

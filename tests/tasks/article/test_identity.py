"""Which addresses are those of one article, and which are not."""

from datetime import date

import pytest

from tasks.article.identity import article_address, canonical_url, document_id
from tasks.article.outlet import find_outlet
from tasks.rulebook import load_registry

STORM = "https://www.quay.example/a/storm"


def id_of(url: str, outlet: str | None = "quay_example") -> str:
    day = date(2024, 5, 3)
    return document_id(
        outlet_id=outlet, url=url, title=None, stated=day, body="Rain.", letters="rain"
    )


@pytest.mark.parametrize(
    "url",
    [
        f"{STORM}/",
        f"{STORM}#top",
        f"{STORM}/index.html",
        f"{STORM}/amp",
        f"{STORM}/amp/",
        f"{STORM}/amp.html",
        f"{STORM}.amp",
        f"{STORM}/print",
        f"{STORM}?amp=1",
        f"{STORM}?amp",
        f"{STORM}?print=1&utm_source=x",
        f"{STORM}?outputType=amp",
        "https://www.quay.example:443/a/storm",
        "http://www.quay.example:80/a/storm/",
        "https://quay.example/a/storm",
        "https://quay.example/amp/a/storm",
        "https://m.quay.example/a/storm",
        "https://amp.quay.example/a/storm/",
        "HTTPS://Mobile.Quay.Example/a/storm",
    ],
)
def test_the_forms_of_a_page_are_one_article(url: str) -> None:
    assert article_address(url) == "quay.example/a/storm"
    assert id_of(url) == id_of(STORM)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("/index.html?id=5", "/index.html?id=6"),
        ("/index.html?id=5", "/"),
        ("/a/storm?page=2", "/a/storm"),
        ("/a/storm?amp=350", "/a/storm"),
        ("/a/storm-amp", "/a/storm"),
        ("/a/blueprint", "/a/blue"),
        ("/a/Storm", "/a/storm"),
        ("/amp", "/"),
        ("/print", "/"),
        ("/a/storm?q=%D6%D0&print=1", "/a/storm?q=%CE%C4&print=1"),
    ],
)
def test_other_articles_stay_others(one: str, other: str) -> None:
    assert id_of(f"https://quay.example{one}") != id_of(f"https://quay.example{other}")


def test_another_port_is_another_site() -> None:
    assert article_address("https://quay.example:8080/a/") == "quay.example:8080/a"
    assert article_address("https://quay.example:http/a") is None


def test_the_address_that_is_shown_opens_the_page_that_was_read() -> None:
    assert canonical_url("https://m.quay.example:443/a/storm/amp/") == (
        "https://m.quay.example/a/storm/amp/"
    )
    assert canonical_url("http://quay.example:443/a") == "http://quay.example:443/a"


@pytest.mark.parametrize("host", ["www.quay.example", "m.quay.example", "amp.quay.example"])
@pytest.mark.parametrize("said", ["url", "given"])
def test_the_hosts_of_a_site_are_one_outlet(host: str, said: str) -> None:
    given, url = (host, None) if said == "given" else (None, f"https://{host}/a/storm")
    found = find_outlet([], load_registry(), given=given, url=url)
    assert found.outlet_id == "quay_example"


def test_a_name_that_begins_like_such_a_host_is_whole() -> None:
    registry = load_registry()
    for url, outlet in [
        ("https://amp.com.au/a", "amp_com_au"),
        ("https://m.example/a", "m_example"),
        ("https://news.quay.example/a", "news_quay_example"),
    ]:
        assert find_outlet([], registry, given=None, url=url).outlet_id == outlet
    named = find_outlet([], registry, given="M. St. Clair Times", url=None)
    assert named.outlet_id == "m_st_clair_times"

"""Addresses of AMP caches and web archives are those of the article; others stay as they are."""

import pytest

from tasks.article.identity import canonical_url, target_of
from tasks.text.wrapped_addresses import MOST_WRAPPED, archived_as_noted, archived_at, own_address

OWN = "https://www.example.com/news/1"
PLAIN = "http://www.example.com/news/1"
WEB = "https://web.archive.org/web/"


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("https://www-example-com.cdn.ampproject.org/c/s/www.example.com/news/1", OWN),
        ("https://www-example-com.cdn.ampproject.org/c/www.example.com/news/1", PLAIN),
        ("https://cdn.ampproject.org/v/s/www.example.com/news/1?amp_js_v=0.1&usqp=mq331", OWN),
        (
            "https://a.cdn.ampproject.org/v/s/www.example.com/news/1?id=7&amp_js_v=0.1#top",
            f"{OWN}?id=7#top",
        ),
        ("https://www.google.com/amp/s/www.example.com/news/1", OWN),
        ("https://www.google.co.uk/amp/www.example.com/news/1", PLAIN),
        (f"{WEB}20170301123456/{OWN}", OWN),
        (f"{WEB}20170301123456id_/{PLAIN}", PLAIN),
        (f"{WEB}20170301123456if_/{OWN}?page=2&x=http://y.example/", None),
        (f"{WEB}20170301123456im_/{OWN}", OWN),
        (f"{WEB}*/{OWN}", OWN),
        (f"{WEB}2017*/{OWN}", OWN),
        (f"{WEB}2017/{OWN}", OWN),
        (f"{WEB}20170301123456/http:/www.example.com/news/1", PLAIN),
        (f"{WEB}20170301123456/www.example.com/news/1", PLAIN),
        (f"{WEB}20170301123456/HTTP://www.example.com:80/news/1", "http://www.example.com:80/news/1"),
        (f"http://archive.org/web/20170301123456/{OWN}", OWN),
        (f"http://WEB.archive.org:80/web/20170301123456/{OWN}", OWN),
        (f"{WEB}20170301123456/https://www.google.com/amp/s/www.example.com/news/1", OWN),
        (f"{WEB}20180301123456/{WEB}20170301123456/{OWN}", OWN),
    ],
)  # fmt: skip
def test_the_article_is_taken_out_of_its_wrapper(url: str, own: str | None) -> None:
    assert own_address(url) == (own or f"{OWN}?page=2&x=http://y.example/")
    assert canonical_url(url) == canonical_url(own or f"{OWN}?page=2&x=http://y.example/")


@pytest.mark.parametrize(
    "query",
    ["title=%CA%C7", "title=%C4%E3", "id", "id=", "a=1&&b", "q=a+b%20c", "q=%e4%B8%ad", "x=amp_r"],
)
def test_the_query_of_the_article_stays_as_it_is_written(query: str) -> None:
    wrapped = f"https://cdn.ampproject.org/c/s/www.example.com/news/1?{query}"
    for said in (wrapped, f"{wrapped}&usqp=mq331", wrapped.replace("?", "?amp_js_v=0.1&amp_r&")):
        assert own_address(said) == f"{OWN}?{query}"


@pytest.mark.parametrize(
    "url",
    [
        OWN,
        "",
        "local/file.html",
        # pages of the archive and the caches themselves
        "https://web.archive.org/",
        "https://web.archive.org/web/",
        "https://web.archive.org/about/20170301123456/http.html",
        "https://archive.org/details/example.com",
        "https://blog.archive.org/web/20170301123456/http://www.example.com/",
        "https://www.google.com/amp/about.html",
        "https://www.google.com/amp/s/",
        "https://news.google.com/amp/s/www.example.com/news/1",
        "https://cdn.ampproject.org/v0.js",
        "https://www-example-com.cdn.ampproject.org/i/s/www.example.com/picture.png",
        # addresses that only tell of one
        "https://www.example.com/how-to-use/web.archive.org/web/20170301123456/http://x.example/",
        "https://www.example.com/?see=https://web.archive.org/web/20170301123456/http://x.example/",
        "https://web.archive.org.example.com/web/20170301123456/http://www.example.com/",
        "https://web.archive.org@example.com/web/20170301123456/http://www.example.com/",
        "https://cdn.ampproject.org.example.com/c/s/www.example.com/news/1",
        "ftp://web.archive.org/web/20170301123456/http://www.example.com/",
        # stamps that are none
        f"{WEB}2017030112345x/{OWN}",
        f"{WEB}201703011234567/{OWN}",
        f"{WEB}17/{OWN}",
        f"{WEB}20170301123456ID_/{OWN}",
        f"{WEB}id_/{OWN}",
        # what is no page
        f"{WEB}20170301123456/ftp://www.example.com/news/1",
        f"{WEB}20170301123456/javascript:alert(1)",
        f"{WEB}20170301123456/mailto:desk@example.com",
        f"{WEB}20170301123456/file:///etc/hosts",
        f"{WEB}20170301123456/data:text/html,x",
        f"{WEB}20170301123456/http://user@www.example.com/",
        f"{WEB}20170301123456/",
    ],
)
def test_any_other_address_stays_as_it_is(url: str) -> None:
    assert own_address(url) == url
    assert archived_at(url) is None


def test_wrappers_around_wrappers_end() -> None:
    once = f"{WEB}20170301123456/"
    assert own_address(once * (MOST_WRAPPED - 1) + OWN) == OWN
    hostile = once * 10_000 + OWN
    assert own_address(hostile) == hostile


def test_an_aggregators_redirect_to_a_wrapper_leads_to_the_article() -> None:
    assert target_of(f"https://www.google.com/url?q=1&url={WEB}20170301123456/{OWN}") == OWN


@pytest.mark.parametrize(
    ("stamp", "at"),
    [
        ("20170301123456", "2017-03-01T12:34:56+00:00"),
        ("20170301123456id_", "2017-03-01T12:34:56+00:00"),
        ("20171301123456", None),
        ("20170230123456", None),
        ("20170301126099", None),
        ("19120301123456", None),
        ("20170301", None),
        ("*", None),
    ],
)
def test_a_whole_stamp_tells_when_the_page_was_fetched(stamp: str, at: str | None) -> None:
    assert archived_at(f"{WEB}{stamp}/{OWN}") == at
    assert own_address(f"{WEB}{stamp}/{OWN}") == OWN


def test_of_an_archived_replay_the_time_of_the_page_counts() -> None:
    assert archived_at(f"{WEB}20180301123456/{WEB}20170301123456/{OWN}") == (
        "2017-03-01T12:34:56+00:00"
    )
    assert archived_at(None) is None


@pytest.mark.parametrize(
    ("note", "at"),
    [
        ("FILE ARCHIVED ON 10:11:12 May 06, 2024 AND RETRIEVED FROM\n THE INTERNET ARCHIVE ON",
         "2024-05-06T10:11:12+00:00"),
        ("FILE ARCHIVED ON 20100325031201 AND RETRIEVED FROM THE", "2010-03-25T03:12:01+00:00"),
        ("FILE ARCHIVED ON Monday AND RETRIEVED FROM THE", None),
        ("FILE ARCHIVED ON 10:11:12 May 06, 2024, the clerk wrote.", None),
        ("FILE ARCHIVED ON 10:11:12 May 06, 1924 AND RETRIEVED FROM THE", None),
        ("", None),
    ],
)  # fmt: skip
def test_a_page_saved_from_the_wayback_machine_says_when_it_was_fetched(
    note: str, at: str | None
) -> None:
    assert archived_as_noted(f"<html><p>The river rose.</p></html><!-- {note} -->") == at

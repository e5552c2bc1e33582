"""Whose words an entry of a feed holds: the article's, its picture's, or those of a draft."""

import io

import pytest

from tasks.readers.feeds import read_feed
from tasks.readers.limits import ReadingRules
from tasks.readers.records import NoRecord, Record, Saying
from tests.tasks.readers.reading import read_entries

SPACES = """xmlns:media="http://search.yahoo.com/mrss/"
 xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wp="http://wordpress.org/export/1.2/\""""
PICTURE = """<media:title>A gull on a pier</media:title><media:category>photo</media:category>
<media:description>The gull, seen at noon.</media:description><itunes:title>Gull</itunes:title>"""
OWN = "<title>Quay reopens</title><description>Boats sail.</description><category>Local</category>"


def rss(items: str, spaces: str = SPACES) -> bytes:
    return f'<rss version="2.0" {spaces}><channel><title>P</title>{items}</channel></rss>'.encode()


@pytest.mark.parametrize("spaces", [SPACES, ""])
@pytest.mark.parametrize("inner", [PICTURE + OWN, OWN + PICTURE])
def test_what_is_said_of_a_picture_is_not_the_articles(inner: str, spaces: str) -> None:
    feed = read_feed(rss(f"<item>{inner}</item>", spaces))
    assert feed is not None
    (entry,) = feed.entries
    assert (entry.title, entry.described, entry.section) == ("Quay reopens", "Boats sail.", "Local")


def test_a_podcasts_author_is_named_last() -> None:
    feed = read_feed(rss("<item><itunes:author>B. Penn</itunes:author></item>"))
    assert feed is not None
    assert feed.entries[0].byline == "B. Penn"


@pytest.mark.parametrize(
    ("said", "is_read"),
    [("<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>", True), ("", True),
     ("<wp:status>publish</wp:status><wp:post_type>news</wp:post_type>", True),
     ("<wp:status>draft</wp:status><wp:post_type>post</wp:post_type>", False),
     ("<wp:status>private</wp:status>", False), ("<status>draft</status>", True),
     ("<wp:status>publish</wp:status><wp:post_type>page</wp:post_type>", False)],
)  # fmt: skip
def test_an_export_of_wordpress_publishes_no_draft(said: str, is_read: bool) -> None:
    words = "The harbour council met again. " * 12
    link = "<title>Quay</title><link>http://x.example/1</link>"
    item = f"<item>{link}<content:encoded>{words}</content:encoded>{said}</item>"
    found = list(read_entries(io.BytesIO(rss(item)), "feed.xml", ReadingRules()))
    assert any(isinstance(one, Record) for one in found) is is_read
    assert any(isinstance(one, Saying) for one in found) is is_read
    skipped = [one.reason_code for one in found if isinstance(one, NoRecord)]
    assert skipped == ([] if is_read else ["feed_entry"])

"""Feeds whose XML is damaged, what stands before their root, and texts called descriptions."""

import io

import pytest

from tasks.article.reading import read_capture
from tasks.readers.entries import open_entries
from tasks.readers.feeds import MOST_PIECES, read_feed
from tasks.readers.limits import ReadingRules
from tasks.readers.records import Entry, NoRecord, Record, Remark, Saying
from tasks.rulebook import load_registry
from tests.tasks.readers.reading import read_entries

DECLARED = '<?xml version="1.0" encoding="UTF-8"?>'
COMMENT = '<!-- generator="wordpress/2.0.5" -> x > -->'
STYLE = '<?xml-stylesheet type="text/xsl" media="screen" href="/~d/a.xsl"?>'
DOCTYPE = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://x.example/rss.dtd">'
SENTENCE = "The harbour council met again. "


def text(number: int, words: int = 60) -> str:
    return f"<p>{number}. " + SENTENCE * (words // 5) + "</p>"


def item(number: int, category: str = "Local") -> str:
    return (
        f"<item><title>Quay {number}</title><category>{category}</category>"
        f"<link>http://x.example/{number}</link>"
        f"<content:encoded><![CDATA[{text(number)}<br></item>]]></content:encoded></item>"
    )


def rss(*items: str, before: str = DECLARED) -> bytes:
    space = "http://purl.org/rss/1.0/modules/content/"
    return (
        f'{before}<rss version="2.0" xmlns:content="{space}"><channel><title>Harbour Post</title>'
        f"{''.join(items)}</channel></rss>"
    ).encode()


def entries(data: bytes) -> list[Entry]:
    return list(read_entries(io.BytesIO(data), "feed.xml", ReadingRules()))


def records(found: list[Entry]) -> list[str]:
    return [one.name for one in found if isinstance(one, Record)]


def urls(found: list[Entry]) -> list[str]:
    return [one.url for one in found if isinstance(one, Saying)]


@pytest.mark.parametrize(
    "before",
    [
        f"{DECLARED}\n{COMMENT}\n",
        f"{DECLARED}\n{STYLE}{STYLE}\n",
        f"{DECLARED}\n{COMMENT}\n{STYLE}\n",
        f"{DECLARED}\n{DOCTYPE}\n",
        f"{DECLARED}\n<!-- {'Made by the quay. ' * 150} -->",
        f"\n {COMMENT}",
    ],
)
def test_a_feed_is_one_whatever_stands_before_its_root(before: str) -> None:
    form, found = open_entries(
        io.BytesIO(rss(item(1), item(2), before=before)), "feed.xml", ReadingRules()
    )
    assert form == "feed"
    assert records(list(found)) == ["#entry=1", "#entry=2"]


@pytest.mark.parametrize(
    "category",
    ["Sea<br>side", "Sea &foo; <br> side", "Sea & side", "<b>Sea", "Sea</b>", "<p>Sea<p>side"],
)
def test_a_stray_tag_costs_no_entry_and_is_said(category: str) -> None:
    found = entries(rss(item(1, category), item(2), item(3, category)))
    assert records(found) == ["#entry=1", "#entry=2", "#entry=3"]
    assert urls(found) == ["http://x.example/1", "http://x.example/2", "http://x.example/3"]
    assert not [one for one in found if isinstance(one, NoRecord)]
    (remark,) = [one for one in found if isinstance(one, Remark)]
    assert "its XML is damaged (line 1:" in remark.text


def test_damage_to_one_entry_costs_no_other() -> None:
    found = entries(rss(item(1), "<item><x:y><<q></z></item>", item(3)))
    assert {"http://x.example/1", "http://x.example/3"} <= set(urls(found))
    assert len(records(found)) == 2


def test_atom_with_a_stray_line_break_keeps_its_entries() -> None:
    entry = (
        '<entry><title>Quay<br>side</title><link href="http://x.example/{0}"/>'
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{1}</div></content></entry>'
    )
    body = "".join(entry.format(number, text(number)) for number in (1, 2))
    found = entries(f'<feed xmlns="http://www.w3.org/2005/Atom">{body}</feed>'.encode())
    assert records(found) == ["#entry=1", "#entry=2"]


@pytest.mark.parametrize(
    ("words", "end", "is_record"),
    [
        (300, "", True), (100, "", True), (90, "", False), (300, " [&#8230;]", False),
        (300, ' <a href="/1">Continue reading &rarr;</a>', False), (300, "...", False),
        (300, "It is a book that all should read.", True),
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["description", "summary"])
def test_an_article_that_is_called_a_description_is_read(
    words: int, end: str, is_record: bool, form: str
) -> None:
    article = (
        (text(1, words) + end.replace("&rarr;", "")).replace("&", "&amp;").replace("<", "&lt;")
    )
    if form == "description":
        data = rss(
            f"<item><link>http://x.example/1</link><description>{article}</description></item>"
        )
    else:
        data = (
            '<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="http://x.example/1"/>'
            f'<summary type="html">{article}</summary></entry></feed>'
        ).encode()
    found = [one for one in entries(data) if not isinstance(one, Saying)]
    if not is_record:
        assert [one.reason_code for one in found if isinstance(one, NoRecord)] == ["feed_entry"]
        return
    (record,) = found
    assert isinstance(record, Record)
    assert "feed_description" in read_capture(record.content, record.beside, load_registry()).flags


def test_content_goes_before_a_description() -> None:
    both = item(1).replace("<link>", f"<description>{SENTENCE * 30}</description><link>")
    (record,) = [one for one in entries(rss(both)) if isinstance(one, Record)]
    assert record.content.decode().startswith("<p>1.")
    assert record.beside.content_type == "text/html; charset=utf-8"


def test_of_a_feed_of_endless_entries_the_first_are_read_and_the_others_counted() -> None:
    # elements of no kind that can be mended
    entry = "<item><title>Ferry<x></title><link>https://quay.example/1</link></item>"
    feed = read_feed(f"<rss><channel>{entry * 12_000}</rss></channel>".encode())
    assert feed is not None
    assert (len(feed.entries), feed.lost) == (MOST_PIECES, 12_000 - MOST_PIECES)

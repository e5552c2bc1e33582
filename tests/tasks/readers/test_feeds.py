"""Saved feeds: what they say of pages, and entries that carry their full text."""

import io

import pytest

from tasks.readers.feeds import Feed, FeedEntry, read_feed
from tasks.readers.limits import ReadingRules
from tasks.readers.records import Beside, Entry, NoRecord, Record, Saying
from tests.tasks.readers.reading import read_entries

WORDS = "<p>" + "The harbour council met again. " * 12 + "</p>"
RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Harbour Post</title>
<item><title>Quay &amp;amp; tide</title><link> http://x.example/1 </link>
<dc:creator>A. Writer</dc:creator><dc:creator>B. Penn</dc:creator>
<pubDate>Tue, 07 Feb 2017 18:22:00 +0800</pubDate><category>Local</category>
<description>Short.</description><content:encoded><![CDATA[{WORDS}]]></content:encoded></item>
<item><guid>http://x.example/2</guid><title>Short one</title>
<description>Teaser.</description></item>
<item><guid isPermaLink="false">77</guid><title>No address</title></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour Post</title>
<entry><title type="html">Quay</title><link rel="self" href="http://x.example/self"/>
<link href="http://x.example/1"/><published>2017-02-07T18:22:00+08:00</published>
<updated>2017-02-08T00:00:00Z</updated><author><name>A. Writer</name></author>
<category term="local"/><content type="html">{WORDS.replace("<", "&lt;")}</content></entry>
<entry><link href="http://x.example/2"/><updated>2017-02-09</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{WORDS}</div></content></entry>
</feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="http://x.example"><title>Harbour Post</title></channel>
<item rdf:about="http://x.example/1"><title>Quay</title><link>http://x.example/1</link>
<dc:date>2017-02-07</dc:date></item></rdf:RDF>"""


def feed_of(text: str) -> Feed:
    feed = read_feed(text.encode())
    assert feed is not None
    return feed


def entries(data: bytes) -> list[Entry]:
    return list(read_entries(io.BytesIO(data), "feed.html", ReadingRules()))


def test_an_rss_feed_says_what_its_entries_say() -> None:
    first, second, third = feed_of(RSS).entries
    assert first == FeedEntry(
        "http://x.example/1", "Quay & tide", "Tue, 07 Feb 2017 18:22:00 +0800",
        "A. Writer; B. Penn", "Local", WORDS, "Short.",
    )  # fmt: skip
    assert (second.url, third.url) == ("http://x.example/2", None)


def test_an_atom_feed_says_what_its_entries_say() -> None:
    first, second = feed_of(ATOM).entries
    assert first == FeedEntry(
        "http://x.example/1", "Quay", "2017-02-07T18:22:00+08:00",
        "A. Writer", "local", WORDS,
    )  # fmt: skip
    assert second.published_at is None
    assert second.full_text is not None
    assert "<p>The harbour council" in second.full_text.replace("html:", "")


def test_rss_1_keeps_its_items_beside_the_channel() -> None:
    (entry,) = feed_of(RDF).entries
    assert (entry.url, entry.published_at) == ("http://x.example/1", "2017-02-07")


def test_an_entry_with_its_full_text_is_a_record_and_each_address_a_saying() -> None:
    found = entries(RSS.encode())
    (record,) = [one for one in found if isinstance(one, Record)]
    assert record.name == "#entry=1"
    assert record.content.decode() == WORDS
    assert record.beside.content_type == "text/html; charset=utf-8"
    assert [one.url for one in found if isinstance(one, Saying)] == [
        "http://x.example/1",
        "http://x.example/2",
    ]
    said = next(one.beside for one in found if isinstance(one, Saying))
    assert said == Beside(
        url="http://x.example/1", title="Quay & tide",
        published_at="Tue, 07 Feb 2017 18:22:00 +0800", byline="A. Writer; B. Penn",
        section="Local",
    )  # fmt: skip
    skipped = {one.name: one.reason_code for one in found if isinstance(one, NoRecord)}
    assert skipped == {"#entry=2": "feed_entry", "#entry=3": "feed_entry"}


def test_a_cut_feed_gives_the_entries_before_the_cut() -> None:
    assert len(feed_of(RSS[: RSS.index("<item><guid>")]).entries) == 1
    assert len(feed_of(RSS.replace("Short one", "Short & one &nbsp; <b>")).entries) >= 2


def outcomes(data: bytes) -> list[tuple[str, str]]:
    """Of each entry its place, and its reason or `record`."""
    return [
        (one.name, one.reason_code if isinstance(one, NoRecord) else "record")
        for one in entries(data)
        if isinstance(one, (Record, NoRecord))
    ]


LONG = "<p>" + "The harbour council met again. " * 40 + "</p>"
FEEDS = {
    "rss": RSS.replace(WORDS, LONG)
    .replace("Teaser.</description>", f"T</description><content:encoded><![CDATA[{LONG}]]>"
             "</content:encoded>"),
    "rss without CDATA": RSS.replace(f"<![CDATA[{WORDS}]]>", LONG.replace("<", "&lt;")),
    "atom": ATOM.replace(WORDS, LONG),
    "rdf": RDF.replace("<dc:date>", "<description>Quay</description><dc:date>"),
}  # fmt: skip


@pytest.mark.parametrize("form", FEEDS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_cut_feed_says_so_and_gives_no_part_of_an_entry(form: str, encoding: str) -> None:
    text = FEEDS[form].replace("utf-8", encoding)
    data = text.encode(encoding)
    whole = entries(data)
    assert "quarantined" not in {one.outcome for one in whole if isinstance(one, NoRecord)}
    for cut in range(text.index("</title>") + 8, text.rindex("</"), 7):
        *found, end = entries(text[:cut].encode(encoding))
        assert isinstance(end, NoRecord)
        assert (end.name, end.reason_code) == ("", "truncated_archive")
        assert found == whole[: len(found)]
        ended = max(text.rfind(mark, 0, cut) for mark in ("</item>", "</entry>"))
        assert (ended >= 0) == bool(found)


def test_a_feed_cut_in_its_first_article_is_quarantined() -> None:
    cut = FEEDS["rss"].encode()[:700]
    assert outcomes(cut) == [("", "truncated_archive")]
    assert outcomes(FEEDS["rss"].encode()[:2_500])[0] == ("#entry=1", "record")


def test_a_feed_with_damage_and_its_end_is_not_cut() -> None:
    assert not feed_of(RSS.replace("Short one", "Short & one &nbsp;")).is_cut
    assert not feed_of(f"{RSS}<!-- made in 3 ms --> and more").is_cut


@pytest.mark.parametrize(
    "text", ["<html><p>A page</p></html>", "words", "", "<rss", "<a><feed/></a>"]
)
def test_what_is_no_feed_is_none(text: str) -> None:
    feed = read_feed(text.encode())
    assert feed is None or not feed.entries


def test_a_feed_can_name_no_file_and_grow_by_no_entity() -> None:
    hostile = (
        '<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/hostname"><!ENTITY a "ha"><!ENTITY b "'
        + "&a;" * 50 + '"><!ENTITY c "' + "&b;" * 50 + '">]>'
        "<rss><channel><item><link>http://x.example/1</link><title>Q &f; &c;</title></item>"
        "</channel></rss>"
    )  # fmt: skip
    (entry,) = feed_of(hostile).entries
    assert entry.title is not None
    assert len(entry.title) < 40


def test_a_feed_with_entities_of_its_own_is_known_as_a_feed() -> None:
    declared = '<!DOCTYPE rss [<!ENTITY e SYSTEM "file:///etc/hostname"> <!ENTITY l "&#8216;"> ]>'
    found = entries(
        f'<?xml version="1.0"?>\n{declared}\n<rss><channel><item><title>Quay &e;</title>'
        "<link>http://x.example/1</link></item></channel></rss>".encode()
    )
    assert [one.reason_code for one in found if isinstance(one, NoRecord)] == ["feed_entry"]
    assert [one.beside.title for one in found if isinstance(one, Saying)] == ["Quay &e;"]


def test_a_feed_without_entries_says_so() -> None:
    (found,) = entries(b"<rss><channel><title>Harbour Post</title></channel></rss>")
    assert isinstance(found, NoRecord)
    assert found.reason_code == "empty_feed"


def test_a_feed_without_a_channel_has_each_item_once() -> None:
    item = b"<item><link>http://x.example/1</link><title>Quay</title></item>"
    feed = read_feed(b'<rss version="2.0">' + item + b"</rss>")
    assert feed is not None
    assert [entry.url for entry in feed.entries] == ["http://x.example/1"]


@pytest.mark.parametrize(
    "paragraph",
    [
        "2023年の総選挙で与党が過半数を獲得し首相は続投を表明した。",
        "“港口星期二重新开放”，镇长在电视上说，渔民等了十一天。",
        "ท่าเรือเปิดอีกครั้งเมื่อวันอังคารหลังจากวิศวกรตรวจสอบเครนทั้งสองตัวเสร็จแล้ว",
        "တံငါသည်များက ဆယ့်တစ်ရက် စောင့်ခဲ့ရသည်ဟု ပြောသည်။",
    ],
)
def test_the_full_text_of_an_entry_is_told_in_scripts_without_blanks(paragraph: str) -> None:
    text = f"<p>{paragraph}</p>" * 20
    feed = (
        f"<rss><channel><item><link>http://x.example/1</link><encoded><![CDATA[{text}]]></encoded>"
    )
    found = entries(f"{feed}</item></channel></rss>".encode())
    assert [type(one) for one in found] == [Saying, Record]

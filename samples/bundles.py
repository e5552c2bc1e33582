"""Bundles as colleagues and crawlers hand them over: a zip, tables, a crawl and a feed.

Packed without compression: zlib's versions pack alike text into different bytes, and the files
must be the same on every machine.
"""

import base64
import csv
import hashlib
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Final

from pages import Article, page_of

FIRST_DAY_OF_ZIP: Final = (1980, 1, 1, 0, 0, 0)
LONGEST_STORED: Final = 65_535  # bytes of a block, RFC 1951
PICTURE: Final = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64)
CRAWLED: Final = "2018-01-20T12:00:{:02}Z"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in a bundle, named as the run names it; `reason` is why it is no document."""

    name: str
    article: Article | None = None
    expect: str = "document"
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle's bytes and everything in it."""

    path: str
    data: bytes
    items: tuple[Item, ...]


def bundles(articles: Sequence[Article]) -> Iterator[Bundle]:
    """All of them, by path."""

    def of(shape: str) -> list[Article]:
        return [article for article in articles if article.shape == shape]

    yield crawl(of("warc"))
    yield feed([article for article in articles if article.said_by == "feed"])
    yield table(of("csv"))
    yield lines(of("jsonl"))
    yield saved_pages(of("zip"))


def saved_pages(articles: Sequence[Article]) -> Bundle:
    """A zip of pages with what a browser and an operating system leave beside them."""
    out = io.BytesIO()
    items = [
        Item("!pages/", None, "skipped", "directory"),
        *(Item(f"!pages/{article.id}.html", article) for article in articles),
        Item("!pages/logo.png", None, "skipped", "not_copy"),
        Item("!pages/.DS_Store", None, "skipped", "hidden"),
    ]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for item in items:
            member = zipfile.ZipInfo(item.name[1:], FIRST_DAY_OF_ZIP)
            member.create_system = 3
            member.external_attr = 0o644 << 16
            archive.writestr(member, _member(item))
    return Bundle("saved-pages.zip", out.getvalue(), tuple(items))


def _member(item: Item) -> bytes:
    if item.article:
        return page_of(item.article).encode()
    return b"" if item.reason == "directory" else PICTURE


def table(articles: Sequence[Article]) -> Bundle:
    """A table from a colleague's spreadsheet; one row has lost its text, one its cells."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("link", "headline", "date", "newspaper", "author", "section", "body"))
    items = []
    for article in articles:
        body = "\n\n".join(article.paragraphs)
        author = "; ".join(article.byline)
        writer.writerow((article.url, article.title, article.day.isoformat(), article.outlet,
                         author, article.section, body))  # fmt: skip
        items.append(Item(f"#row={len(items) + 2}", article))  # the names of columns are row 1
    host = articles[0].host
    writer.writerow((f"https://www.{host}/empty", "A row without its text", "", "", "", "", ""))
    items.append(Item(f"#row={len(items) + 2}", None, "skipped", "empty_text"))
    return Bundle("handed-over.csv", b"\xef\xbb\xbf" + out.getvalue().encode(), tuple(items))


def lines(articles: Sequence[Article]) -> Bundle:
    """JSON lines, packed; the last line was cut by a full disk."""
    rows = [
        {
            "url": article.url,
            "title": article.title,
            "published_at": article.at and article.at.isoformat(),
            "outlet": article.outlet,
            "authors": list(article.byline),
            "section": article.section,
            "text": "\n\n".join(article.paragraphs),
        }
        for article in articles
    ]
    written = [json.dumps(row, ensure_ascii=False) for row in rows]
    items = [Item(f"#line={number}", one) for number, one in enumerate(articles, start=1)]
    items.append(Item(f"#line={len(items) + 1}", None, "quarantine", "damaged_row"))
    text = "\n".join([*written, written[0][:90]]) + "\n"
    return Bundle("lines.jsonl.gz", packed(text.encode()), tuple(items))


def feed(articles: Sequence[Article]) -> Bundle:
    """RSS with the day of a page that does not say it, and an entry whose page is not here."""
    entries = [(article.title, article.url, _in_mail_style(article.at)) for article in articles]
    entries.append(
        ("Harbor fees to rise from March", f"https://www.{articles[0].host}/fees.html",
         "Fri, 10 Nov 2017 06:00:00 +0000")
    )  # fmt: skip
    written = "\n".join(
        f"<item><title>{title}</title><link>{link}</link><pubDate>{at}</pubDate></item>"
        for title, link, at in entries
    )
    text = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>{articles[0].outlet}</title><link>https://www.{articles[0].host}/</link>
{written}
</channel></rss>
"""
    items = (
        Item(f"#entry={number}", None, "skipped", "feed_entry")
        for number in range(1, len(entries) + 1)
    )
    return Bundle("feed.xml", text.encode(), tuple(items))


def crawl(articles: Sequence[Article]) -> Bundle:
    """A WARC file: pages, what a crawler notes beside them, a moved page, a page seen twice.

    The last record's digest is not that of its bytes.
    """
    first, second = articles
    http = "application/http; msgtype="
    page = _answer("200 OK", page_of(first).encode())
    other = _answer("200 OK", page_of(second).encode())
    spoiled = _answer("200 OK", page_of(first).replace("mill", "mall").encode())
    moved = _answer("301 Moved Permanently", b"")
    asked = f"GET /{first.id} HTTP/1.1\r\nHost: www.{first.host}\r\n\r\n".encode()
    again = {"WARC-Refers-To-Target-URI": first.url, "WARC-Refers-To-Date": CRAWLED.format(2)}
    plan: list[tuple[str, str, str, bytes, bytes | None, dict[str, str], Item]] = [
        ("warcinfo", "", "application/warc-fields", b"software: made up\r\n", None, {},
         Item("", None, "skipped", "warc_warcinfo")),
        ("request", first.url, http + "request", asked, None, {},
         Item("", None, "skipped", "warc_request")),
        ("response", first.url, http + "response", page, page, {}, Item("", first)),
        ("response", second.url, http + "response", other, other, {}, Item("", second)),
        ("response", f"https://{first.host}/", http + "response", moved, moved, {},
         Item("", None, "skipped", "http_status")),
        ("revisit", first.url + "?again", http + "response", _answer("200 OK", b""), page, again,
         Item("", None, "revisit")),
        ("response", first.url + "?spoiled", http + "response", spoiled, page, {},
         Item("", None, "quarantine", "digest_mismatch")),
    ]  # fmt: skip
    out = b""
    items = []
    for number, (kind, url, content_type, block, digested, more, item) in enumerate(plan):
        fields = {
            "WARC-Type": kind,
            "WARC-Record-ID": f"<urn:uuid:00000000-0000-4000-8000-{number:012}>",
            "WARC-Date": CRAWLED.format(number),
            **({"WARC-Target-URI": url} if url else {}),
            **({"WARC-Payload-Digest": _digest(digested)} if digested else {}),
            **more,
            "Content-Type": content_type,
            "Content-Length": str(len(block)),
        }
        head = "WARC/1.0\r\n" + "".join(f"{name}: {said}\r\n" for name, said in fields.items())
        items.append(Item(f"#offset={len(out)}", item.article, item.expect, item.reason))
        out += packed(head.encode() + b"\r\n" + block + b"\r\n\r\n")
    return Bundle("crawl.warc.gz", out, tuple(items))


def _answer(status: str, body: bytes) -> bytes:
    fields = f"Content-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
    return f"HTTP/1.1 {status}\r\n{fields}".encode() + body


def _digest(block: bytes) -> str:
    body = block.partition(b"\r\n\r\n")[2]
    digest = hashlib.sha1(body, usedforsecurity=False).digest()
    return f"sha1:{base64.b32encode(digest).decode()}"


def packed(data: bytes) -> bytes:
    """A gzip member of stored blocks (RFC 1951, 3.2.4; RFC 1952), without a time."""
    starts = range(0, max(1, len(data)), LONGEST_STORED)
    blocks = b""
    for start in starts:
        piece = data[start : start + LONGEST_STORED]
        is_last = start == starts[-1]
        blocks += struct.pack("<BHH", is_last, len(piece), len(piece) ^ 0xFFFF) + piece
    head = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
    return head + blocks + struct.pack("<LL", zlib.crc32(data), len(data))


def _in_mail_style(at: datetime | None) -> str:
    if at is None:
        raise ValueError("a feed's entry needs its instant")
    days, months = (
        "Mon Tue Wed Thu Fri Sat Sun".split(),
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),
    )
    at = at.astimezone(timezone.utc)
    return f"{days[at.weekday()]}, {at.day:02} {months[at.month - 1]} {at:%Y %H:%M:%S} +0000"

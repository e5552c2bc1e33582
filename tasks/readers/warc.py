"""Crawls saved as WARC or ARC files: the pages in them, and why each other record is none."""

import io
from base64 import b32encode
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from hashlib import sha1
from typing import Final

from tasks.readers.crawl_bytes import Bytes, Members, holds
from tasks.readers.crawl_originals import Originals
from tasks.readers.crawl_pages import (
    DIGESTS,
    digest_is_right,
    entries_of_answer,
    entries_of_page,
    may_be_copy,
    no_copy,
    plain_digest,
    with_type,
)
from tasks.readers.crawl_records import ARC, WARC, CrawlRecord, Dialect, Place, read_records
from tasks.readers.http_payload import read_answer, split_head
from tasks.readers.limits import Allowance, ReadingRules, Refused, RefusedInput
from tasks.readers.records import Beside, Entries, Entry, NoRecord, Record, Revisit
from tasks.readers.streams import LOOK

NOTES: Final = frozenset({"warcinfo", "request", "metadata", "conversion"})


def is_packed_crawl(head: bytes) -> bool:
    """Whether gzip bytes hold a WARC or ARC file, which is read member by member."""
    return holds(head[:LOOK], (*WARC.starts, b"filedesc://"))


def read_warc(stream: io.BufferedReader, rules: ReadingRules, allowance: Allowance) -> Entries:
    """The pages of an uncompressed WARC file, `#offset=` the byte where the record begins."""
    yield from _read(stream, WARC, rules, allowance)


def read_arc(stream: io.BufferedReader, rules: ReadingRules, allowance: Allowance) -> Entries:
    """The pages of an uncompressed ARC file, `#offset=` the byte where the record begins."""
    yield from _read(stream, ARC, rules, allowance)


def _read(
    stream: io.BufferedReader, dialect: Dialect, rules: ReadingRules, allowance: Allowance
) -> Entries:
    crawl = _Crawl(rules, allowance)
    for record in read_records(Bytes(stream.read), dialect, rules, Place):
        yield from crawl.entries(record)


def read_packed_crawl(
    stream: io.BufferedReader, rules: ReadingRules, allowance: Allowance
) -> Entries:
    """The pages of a gzipped WARC or ARC file; `#offset=` the packed byte of the record's member.

    Of several records in one member each but the first has `+` and its unpacked byte behind that.
    A damaged member is one quarantined entry; reading goes on with the next that can be found.
    """
    crawl = _Crawl(rules, allowance)
    is_start = partial(holds, starts=(*WARC.starts, *ARC.starts))
    members = Members(stream.read, allowance, is_start)
    while (found := members.next()) is not None:
        offset, rubbish = found
        if rubbish is not None:
            yield NoRecord(
                Place(rubbish).name, "quarantined", "damaged_record",
                f"the bytes from here to {Place(offset).name} are no record",
            )  # fmt: skip
        source = Bytes(members.read)
        is_warc = source.peek(5) == b"WARC/"
        place_of = partial(Place, offset)
        for record in read_records(source, WARC if is_warc else ARC, rules, place_of):
            yield from crawl.entries(record)
    if members.rest is not None:
        yield NoRecord(
            Place(members.rest).name, "quarantined", "damaged_record",
            "the bytes from here to the end are no record",
        )  # fmt: skip


class _Crawl:
    """One crawl file: which of its records were no pages, so that a revisit of one is none.

    Which page a revisit means is not asked here: the page may stand in another file.
    """

    def __init__(self, rules: ReadingRules, allowance: Allowance) -> None:
        self._rules = rules
        self._allowance = allowance
        self._no_pages = Originals()

    def entries(self, record: CrawlRecord | NoRecord) -> Entries:
        """What the record holds, never nothing."""
        if isinstance(record, NoRecord):
            yield record
            return
        try:
            yield from self._entries(record)
        except RefusedInput:
            raise
        except Refused as refusal:
            yield NoRecord(record.name, "quarantined", refusal.code, refusal.detail)

    def _entries(self, record: CrawlRecord) -> Entries:
        fields = record.fields
        kind = fields.get("warc-type", "").lower()
        if kind in NOTES:
            yield NoRecord(record.name, "skipped", f"warc_{kind}", f"a {kind} record")
        elif kind == "arc_filedesc":
            yield NoRecord(record.name, "skipped", kind, "describes the file")
        elif kind == "continuation" or "warc-segment-number" in fields:
            raise Refused("segmented_record", "a part of a record that is spread over several")
        elif kind == "revisit":
            yield self._revisit(record)
        elif kind in {"response", "resource"}:
            yield from self._page(record, kind)
        else:
            yield NoRecord(record.name, "skipped", "warc_unknown", f"of type {kind[:40]!r}")

    def _page(self, record: CrawlRecord, kind: str) -> Entries:
        fields = record.fields
        beside = Beside(url=_url(fields), fetched_at=_instant(fields.get("warc-date", "")))
        content_type = fields.get("content-type", "")
        is_http = _is_answer(kind, content_type, record.block)
        if content_type.startswith("text/dns") or (beside.url or "").startswith("dns:"):
            yield NoRecord(record.name, "skipped", "warc_dns", beside.url or "")
            return
        if (beside.url or "").startswith("metadata:"):
            # wget keeps its own log and list of arguments as if they were pages
            yield NoRecord(record.name, "skipped", "warc_metadata", beside.url or "")
            return
        if kind == "resource" and (beside.url or "").lower().startswith("urn:"):
            # Browsertrix keeps each page's text, picture and list of resources beside the page
            yield NoRecord(record.name, "skipped", "warc_metadata", (beside.url or "")[:300])
            return
        if "warc-truncated" in fields and may_be_copy("" if is_http else content_type, beside.url):
            raise Refused("truncated_by_crawler", f"{fields['warc-truncated'][:40]}: {beside.url}")
        digests = fields.get("warc-block-digest", ""), fields.get("warc-payload-digest", "")
        if is_http:
            entries = entries_of_answer(
                record.name, record.block, beside, digests, self._rules, self._allowance
            )
        elif may_be_copy(content_type, beside.url):
            if not all(digest_is_right(said, iter((record.block,))) for said in digests if said):
                raise Refused("digest_mismatch", "the bytes are not those its digest was made of")
            entries = entries_of_page(record.name, record.block, with_type(beside, content_type))
        else:
            entries = iter((no_copy(record.name, content_type, beside.url),))
        is_page = is_lost = False
        for entry in entries:
            if isinstance(entry, Record) and entry.name == record.name:
                is_page = True
                yield replace(entry, payload=_payload_of(record))
                continue
            is_lost |= isinstance(entry, NoRecord) and entry.outcome == "quarantined"
            yield entry
        if not (is_page or is_lost):
            signs = _signs(_payload_of(record), beside.url or "", beside.fetched_at or "")
            self._no_pages.add(signs, record.place)

    def _revisit(self, record: CrawlRecord) -> Entry:
        """The page's words, or that what was met again is no page."""
        fields = record.fields
        url = _url(fields)
        again = Revisit(
            record.name,
            Beside(url=url, fetched_at=_instant(fields.get("warc-date", ""))),
            _telling_digest(fields.get("warc-payload-digest", "")),
            fields.get("warc-refers-to-target-uri", "").strip().strip("<>") or None,
            _instant(fields.get("warc-refers-to-date", "")),
        )
        signs = _signs(again.payload or "", again.refers_to_url or "", again.refers_to_at or "")
        if (other := self._no_pages.find(signs)) is not None:
            return NoRecord(
                record.name, "skipped", "revisit",
                f"{url or ''} was the same again as {other.name}, which is no page",
            )  # fmt: skip
        # of most revisits the answer's head is kept, and tells images from pages
        answer = read_answer(record.block)
        if answer is not None:
            if answer.status not in {200, 304}:
                return NoRecord(
                    record.name, "skipped", "http_status", f"{answer.status} {url or ''}"
                )
            content_type = answer.headers.get("content-type", "")
            if not may_be_copy(content_type, url):
                return no_copy(record.name, content_type, url)
        return again


def _is_answer(kind: str, content_type: str, block: bytes) -> bool:
    """Whether the block is a server's answer with its head, by what the record says."""
    if kind == "response" and block.startswith(b"HTTP/"):
        return True
    # a page that is kept as a resource may well begin with HTTP/
    return "application/http" in content_type and "msgtype=request" not in content_type


def _payload_of(record: CrawlRecord) -> str:
    """The digest of the record's payload that it gives, else that of its bytes as sent."""
    digest = plain_digest(record.fields.get("warc-payload-digest", ""))
    if digest:
        return digest
    block = record.block
    body = split_head(block)[1] if block.startswith(b"HTTP/") else block
    return "sha1:" + b32encode(sha1(body, usedforsecurity=False).digest()).decode()


def _signs(digest: str, url: str, date: str) -> list[str]:
    """What a revisit may call a record by."""
    return [f"place {date} {url}"] * bool(url) + [f"payload {digest}"] * bool(digest)


def _telling_digest(said: str) -> str | None:
    """The digest; None for that of no bytes.

    Some crawlers give it of a 304, which has none. It is also that of every redirect without a
    body, so it would tell nothing but that.
    """
    digest = plain_digest(said)
    is_empty = digest.partition(":")[0] in DIGESTS and digest_is_right(digest, iter((b"",)))
    return None if is_empty else digest or None


def _url(fields: Mapping[str, str]) -> str | None:
    # wget 1.19 put the address into angle brackets
    return fields.get("warc-target-uri", "").strip().strip("<>") or None


def _instant(said: str) -> str | None:
    """The date in ISO form; ARC writes its digits only."""
    if said.isdigit() and len(said) >= 14:
        day, time = said[:8], said[8:14]
        return f"{day[:4]}-{day[4:6]}-{day[6:]}T{time[:2]}:{time[2:4]}:{time[4:]}Z"
    return said.strip() or None

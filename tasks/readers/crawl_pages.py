"""What of a crawl's record is a page, and what its headers say beside it."""

import base64
import hashlib
import re
from collections.abc import Iterator
from typing import Final

from tasks.readers.feeds import entries_of_feed, read_feed
from tasks.readers.forms import form_of
from tasks.readers.http_payload import Answer, page_of, read_answer, unchunked
from tasks.readers.limits import Allowance, ReadingRules, Refused, RefusedInput
from tasks.readers.records import Beside, Entry, NoRecord, Record
from tasks.readers.streams import LOOK

PAGES: Final = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
FEEDS: Final = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml",
     "text/xml"}
)  # fmt: skip
UNTOLD: Final = frozenset({"", "application/octet-stream", "unknown/unknown", "no-type"})
# `text/html, text/html` and `text/html:charset=UTF-8` are sent, too.
_BEHIND_TYPE: Final = re.compile(r"[;,:\s]")
_VALID: Final = re.compile(r"[\w!#$&^.+-]{1,100}/[\w!#$&^.+-]{1,100}\Z", re.ASCII)
# Types of which none is a page, whatever the bytes are like. Any other that is not known is told
# by its bytes: servers send pages as `*/*`, `html`, `application/x-httpd-php`.
_NO_COPY: Final = re.compile(
    r"(?:image|audio|video|font|model|message|multipart)/"
    r"|(?:text|application)/[^/]*(?:script|json|css|pdf|zip|compress|msword|officedocument|ms-"
    r"|opendocument|flash|font|mpegurl|ogg|wasm|protobuf|csv|calendar|vcard|vtt)"
)
DIGESTS: Final = frozenset({"sha1", "sha256", "md5", "sha512"})


def plain_digest(said: str) -> str:
    """The digest in one form, however it was spelled; empty when it names no kind.

    Crawlers write `sha-256` for `sha256`, hexadecimal for base 32, and leave padding out.
    """
    kind, colon, value = said.strip().partition(":")
    if not colon:
        return ""
    kind = kind.strip().lower().replace("-", "")
    value = value.strip().rstrip("=").upper()
    if kind in DIGESTS:
        size = hashlib.new(kind, usedforsecurity=False).digest_size
        try:
            if len(value) == 2 * size:
                value = base64.b32encode(bytes.fromhex(value)).decode().rstrip("=")
        except ValueError:
            pass  # it is none, and equal to no other
    return f"{kind}:{value}"


def digest_is_right(said: str, candidates: Iterator[bytes]) -> bool:
    """Whether one of the bytes gives the digest; true for a kind of digest that is not known."""
    digest = plain_digest(said)
    kind, _, value = digest.partition(":")
    return kind not in DIGESTS or any(
        value
        == base64.b32encode(hashlib.new(kind, content, usedforsecurity=False).digest())
        .decode()
        .rstrip("=")
        for content in candidates
    )


def entries_of_answer(
    name: str, block: bytes, beside: Beside, digests: tuple[str, str],
    rules: ReadingRules, allowance: Allowance,
) -> Iterator[Entry]:  # fmt: skip
    """The page of a server's answer, or why it is none. Raises Refused, as `page_of` does.

    `digests` are those the record gives of the block and of the payload, empty where it has none.
    """
    answer = read_answer(block)
    if answer is None:
        raise Refused("damaged_record", "it holds no HTTP answer, though it says so")
    if answer.status != 200:
        yield NoRecord(name, "skipped", "http_status", f"{answer.status} {beside.url or ''}")
        return
    content_type = answer.headers.get("content-type", "")
    if not may_be_copy(content_type, beside.url):
        yield no_copy(name, content_type, beside.url)
        return
    _check_digests(block, answer, digests, rules, allowance)
    body = page_of(answer, rules.max_record_bytes, allowance)
    yield from entries_of_page(name, body, with_type(beside, content_type))


def entries_of_page(name: str, body: bytes, beside: Beside) -> Iterator[Entry]:
    """A page as a record, a feed as its entries; what only says that it is a page is skipped."""
    if not body.strip():
        yield NoRecord(name, "quarantined", "empty_file", f"an empty answer: {beside.url or ''}")
        return
    kind = _mime(beside.content_type or "")
    form = form_of(body[:LOOK], "")
    if form == "feed" and (feed := read_feed(body)) is not None:
        yield from entries_of_feed(feed, name, beside.fetched_at)
    elif (
        form not in {"text", "maybe_table", "table"}
        or (form != "text" and kind not in PAGES)
        or (_is_of_markup(kind) and b"<html" not in body[:4096].lower())
    ):
        yield no_copy(name, f"{beside.content_type or ''}, by its bytes {form}", beside.url)
    else:
        yield Record(name, body, beside)


def with_type(beside: Beside, content_type: str) -> Beside:
    """The same, with the content type that the server gave."""
    return Beside(
        url=beside.url, fetched_at=beside.fetched_at, content_type=content_type[:200] or None
    )


def may_be_copy(content_type: str, url: str | None) -> bool:
    """Whether what bears this type may be a page or feed."""
    kind = _mime(content_type)
    if kind == "text/plain" and (url or "").partition("?")[0].endswith(("/robots.txt", "/ads.txt")):
        return False
    return _NO_COPY.match(kind) is None


def _mime(content_type: str) -> str:
    """The type alone, whatever stands between it and its parameters; empty for what is none."""
    kind = _BEHIND_TYPE.split(content_type.strip().lower(), maxsplit=1)[0]
    return kind if _VALID.match(kind) else ""


def _is_of_markup(kind: str) -> bool:
    """Whether the type is one of feeds or of no kind known here: any XML may bear it."""
    return kind not in PAGES and kind not in UNTOLD


def no_copy(name: str, content_type: str, url: str | None) -> NoRecord:
    """The refusal of an image, a script and the like."""
    return NoRecord(name, "skipped", "not_copy", f"{content_type[:200]} {url or ''}".strip())


def _check_digests(
    block: bytes, answer: Answer, digests: tuple[str, str],
    rules: ReadingRules, allowance: Allowance,
) -> None:  # fmt: skip
    of_block, of_payload = digests
    if of_block and not digest_is_right(of_block, iter((block,))):
        raise Refused("digest_mismatch", f"the block's bytes are not those of {of_block}")

    def payloads() -> Iterator[bytes]:
        # crawlers differ in what they call the payload: as sent, without chunks, or unpacked
        yield answer.body
        try:
            yield unchunked(answer)[0]
            yield page_of(answer, rules.max_record_bytes, allowance)
        except RefusedInput:
            raise
        except Refused:
            return

    if of_payload and not digest_is_right(of_payload, payloads()):
        raise Refused("digest_mismatch", f"the payload's bytes are not those of {of_payload}")

"""WARC and ARC files: the pages in them, their bytes proven, and damage kept to its record."""

import base64
import gzip
import hashlib
import io
import zlib
from dataclasses import replace

import brotli
import pytest
import zstandard

from tasks.readers.limits import ReadingRules
from tasks.readers.reasons import REASONS
from tasks.readers.records import Beside, Entry, NoRecord, Record, Revisit, Saying
from tests.tasks.readers.reading import read_entries

PAGE = b"<!doctype html><html><title>Quay</title><p>" + b"The council met. " * 30 + b"</p></html>"
HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
RULES = ReadingRules()


def answer(body: bytes = PAGE, head: bytes = HTTP, **headers: str) -> bytes:
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return head + lines.encode() + b"\r\n" + body


def record(
    block: bytes, kind: str = "response", url: str = "http://x.example/1", **fields: str
) -> bytes:
    said = {
        "WARC-Type": kind, "WARC-Target-URI": url, "WARC-Date": "2017-03-06T04:02:06Z",
        "Content-Type": "application/http; msgtype=response", "Content-Length": str(len(block)),
        **{name.replace("_", "-"): value for name, value in fields.items()},
    }  # fmt: skip
    head = "".join(f"{name}: {value}\r\n" for name, value in said.items())
    return b"WARC/1.0\r\n" + head.encode() + b"\r\n" + block + b"\r\n\r\n"


def payload_of(body: bytes) -> str:
    made = hashlib.new("sha1", body, usedforsecurity=False).digest()
    return "sha1:" + base64.b32encode(made).decode()


def entries(data: bytes, rules: ReadingRules = RULES) -> list[Entry]:
    found = list(read_entries(io.BytesIO(data), "crawl", rules))
    assert all(one.reason_code in REASONS for one in found if isinstance(one, NoRecord))
    return found


def pages(data: bytes) -> dict[str, bytes]:
    return {one.name: one.content for one in entries(data) if isinstance(one, Record)}


def reasons(data: bytes, rules: ReadingRules = RULES) -> list[str]:
    return [one.reason_code for one in entries(data, rules) if isinstance(one, NoRecord)]


def test_a_page_is_named_by_its_offset_with_what_its_headers_say() -> None:
    first = record(b"software: crawler\r\n", "warcinfo")
    plain = first + record(answer())
    assert entries(plain)[1] == Record(
        f"#offset={len(first)}", PAGE,
        Beside(
            url="http://x.example/1", fetched_at="2017-03-06T04:02:06Z",
            content_type="text/html; charset=utf-8",
        ),
        payload_of(PAGE),
    )  # fmt: skip
    packed = gzip.compress(first)
    assert pages(packed + gzip.compress(record(answer()))) == {f"#offset={len(packed)}": PAGE}
    assert list(pages(gzip.compress(plain))) == [f"#offset=0+{len(first)}"]
    assert list(pages(zstandard.ZstdCompressor().compress(plain))) == [f"#offset={len(first)}"]


@pytest.mark.parametrize(
    ("kind", "block", "reason"),
    [("request", b"GET / HTTP/1.1\r\n\r\n", "warc_request"), ("metadata", b"", "warc_metadata"),
     ("conversion", PAGE, "warc_conversion"), ("future", b"", "warc_unknown"),
     ("continuation", PAGE, "segmented_record"), ("response", b"nothing", "damaged_record"),
     ("response", answer(head=b"HTTP/1.1 301 Moved\r\n"), "http_status"),
     ("response", answer(head=b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n"), "not_copy"),
     ("response", answer(b"\x89PNG\r\n"), "not_copy"), ("response", answer(b""), "empty_file"),
     ("response", answer(b'{"a": 1}'), "not_copy")],
)  # fmt: skip
def test_what_is_no_page_has_its_reason(kind: str, block: bytes, reason: str) -> None:
    assert reasons(record(block, kind)) == [reason]
    assert pages(record(block, kind)) == {}


def test_a_resource_is_a_page_by_its_own_type() -> None:
    page = record(PAGE, "resource", Content_Type="text/html")
    assert list(pages(page).values()) == [PAGE]
    assert reasons(record(PAGE, "resource", Content_Type="image/png")) == ["not_copy"]
    assert reasons(record(b"x", url="dns:x.example", Content_Type="text/dns")) == ["warc_dns"]
    note = record(b"log", "resource", "metadata://gnu.org/wget.log", Content_Type="text/plain")
    assert reasons(note) == ["warc_metadata"]
    for name in ("text", "pageinfo", "view", "thumbnail"):
        beside = record(
            PAGE, "resource", f"urn:{name}:http://x.example/1", Content_Type="text/plain"
        )
        assert reasons(beside) == ["warc_metadata"]


def chunked(body: bytes, size: int = 100) -> bytes:
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x;ext=1\r\n%s\r\n" % (len(one), one) for one in pieces) + b"0\r\n\r\n"


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("coding", "pack"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("deflate", raw_deflate),
     ("br", brotli.compress), ("zstd", zstandard.ZstdCompressor().compress), ("identity", bytes)],
)  # fmt: skip
def test_a_page_is_unpacked_whatever_it_was_sent_as(coding: str, pack) -> None:
    body = pack(PAGE)
    for sent in (
        answer(body, Content_Encoding=coding),
        answer(chunked(body), Content_Encoding=coding, Transfer_Encoding="chunked"),
        answer(PAGE, Content_Encoding=coding, Transfer_Encoding="chunked"),  # undone by the crawler
    ):
        assert list(pages(record(sent)).values()) == [PAGE]
    if coding not in {"identity", "deflate"}:
        cut = answer(body[:-20], Content_Encoding=coding)
        assert set(reasons(record(cut))) <= {"truncated_http", "damaged_payload"}
        assert reasons(record(cut))


def test_a_transfer_that_broke_off_is_no_page() -> None:
    cut = answer(chunked(PAGE)[:-150], Transfer_Encoding="chunked")
    assert reasons(record(cut)) == ["truncated_http"]
    assert reasons(record(answer(PAGE[:200], Content_Length="900"))) == ["truncated_http"]
    assert pages(record(answer(PAGE, Content_Length="9000"))) != {}  # it ends as a page does
    assert reasons(record(answer(), WARC_Truncated="length")) == ["truncated_by_crawler"]
    strange = answer(bytes(range(256)), Content_Encoding="compress")
    assert reasons(record(strange)) == ["unsupported_encoding"]


def test_an_inner_bomb_is_stopped() -> None:
    bomb = answer(gzip.compress(bytes(5_000_000)), Content_Encoding="gzip")
    rules = ReadingRules(max_record_bytes=1_000_000)
    assert reasons(record(bomb), rules) == ["too_large"]


@pytest.mark.parametrize("kind", ["sha1", "sha256", "md5"])
def test_bytes_that_do_not_give_their_digest_are_refused(kind: str) -> None:
    block = answer()
    for made in (block, PAGE):
        field = "WARC_Block_Digest" if made is block else "WARC_Payload_Digest"
        digest = hashlib.new(kind, made).digest()
        for value in (digest.hex(), base64.b32encode(digest).decode()):
            said = {field: f"{kind}:{value}"}
            assert len(pages(record(block, **said))) == 1
            wrong = block.replace(b"council", b"Council", 1)
            assert reasons(record(wrong, **said)) == ["digest_mismatch"]


def test_a_revisit_says_what_it_met_again_wherever_that_stands() -> None:
    again = record(
        HTTP + b"\r\n", "revisit", "<http://x.example/2>", WARC_Date="2017-03-07T04:02:06Z",
        WARC_Payload_Digest=payload_of(PAGE).replace("sha1", "SHA1"),
        WARC_Refers_To_Target_URI="<http://x.example/1>",
        WARC_Refers_To_Date="2017-03-06T04:02:06Z",
    )  # fmt: skip
    met = Revisit(
        "#offset=0",
        Beside(url="http://x.example/2", fetched_at="2017-03-07T04:02:06Z"),
        payload_of(PAGE),
        "http://x.example/1",
        "2017-03-06T04:02:06Z",
    )
    assert entries(again) == [met]
    [page, later] = entries(record(answer()) + again)
    assert isinstance(page, Record)
    assert page.payload == met.payload
    assert later == replace(met, name=f"#offset={len(record(answer()))}")
    [without] = entries(record(b"", "revisit"))
    assert without == Revisit(
        "#offset=0",
        Beside(url="http://x.example/1", fetched_at="2017-03-06T04:02:06Z"),
        None,
        None,
        None,
    )


def test_the_digest_of_nothing_tells_no_page_from_another() -> None:
    for said in (payload_of(b""), "sha256:" + hashlib.sha256(b"").hexdigest()):
        moved = record(answer(b"", b"HTTP/1.1 301 Moved\r\n"), url="http://x.example/0")
        again = record(
            b"HTTP/1.1 304 Not Modified\r\n\r\n", "revisit", WARC_Payload_Digest=said,
            WARC_Refers_To_Target_URI="http://x.example/1",
            WARC_Refers_To_Date="2017-03-06T04:02:06Z",
        )  # fmt: skip
        last = entries(moved + again)[-1]
        assert isinstance(last, Revisit)
        assert (last.payload, last.refers_to_url) == (None, "http://x.example/1")


def test_a_wrong_length_costs_its_record_only() -> None:
    good = record(answer())
    for length in ("10", "99999999999999", "90000", "-4", "long", ""):
        bad = record(answer(), Content_Length=length)
        found = entries(good + bad + good)
        assert len([one for one in found if isinstance(one, Record)]) == 2, length
        (refused,) = [one for one in found if isinstance(one, NoRecord)]
        assert refused.outcome == "quarantined"
        assert refused.name == f"#offset={len(good)}"


def test_damage_costs_one_record_of_a_packed_crawl() -> None:
    bodies = [PAGE.replace(b"Quay", b"Quay %d" % number) for number in range(9)]
    members = [gzip.compress(record(answer(body))) for body in bodies]
    place = sum(map(len, members[:4]))
    lost = 0
    for at in range(place, place + len(members[4])):
        damaged = bytearray(b"".join(members))
        damaged[at] ^= 1 << at % 8
        kept = set(pages(bytes(damaged)).values())
        assert kept >= {*bodies[:4], *bodies[5:]}, at - place
        lost += bodies[4] not in kept
        named = [one.name for one in entries(bytes(damaged)) if isinstance(one, NoRecord)]
        assert len(kept) + len(named) >= 9
    # times and flags of gzip's own header change nothing
    assert lost > len(members[4]) - 12


def test_a_truncated_crawl_keeps_what_came_before() -> None:
    packed = b"".join([gzip.compress(record(answer()))] * 3)
    assert len(pages(packed[:-9])) == 2
    assert reasons(packed[:-9]) == ["truncated_record"]
    plain = record(answer()) * 3
    assert len(pages(plain[:-200])) == 2
    assert reasons(plain[:-200]) == ["truncated_record"]
    assert len(pages(gzip.compress(plain)[:-20])) >= 1


def test_a_packed_crawl_whose_last_header_is_damaged_says_so() -> None:
    packed = gzip.compress(record(answer()))
    damaged = bytearray(packed * 3)
    damaged[2 * len(packed)] ^= 1
    assert len(pages(bytes(damaged))) == 2
    found = [one for one in entries(bytes(damaged)) if isinstance(one, NoRecord)]
    assert [(one.name, one.reason_code) for one in found] == [
        (f"#offset={2 * len(packed)}", "damaged_record")
    ]
    assert reasons(packed + b"x") == ["damaged_record"]
    assert reasons(packed + b"\0" * 99 + b"\r\n") == []
    assert reasons(packed[:-9]) == ["truncated_record"]


def test_rubbish_between_records_is_named_and_passed_over() -> None:
    good = record(answer())
    assert len(pages(good + b"rubbish\r\n" * 50 + good)) == 2
    assert reasons(good + b"rubbish\r\n" * 50 + good) == ["damaged_record"]
    packed = gzip.compress(good)
    assert len(pages(packed + b"\x1f\x8b\x08rubbish" * 50 + packed)) == 2


def arc(url: str, block: bytes, length: str = "") -> bytes:
    head = f"{url} 127.0.0.1 20140216050221 text/html {length or len(block)}\n"
    return head.encode() + block + b"\n"


def test_an_arc_file_gives_its_pages() -> None:
    note = b"1 0 Crawl\nURL IP-address Archive-date Content-type Archive-length\n"
    first = arc("filedesc://crawl.arc", note)
    whole = first + arc("http://x.example/1", answer()) + arc("http://x.example/2", answer(), "7")
    whole += arc("http://x.example/3", answer())
    found = entries(whole)
    assert [one.beside.url for one in found if isinstance(one, Record)] == [
        "http://x.example/1",
        "http://x.example/3",
    ]
    assert found[1].beside.fetched_at == "2014-02-16T05:02:21Z"
    assert reasons(whole) == ["arc_filedesc", "damaged_record"]
    packed = gzip.compress(first) + gzip.compress(arc("http://x.example/1", answer()))
    assert list(pages(packed)) == [f"#offset={len(gzip.compress(first))}"]


def test_an_address_of_an_arc_file_may_hold_blanks() -> None:
    whole = arc("filedesc://crawl.arc", b"1 0 Crawl\n") + arc("http://x.example/a 2 b", answer())
    [page] = [one for one in entries(whole) if isinstance(one, Record)]
    assert page.beside.url in {"http://x.example/a 2 b", "http://x.example/a%202%20b"}
    assert page.beside.fetched_at == "2014-02-16T05:02:21Z"


def test_a_feed_in_a_crawl_is_read_as_one() -> None:
    feed = b"<rss><channel><item><link>http://x.example/1</link></item></channel></rss>"
    sent = answer(feed, b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n")
    assert reasons(record(sent)) == ["feed_entry"]
    assert any(isinstance(one, Saying) for one in entries(record(sent)))

"""Pages as servers sent them: several members of a packing, and transfers that broke off."""

import gzip

import pytest
import zstandard

from tasks.readers.limits import ReadingRules
from tasks.readers.records import NoRecord
from tests.tasks.readers.test_crawls import PAGE, answer, entries, pages, reasons, record

HALF = len(PAGE) // 2
SKIPPED_FRAME = b"\x50\x2a\x4d\x18\x04\0\0\0size"  # pzstd writes one before each frame


def zstd(body: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(body)


def packed(body: bytes, coding: str) -> bytes:
    return record(answer(body, Content_Encoding=coding))


@pytest.mark.parametrize(("coding", "pack"), [("gzip", gzip.compress), ("zstd", zstd)])
def test_every_member_of_a_packing_is_unpacked(coding: str, pack) -> None:
    two = pack(PAGE[:HALF]) + pack(PAGE[HALF:])
    many = b"".join(pack(PAGE[at : at + 1]) for at in range(len(PAGE)))
    for body in (two, many, pack(PAGE) + pack(b""), pack(PAGE) + b"\0rubbish"):
        assert list(pages(packed(body, coding)).values()) == [PAGE]
    assert list(pages(packed(SKIPPED_FRAME + zstd(PAGE) + SKIPPED_FRAME, "zstd")).values()) == [
        PAGE
    ]
    assert reasons(packed(two[:-20], coding)) == ["truncated_http"]
    bomb = pack(bytes(600_000)) + pack(bytes(600_000))
    assert reasons(packed(bomb, coding), ReadingRules(max_record_bytes=1_000_000)) == ["too_large"]
    assert reasons(packed(pack(PAGE) + pack(b"") * 10_000, coding)) == ["damaged_payload"]


def chunk(body: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(body), body)


def cut(body: bytes) -> bytes:
    return b"4000\r\n" + body


@pytest.mark.parametrize(
    ("body", "is_kept"),
    [(cut(PAGE[:200]), False),  # it broke off in its first chunk
     (cut(PAGE), True),
     (chunk(PAGE), True),  # only the last, empty chunk is missing
     (chunk(PAGE[:200]), False),
     (chunk(PAGE[:200]) + cut(PAGE[200:]), True),
     (chunk(PAGE[:200]) + cut(PAGE[200:300]), False),
     (PAGE, True)],
)  # fmt: skip
def test_a_transfer_cut_in_any_chunk_is_kept_only_if_the_page_has_its_end(
    body: bytes, is_kept: bool
) -> None:
    sent = record(answer(body, Transfer_Encoding="chunked"))
    assert list(pages(sent).values()) == [PAGE] * is_kept
    assert reasons(sent) == ["truncated_http"] * (not is_kept)


def test_a_packed_transfer_is_judged_by_the_page_in_it() -> None:
    body = gzip.compress(PAGE)
    for sent, reason in (
        (cut(body[:60]), ["truncated_http"]), (cut(body), []),
        (chunk(body), []), (body, []), (chunk(gzip.compress(PAGE[:99])), ["truncated_http"]),
    ):  # fmt: skip
        whole = record(answer(sent, Content_Encoding="gzip", Transfer_Encoding="chunked"))
        assert reasons(whole) == reason
        assert set(pages(whole).values()) <= {PAGE}


def test_a_damaged_packing_is_told_in_plain_words() -> None:
    page = bytearray(gzip.compress(PAGE))
    page[-6] ^= 1
    (refused,) = entries(packed(bytes(page), "gzip"))
    assert isinstance(refused, NoRecord)
    assert refused.detail == ("its gzip packing is damaged: the checksum at its end does not match")
    crawl = bytearray(gzip.compress(record(answer())))
    crawl[-6] ^= 1
    (refused,) = entries(bytes(crawl))
    assert isinstance(refused, NoRecord)
    assert refused.detail == "its packing is damaged: the checksum at its end does not match"

"""What revisits refer to: remembered in little memory, and truly said to be missing."""

import base64
import hashlib
import tracemalloc

import pytest

from tasks.readers import warc
from tasks.readers.crawl_originals import Originals
from tasks.readers.crawl_records import Place
from tasks.readers.records import Entry, NoRecord
from tests.tasks.readers.test_crawls import HTTP, PAGE, answer, entries, pages, reasons, record

MOST_BYTES = 110  # a record, by the table's fill; as texts they took 450


def sign(number: int) -> list[str]:
    return [f"payload sha1:{number:032}", f"place 2017 http://x.example/{number}"]


def test_a_record_is_found_by_each_of_its_signs_in_little_memory() -> None:
    tracemalloc.start()
    originals = Originals()
    for number in range(30_000):
        originals.add(sign(number), Place(number * 1_000, number % 3))
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < MOST_BYTES * 30_000
    for number in range(0, 30_000, 97):
        for one in sign(number):
            assert originals.find([one]) == Place(number * 1_000, number % 3)
    assert originals.find(sign(30_000)) is None
    originals.add(sign(7), Place(1))
    assert originals.find(sign(7)) == Place(7_000, 1)
    assert not originals.is_full


def digest(body: bytes) -> str:
    made = hashlib.new("sha1", body, usedforsecurity=False).digest()
    return "sha1:" + base64.b32encode(made).decode()


def again(body: bytes) -> bytes:
    return record(HTTP + b"\r\n", "revisit", WARC_Payload_Digest=digest(body))


def last_detail(found: list[Entry]) -> str:
    last = found[-1]
    assert isinstance(last, NoRecord)
    assert last.reason_code == "revisit_unresolved"
    return last.detail


def test_a_revisit_says_truly_why_its_original_is_not_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    crawl = record(answer()) + record(answer(PAGE + b"2"), url="http://x.example/2")
    assert reasons(crawl + again(PAGE + b"2")) == ["revisit"]
    early = list(reversed(entries(again(PAGE) + record(answer()))))
    assert "not read before it in this file: it may stand after it" in last_detail(early)
    refused = record(answer(), WARC_Payload_Digest=digest(b"other")) + again(b"other")
    assert "have been refused" in last_detail(entries(refused))
    monkeypatch.setattr(warc, "Originals", lambda: Originals(most=1))
    assert reasons(crawl + again(PAGE)) == ["revisit"]
    assert "are remembered, and it has more" in last_detail(entries(crawl + again(PAGE + b"2")))


def test_a_resource_that_holds_an_answer_is_read_as_one() -> None:
    def resource(block: bytes, kind: str) -> bytes:
        return record(block, "resource", Content_Type=kind)

    for kind in ("application/http", "application/http; msgtype=response"):
        assert list(pages(resource(answer(), kind)).values()) == [PAGE]
        assert reasons(resource(answer(head=b"HTTP/1.1 404 Gone\r\n"), kind)) == ["http_status"]
    request = resource(b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request")
    assert reasons(request) == ["not_copy"]
    about = b"HTTP/2 explained, for whoever reads plain text."
    assert list(pages(resource(about, "text/plain")).values()) == [about]

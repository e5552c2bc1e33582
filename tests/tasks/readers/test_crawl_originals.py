"""Revisits of what is no page: known in little memory, or by their own head."""

import tracemalloc

import pytest

from tasks.readers.crawl_originals import Originals
from tasks.readers.crawl_records import Place
from tasks.readers.records import NoRecord, Revisit
from tests.tasks.readers.test_crawls import (
    HTTP,
    PAGE,
    answer,
    entries,
    pages,
    payload_of,
    reasons,
    record,
)

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


def test_of_more_records_than_are_remembered_the_first_are_found() -> None:
    originals = Originals(most=3)
    for number in range(5):
        originals.add(sign(number), Place(number * 1_000))
    found = [originals.find(sign(number)) for number in range(5)]
    assert found == [Place(0), Place(1_000), Place(2_000), None, None]


def again(body: bytes, head: bytes = HTTP, **fields: str) -> bytes:
    return record(head + b"\r\n", "revisit", WARC_Payload_Digest=payload_of(body), **fields)


@pytest.mark.parametrize(
    "block",
    [answer(b"\x89PNG\r\n"), answer(head=b"HTTP/1.1 404 Gone\r\n"),
     answer(b"<rss><channel><item><link>http://x.example/2</link></item></channel></rss>")],
)  # fmt: skip
def test_what_is_met_again_and_is_no_page_is_passed_over(block: bytes) -> None:
    body = block.partition(b"\r\n\r\n")[2]
    assert reasons(record(block) + again(body))[-1] == "revisit"
    by_place = record(
        b"", "revisit", WARC_Refers_To_Target_URI="http://x.example/1",
        WARC_Refers_To_Date="2017-03-06T04:02:06Z",
    )  # fmt: skip
    assert reasons(record(block) + by_place)[-1] == "revisit"


def test_a_revisit_of_an_image_is_told_by_its_own_head() -> None:
    assert reasons(again(b"x", b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n")) == ["not_copy"]
    assert reasons(again(b"x", b"HTTP/1.1 302 Found\r\n")) == ["http_status"]
    for head in (HTTP, b"HTTP/1.1 304 Not Modified\r\n", b"HTTP/1.1 200 OK\r\n"):
        assert isinstance(entries(again(PAGE, head))[0], Revisit)


def test_a_refused_record_is_not_said_to_be_no_page() -> None:
    refused = record(answer(), WARC_Payload_Digest=payload_of(b"other"))
    found = entries(refused + again(b"other"))
    assert isinstance(found[0], NoRecord)
    assert isinstance(found[1], Revisit)


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

"""Damage in a crawl: what it costs in time, and where it is said to be."""

import gzip

import pytest

from tasks.readers.limits import ReadingRules
from tasks.readers.records import NoRecord, Record
from tests.growth import grows_in_line
from tests.tasks.readers.test_crawls import PAGE, answer, arc, entries, reasons, record

EVERY_ONE = ReadingRules(max_refusals=1_000_000)  # is a row


def test_lying_lengths_take_a_time_that_grows_with_the_file() -> None:
    lying = record(b"HTTP/1.1 200\r\n\r\n", Content_Length="60000000")

    def read(crawl: bytes) -> None:
        assert reasons(crawl, EVERY_ONE) == ["truncated_record"] * (len(crawl) // len(lying))

    assert grows_in_line(lambda count: lying * count, read, 250)


def test_heads_without_an_end_take_a_time_that_grows_with_the_file() -> None:
    for headless in (b"WARC/1.0\r\nWARC-Type: response\r\n", b"WARC/1.0\nWARC-a\n"):

        def read(crawl: bytes, headless: bytes = headless) -> None:
            assert len(reasons(crawl, EVERY_ONE)) == len(crawl) // len(headless)

        assert grows_in_line(headless.__mul__, read, 250)


def test_an_arc_line_without_an_end_is_searched_once() -> None:
    first = b"filedesc://a.arc 0.0.0.0 20170306040206 text/plain 3\na b\n"
    assert len(reasons(first + b"ftp:x" * 200_000)) < 20


@pytest.mark.parametrize("cut", [20, 60, 200])
def test_a_head_that_breaks_off_does_not_take_the_next_record_for_its_own(cut: int) -> None:
    other = record(answer(PAGE.replace(b"council", b"mayor")), url="http://x.example/2")
    head = record(answer()).partition(b"\r\n\r\n")[0]
    for end in (b"\r\n", b"\n"):
        found = entries(head[:cut] + end + other)
        assert [type(one) for one in found] == [NoRecord, Record], cut
        assert found[0].name == "#offset=0"
        assert isinstance(found[1], Record)
        assert found[1].beside.url == "http://x.example/2"


def test_a_length_that_is_right_is_believed_whatever_the_page_says() -> None:
    inner = answer(b"<html>" + record(answer()) + b"</html>")
    found = entries(record(inner) + record(answer()))
    assert all(isinstance(one, Record) for one in found)
    assert len(found) == 2


@pytest.mark.parametrize("excess", [5, 9, 14, 40, 200])
def test_a_length_that_runs_into_the_next_record_does_not_cost_it(excess: int) -> None:
    lying = record(answer(), Content_Length=str(len(answer()) + excess))
    found = entries(lying + record(answer()))
    assert [type(one) for one in found] == [NoRecord, Record], excess


def test_a_lying_length_just_before_a_cut_does_not_cost_the_records_between() -> None:
    packed = gzip.compress(record(answer(), Content_Length="300") + record(answer()) * 4)
    found = entries(packed[:-4])
    assert [type(one) for one in found] == [NoRecord, Record, Record, Record, NoRecord]


def refused(data: bytes) -> list[tuple[str, str, str]]:
    found = [one for one in entries(data) if isinstance(one, NoRecord)]
    return [(one.name, one.reason_code, one.detail) for one in found]


def test_one_damage_is_named_once_at_its_own_address() -> None:
    member = gzip.compress(record(answer()))
    first, second = len(member), 2 * len(member)
    for begin, size in ((first + 30, 60), (first + 30, 9), (first + 10, 4), (second - 4, 4)):
        damaged = bytearray(member * 4)
        damaged[begin : begin + size] = bytes(255 - byte for byte in damaged[begin:][:size])
        ((name, code, _),) = refused(bytes(damaged))
        assert (name, code) == (f"#offset={first}", "damaged_record"), begin
        kept = [one.name for one in entries(bytes(damaged)) if isinstance(one, Record)]
        assert kept == ["#offset=0", f"#offset={second}", f"#offset={second + first}"]


def test_bytes_between_members_have_their_own_address_and_say_how_far_they_go() -> None:
    member = gzip.compress(record(answer()))
    end = len(member)
    assert refused(member + b"rubbish" + member) == [
        (f"#offset={end}", "damaged_record",
         f"the bytes from here to #offset={end + 7} are no record")
    ]  # fmt: skip
    spoiled = b"\0" + member[1:]
    ((name, _, detail),) = refused(member + spoiled + member)
    assert name == f"#offset={end}"
    assert detail == f"the bytes from here to #offset={2 * end} are no record"
    assert refused(member + b"\0" * 512 + member) == []  # a tape's padding


@pytest.mark.parametrize("length", ["9999", "7", "none"])
def test_behind_damage_an_arc_record_whose_address_holds_blanks_is_found(length: str) -> None:
    first = arc("filedesc://crawl.arc", b"1 0 Crawl\n")
    broken = arc("http://x.example/1", answer(), length)
    found = entries(first + broken + arc("http://x.example/a 2 b", answer()))
    assert [type(one) for one in found] == [NoRecord, NoRecord, Record]
    assert found[2].name == f"#offset={len(first + broken)}"


def test_an_arc_line_of_many_words_is_searched_once() -> None:
    def read(crawl: bytes) -> None:
        entries(crawl)

    first = arc("filedesc://crawl.arc", b"1 0 Crawl\n", "3")
    for words in (b"\nhttp:a" + b" 1.1" * 30, b"\nhttp:a" + b"         a" * 30):
        assert grows_in_line(lambda count, words=words: first + words * count, read, 500)

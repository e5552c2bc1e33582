"""Damage in a crawl: what it costs in time, and where it is said to be."""

import time

import pytest

from tasks.readers.records import NoRecord, Record
from tests.tasks.readers.test_crawls import answer, entries, reasons, record

MOST_GROWTH = 16  # of the time for eight times as many records; a quadratic reader takes 64 times


def test_lying_lengths_take_a_time_that_grows_with_the_file() -> None:
    def seconds(count: int) -> float:
        lying = record(b"HTTP/1.1 200\r\n\r\n", Content_Length="60000000") * count
        began = time.process_time()
        assert reasons(lying) == ["truncated_record"] * count
        return time.process_time() - began

    assert seconds(32_000) < MOST_GROWTH * min(seconds(4_000) for _ in range(2))


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

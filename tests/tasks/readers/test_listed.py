"""Refusals of one input: rows up to a bound, then one row for all others."""

import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

from tasks.readers.limits import ReadingRules, Refused
from tasks.readers.listed import listed
from tasks.readers.records import Entries, Entry, NoRecord, Record
from tests.tasks.bundle_runs import DAY, START, Take, of_row
from tests.tasks.readers.test_entries import entries
from tests.tasks.test_ingest import counts, touched

GOOD = json.dumps({"url": "http://x.example/1", "text": "The council met on Tuesday."}).encode()
FEW = ReadingRules(max_refusals=3)


def test_a_small_file_of_broken_lines_is_no_hundred_thousand_rows() -> None:
    bomb = gzip.compress(GOOD + b"\n" + b"{\n" * 80_000 + GOOD + b"\n")
    assert len(bomb) < 5_000
    found = entries(bomb, "a.jsonl.gz")
    refused = [one for one in found if isinstance(one, NoRecord)]
    assert len(refused) == ReadingRules().max_refusals + 1
    assert sum(one.stands_for for one in refused) == 80_000
    # what is good behind them is read
    assert [one.name for one in found if isinstance(one, Record)] == ["#line=1", "#line=80002"]


def test_one_row_counts_the_others_by_reason_and_says_where_they_begin() -> None:
    lines = b"\n".join([GOOD, *[b"{"] * 5, json.dumps({"text": "x" * 90}).encode(), GOOD])
    rules = ReadingRules(max_refusals=3, max_record_bytes=80)
    *_, last = entries(lines, "a.jsonl", rules)
    assert isinstance(last, NoRecord)
    assert (last.name, last.reason_code, last.stands_for) == ("", "too_many_refusals", 3)
    assert last.detail == (
        "beside the first 3 refusals of it, which are listed, 3 more from #line=5 on: "
        "2 damaged_row, 1 too_large"
    )


def test_as_many_refusals_as_are_listed_need_no_row_more() -> None:
    found = entries(b"\n".join([GOOD, *[b"{"] * 3, GOOD]), "a.jsonl", FEW)
    assert Counter(one.reason_code for one in found if isinstance(one, NoRecord)) == {
        "damaged_row": 3
    }


@pytest.mark.parametrize("fault", [Refused("truncated_archive", "it ends"), OSError("it ends")])
def test_they_are_counted_though_the_reading_breaks_off(fault: Exception) -> None:
    def broken() -> Entries:
        yield from [NoRecord(f"#line={at}", "quarantined", "damaged_row", "") for at in range(5)]
        raise fault

    seen: list[Entry] = []
    with pytest.raises(type(fault), match="it ends"):
        seen.extend(iter(listed(broken(), 3)))
    assert [one.stands_for for one in seen if isinstance(one, NoRecord)] == [1, 1, 1, 2]


def test_the_account_adds_up_and_knows_how_many_it_does_not_list(
    tmp_path: Path, take: Take
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n".join([GOOD, *[b"{"] * 10, GOOD.replace(b"met", b"sat")]))
    first = take(touched(path, START - DAY), max_refusals=3)
    assert first.account.is_balanced
    assert (first.account.kept, first.account.quarantined) == (2, 4)
    assert (len(first.refused), first.unlisted) == (4, 6)
    assert of_row(first) == (1, "json", 6, 2, 4)
    again = take(path, known=first, day=1, max_refusals=3)
    assert counts(again)["unchanged"] == 1
    assert again.unlisted == 0

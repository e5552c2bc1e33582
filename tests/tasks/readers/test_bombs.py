"""Decompression bombs: each stream is judged alone, and the input has a bound for all of them."""

import bz2
import gzip
import zipfile
from dataclasses import replace
from random import Random

import pytest

from tasks.readers.limits import ReadingRules
from tasks.readers.records import NoRecord, Record
from tests.tasks.readers.test_crawls import answer, record
from tests.tasks.readers.test_entries import PAGE, entries, records, refusals, tarred, zipped

SMALL = ReadingRules(ratio_free_bytes=100_000, max_ratio=100)
LARGE = Random(7).randbytes(400_000).hex().encode()  # packs to half of it
BOMB = b"The council met. " * 300_000


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_bomb_is_one_whatever_lies_before_it_and_costs_nothing_behind_it(at: int) -> None:
    members = [("large.txt", LARGE), ("page.html", PAGE)]
    members.insert(at, ("bomb.txt", BOMB))
    archive = zipped(members)
    assert refusals(archive, "a.zip", SMALL) == {"!bomb.txt": "decompression_bomb"}
    assert records(archive, "a.zip", SMALL) == {"!large.txt": LARGE, "!page.html": PAGE}


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_bomb_within_a_packed_archive_is_judged_alone_too(at: int) -> None:
    members = [("large.txt", LARGE), ("page.html", PAGE)]
    members.insert(at, ("bomb.txt.gz", gzip.compress(gzip.compress(BOMB))))
    rules = replace(SMALL, max_depth=5)
    for archive in (tarred(members), zipped(members)):
        found = entries(archive, "a", rules)
        refused = [one.reason_code for one in found if isinstance(one, NoRecord)]
        assert refused == ["decompression_bomb"]
        assert len([one for one in found if isinstance(one, Record)]) == 2


def test_members_of_one_gzip_file_are_judged_alone() -> None:
    two = gzip.compress(LARGE) + gzip.compress(BOMB)
    assert refusals(two, "a.txt", SMALL) == {"": "decompression_bomb"}


def test_a_bomb_in_a_crawl_is_one_row_and_the_records_around_it_are_read() -> None:
    pages = [gzip.compress(record(answer(), url=f"http://x.example/{n}")) for n in range(3)]
    bomb = gzip.compress(record(answer(BOMB)))
    inner = answer(gzip.compress(BOMB), Content_Encoding="gzip")
    for hostile in (bomb, gzip.compress(record(inner))):
        found = entries(pages[0] + hostile + pages[1] + pages[2], "a.warc.gz", SMALL)
        assert [type(one) for one in found] == [Record, NoRecord, Record, Record]
        refused = found[1]
        assert isinstance(refused, NoRecord)
        assert refused.name == f"#offset={len(pages[0])}"
        assert refused.reason_code == "decompression_bomb"


def test_many_small_bombs_are_one_of_the_whole_input_and_one_row() -> None:
    small = [(f"{n}.txt", b"a" * 90_000) for n in range(40)]
    archive = zipped(small, zipfile.ZIP_BZIP2)
    found = entries(archive, "a.zip", SMALL)
    refused = [one for one in found if isinstance(one, NoRecord)]
    assert [(one.name, one.reason_code) for one in refused] == [("", "decompression_bomb")]
    assert len(found) < 40
    nested = zipped([("a.zip", archive), ("b.zip", archive), ("c.html", PAGE)], zipfile.ZIP_STORED)
    refused = [one for one in entries(nested, "a.zip", SMALL) if isinstance(one, NoRecord)]
    assert [(one.name, one.reason_code) for one in refused] == [("", "decompression_bomb")]


def test_an_input_that_unpacks_to_too_much_ends_there() -> None:
    rules = replace(SMALL, max_unpacked_bytes=1_000_000)
    archive = zipped([("a.txt", LARGE), ("b.txt", LARGE), ("c.txt", LARGE)])
    found = entries(archive, "a.zip", rules)
    assert [type(one) for one in found] == [Record, NoRecord]
    assert refusals(bz2.compress(LARGE + LARGE), "a", rules) == {"": "unpacks_too_large"}

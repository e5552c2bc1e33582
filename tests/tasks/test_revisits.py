"""Revisits are sighted as the capture they mean, in whatever order and batches crawls come."""

import base64
import hashlib
import io
import itertools
import tarfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from tasks.ingest import Ingested
from tasks.revisits import MetAgain, sightings_of_revisits
from tasks.sightings import Sighting
from tests.tasks.bundle_runs import DAY, START, Take, taker
from tests.tasks.crawls import OTHER, PAGE, URL, again, at, page, write
from tests.tasks.readers.test_crawls import record
from tests.tasks.test_ingest import counts, touched
from warehouse.store import Store

OF_THE_RUN = {"first_seen", "run_id", "modified_ns"}


@pytest.fixture
def take(tmp_path: Path) -> Take:
    return taker(Store(tmp_path / "wh"))


def said(ingested: Ingested) -> list[list[dict[str, object]]]:
    """Sightings, revisits and bundles, without what differs from run to run."""
    return [
        sorted(
            ({k: v for k, v in asdict(row).items() if k not in OF_THE_RUN} for row in rows),
            key=repr,
        )
        for rows in (ingested.sightings, ingested.revisits)
    ]


def days(ingested: Ingested) -> list[tuple[str | None, bool]]:
    return sorted((one.fetched_at, one.is_revisit) for one in ingested.sightings)


@pytest.mark.parametrize(
    ("crawls", "found"),
    [
        # its revisits in files before and after it
        ({"b": [page(6)], "a": [again(7, of=6)], "c": [again(8)]}, 2),
        # before it in one file
        ({"a": [again(7), page(6)], "b": [again(8, None, of=6)]}, 2),
        # of two that have the bytes
        ({"a": [page(9)], "b": [again(7)], "c": [page(6)]}, 1),
        # of two addresses that have the bytes
        ({"a": [page(5, url=URL + "?x")], "b": [again(7)], "c": [page(6)]}, 1),
        # of one another: each names the day before
        (
            {
                "c": [again(7, of=6)],
                "a": [again(9, None, of=8), page(6)],
                "b": [again(8, None, of=7)],
            },
            3,
        ),
        # of one another in a ring, and of itself
        (
            {
                "a": [again(8, None, of=9), again(9, None, of=8)],
                "b": [page(6), again(7, None, of=7)],
            },
            0,
        ),
        # of another page, and of one that is never read
        ({"a": [again(8, OTHER)], "b": [page(6)], "c": [again(7, b"nowhere")]}, 0),
    ],
)
def test_the_order_and_the_batches_of_crawls_change_nothing(
    tmp_path: Path, take: Take, crawls: dict[str, Sequence[bytes]], found: int
) -> None:
    files = [write(tmp_path / f"{name}.warc", *held) for name, held in crawls.items()]
    whole = said(take(*files))
    for order in itertools.permutations(files):
        assert said(take(*order)) == whole
        known: Ingested | None = None
        for step, one in enumerate(order):
            known = take(one, known=known, day=step)
        assert known is not None
        assert said(known) == whole
        met = [one for one in known.sightings if one.is_revisit]
        assert len(met) == found
        [original] = {one.item_id for one in known.sightings if one.fetched_at == at(6)}
        assert {one.item_id for one in met} <= {original}
        assert sum(row.refused for row in known.bundles.rows()) == len(known.revisits) - found


def test_every_item_of_a_crawl_is_counted_once(tmp_path: Path, take: Take) -> None:
    crawl = write(tmp_path / "a.warc", page(6), again(7), again(8, b"nowhere"))
    first = take(crawl)
    assert counts(first) == {
        "received": 3, "kept": 1, "collapsed": 1, "quarantined": 1, "skipped": 0,
        "revisit_unresolved": 1,
    }  # fmt: skip
    assert [(row.items, row.kept, row.refused) for row in first.bundles.rows()] == [(3, 1, 1)]
    assert counts(take(crawl, known=first, day=1))["unchanged"] == 1
    read = take(crawl, known=first, day=1, again=frozenset({str(crawl)}))
    assert counts(read) == {
        "received": 3, "kept": 0, "collapsed": 0, "quarantined": 1, "skipped": 2,
        "revisit_unresolved": 1, "unchanged": 2,
    }  # fmt: skip
    assert not read.is_changed
    assert (read.sightings, read.revisits) == (first.sightings, first.revisits)


def test_a_sighting_of_a_revisit_has_its_own_place_and_time(tmp_path: Path, take: Take) -> None:
    crawl = write(tmp_path / "a.warc", page(6), again(7, url=URL + "?again"))
    original, met = take(crawl).sightings
    assert (met.url, met.fetched_at, met.outlet) == (URL + "?again", at(7), None)
    assert met.source_uri == met.location == f"{crawl}#offset={len(page(6))}"
    assert (met.capture_id, met.item_id, met.byte_count) == (
        original.capture_id, original.item_id, original.byte_count,
    )  # fmt: skip


def test_a_payload_that_differs_is_not_the_page_of_that_address_and_time(
    tmp_path: Path, take: Take
) -> None:
    first = take(write(tmp_path / "a.warc", page(6), again(7, OTHER, of=6)))
    assert [one.reason_code for one in first.refused] == ["revisit_unresolved"]
    assert f"the same as {URL} of {at(6)}, which was read neither" in first.refused[0].detail


def spellings(kind: str, body: bytes) -> list[str]:
    digest = hashlib.new(kind, body, usedforsecurity=False).digest()
    padded = base64.b32encode(digest).decode()
    values = (digest.hex(), digest.hex().upper(), padded, padded.rstrip("="), padded.lower())
    labels = (kind, kind.upper(), f"{kind[:3]}-{kind[3:]}")
    return [f"{label}:{value}" for label in labels for value in values]


@pytest.mark.parametrize("kind", ["sha1", "sha256", "sha512"])
def test_a_digest_is_the_same_however_it_is_spelled(tmp_path: Path, take: Take, kind: str) -> None:
    said_of_page, *others = spellings(kind, PAGE)
    met = [
        record(
            b"HTTP/1.1 304 Not Modified\r\n\r\n", "revisit", URL,
            WARC_Date=at(7), WARC_Payload_Digest=digest, **refers,
        )
        for digest in others
        for refers in ({}, {"WARC_Refers_To_Target_URI": URL, "WARC_Refers_To_Date": at(6)})
    ]  # fmt: skip
    crawl = write(tmp_path / "a.warc", page(6, WARC_Payload_Digest=said_of_page), *met)
    assert counts(take(crawl))["collapsed"] == len(met)


def test_a_digest_of_nothing_tells_nothing_however_it_is_spelled(
    tmp_path: Path, take: Take
) -> None:
    nothing = spellings("sha256", b"")
    moved = record(
        b"HTTP/1.1 301 Moved\r\nLocation: /x\r\n\r\n", url=URL + "?moved",
        WARC_Payload_Digest=nothing[0],
    )  # fmt: skip
    met = [
        record(
            b"HTTP/1.1 304 Not Modified\r\n\r\n", "revisit", URL,
            WARC_Date=at(7), WARC_Payload_Digest=digest,
            WARC_Refers_To_Target_URI=URL, WARC_Refers_To_Date=at(6),
        )
        for digest in nothing
    ]  # fmt: skip
    assert counts(take(write(tmp_path / "a.warc", moved, page(6), *met)))["collapsed"] == len(met)


def test_a_payload_that_differs_from_the_first_is_not_the_page_of_a_revisit_of_it(
    tmp_path: Path, take: Take
) -> None:
    crawl = write(tmp_path / "a.warc", page(6), again(7, None, of=6), again(8, OTHER, of=7))
    assert days(take(crawl)) == [(at(6), False), (at(7), True)]


def test_a_long_chain_of_revisits_is_followed_to_its_end() -> None:
    count = 3_000
    chain = [
        MetAgain(
            source_uri=f"a#{n:05}", location=f"a#{n:05}", url=URL, fetched_at=str(n),
            payload_digest=None, refers_to_url=URL, refers_to_at=str(n - 1),
            modified_ns=1, first_seen=START, run_id="r",
        )
        for n in range(1, count)
    ]  # fmt: skip
    found = sightings_of_revisits(chain, [sighting(fetched_at="0")])
    assert [one.fetched_at for one in found] == [row.fetched_at for row in chain]
    assert {one.item_id for one in found} == {"i1"}


def test_of_the_same_bytes_at_one_place_the_words_said_last_stand() -> None:
    met = MetAgain("b#1", "b#1", URL, at(9), "sha1:P", None, None, 1, START, "r")
    first, last = sighting(), sighting(generation=2, item_id="i2", title="New bridge")
    for order in ([first, last], [last, first]):
        assert [one.item_id for one in sightings_of_revisits([met], order)] == ["i2"]


def sighting(**values: Any) -> Sighting:
    said = {
        "source_uri": "a#0", "location": "a#0", "generation": 1, "capture_id": "c",
        "item_id": "i1", "byte_count": 1, "modified_ns": 1, "url": URL, "outlet": None,
        "title": None, "published_at": None, "fetched_at": at(6), "first_seen": START,
        "run_id": "r", "payload_digest": "sha1:P",
    }  # fmt: skip
    return Sighting(**{**said, **values})


def test_a_crawl_that_is_written_anew_forgets_no_day(tmp_path: Path, take: Take) -> None:
    known = take(write(tmp_path / "a.warc", page(6)))
    path = write(tmp_path / "b.warc", again(7), again(8))
    known = take(path, known=known, day=1)
    # the second stands where the first was, and a page where the second was
    touched(write(path, again(8), page(9, OTHER), page(10)), START)
    known = take(path, known=known, day=2)
    assert days(known) == [
        (at(6), False), (at(7), True), (at(8), True), (at(9), False), (at(10), False),
    ]  # fmt: skip
    # and a revisit where a page was
    touched(write(path, again(8), again(11), page(10)), START + DAY)
    known = take(path, known=known, day=3)
    assert [day for day, _ in days(known)] == sorted(at(day) for day in (6, 7, 8, 9, 10, 11))
    places = [(one.location, one.generation) for one in known.sightings]
    assert len(set(places)) == len(places)
    assert len({row.location for row in known.revisits}) == len(known.revisits)


def test_a_crawl_that_was_cut_for_a_while_has_each_revisit_once(tmp_path: Path, take: Take) -> None:
    # two say the same
    held = [page(6), again(7), again(8), again(8), again(9)]
    path = write(tmp_path / "a.warc", *held)
    whole = first = take(path)
    for day, count in enumerate((2, 5, 1, 3, 5), start=1):
        touched(write(path, *held[:count]), START + day * DAY)
        first = take(path, known=first, day=day)
        assert len(first.revisits) == len(held) - 1
        assert days(first) == days(whole)
    assert said(first) == said(whole)
    # turned about
    touched(write(path, *held[::-1]), START + 9 * DAY)
    assert days(take(path, known=first, day=9)) == days(whole)


def keys_are_unique(ingested: Ingested) -> bool:
    keys = [(one.location, one.generation) for one in ingested.sightings]
    return len(keys) == len(set(keys))


def tar(path: Path, *crawls: bytes) -> Path:
    """An archive that holds `a.warc` as often as it was appended."""
    with tarfile.open(path, "w") as archive:
        for crawl in crawls:
            member = tarfile.TarInfo("a.warc")
            member.size = len(crawl)
            archive.addfile(member, io.BytesIO(crawl))
    return touched(path, START - DAY)


@pytest.mark.parametrize("order", list(itertools.permutations((page(6), again(7), again(8)))))
def test_a_name_that_comes_twice_in_an_archive_is_one_place_each(
    tmp_path: Path, take: Take, order: Sequence[bytes]
) -> None:
    archive = tar(tmp_path / "t.tar", *order)
    first = take(archive)
    place = f"{archive}!a.warc#offset=0"
    assert sorted(one.location for one in first.sightings) == [
        place, f"{place}#again=2", f"{place}#again=3",
    ]  # fmt: skip
    assert sorted(one.is_revisit for one in first.sightings) == [False, True, True]
    read = take(archive, known=first, day=1, again=frozenset({str(archive)}))
    assert not read.is_changed
    assert said(read) == said(first)
    touched(tar(archive, *order[::-1]), START)
    turned = take(archive, known=first, day=2)
    assert keys_are_unique(turned)
    assert days(turned) == days(first)


def test_a_file_that_is_called_as_a_record_of_another_has_a_place_of_its_own(
    tmp_path: Path, take: Take
) -> None:
    crawl = write(tmp_path / "a.warc", again(7), page(6))
    text = tmp_path / "a.warc#offset=0"
    text.write_text("The council met on road x on Tuesday.\n" * 3)
    touched(text, START - DAY)
    first = take(crawl, text)
    assert counts(first)["kept"] == 2
    assert keys_are_unique(first)
    assert sorted(one.location for one in first.sightings) == [
        f"{crawl}#offset=0", f"{crawl}#offset=0#again=2", f"{crawl}#offset={len(again(7))}",
    ]  # fmt: skip
    read = take(crawl, text, known=first, day=1, again=frozenset({str(crawl), str(text)}))
    assert not read.is_changed
    assert said(read) == said(first)
    # whichever came first
    later = take(crawl, known=take(text), day=1)
    assert keys_are_unique(later)
    assert keys_are_unique(take(text, known=later, day=2))


def refused(ingested: Ingested) -> list[int]:
    return [row.refused for row in ingested.bundles.rows()]


def test_equal_crawls_refuse_what_each_of_them_holds(tmp_path: Path, take: Take) -> None:
    # one record is damaged, and one waits for its page
    held = b"rubbish\r\n", again(7)
    files = [write(tmp_path / f"{name}.warc", again(6, b"nowhere"), *held[::-1]) for name in "abc"]
    known = take(*files[:2])
    [count, same] = refused(known)
    assert count == same >= 2
    for day, read in enumerate(([0], [1], [0, 1], [1, 0], [0, 1, 2]), start=1):
        paths = [files[one] for one in read]
        known = take(*paths, known=known, day=day, again=frozenset(map(str, paths[:2])))
        assert set(refused(known)) == {count}
    known = take(*files, known=known, day=8, article_separator="*****")  # all are read anew
    assert refused(known) == [count] * 3
    known = take(write(tmp_path / "p.warc", page(6)), known=known, day=9)
    assert refused(known) == [count - 1] * 3 + [0]
    late = write(tmp_path / "z.warc", again(6, b"nowhere"), *held[::-1])
    assert refused(take(late, known=known, day=10))[-1] == count - 1


def test_a_crawl_equal_to_one_that_now_waits_no_more_has_its_number(
    tmp_path: Path, take: Take
) -> None:
    known = take(write(tmp_path / "a.warc", again(7)))
    known = take(write(tmp_path / "p.warc", page(6)), known=known, day=1)
    known = take(write(tmp_path / "b.warc", again(7)), known=known, day=2)
    assert refused(known) == [0, 0, 0]


def test_a_crawl_that_was_replaced_keeps_the_number_of_what_it_was(
    tmp_path: Path, take: Take
) -> None:
    path = write(tmp_path / "a.warc", again(7, b"nowhere"), again(8, b"nowhere"))
    known = take(path)
    touched(write(path, again(9, b"nowhere")), START)
    known = take(path, known=known, day=1)
    assert refused(known) == [2, 1]

"""A page that a crawler met again unchanged is sighted at each of its days, however files come."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from flows import pipeline
from tests.flows.small_copy import NOON, account, ask, run_over
from tests.tasks.crawls import OTHER, URL, again, at, page, write
from warehouse.integrity import verify
from warehouse.store import Store

DAY = timedelta(days=1)
SIGHTINGS = "select url, fetched_at, is_revisit, source_uri from sightings order by fetched_at"
ROWS = (
    "select * exclude (run_id) from document_versions order by all",
    "select * exclude (body, run_id) from documents order by all",
    "select * from captures order by all",
    "select * from evidence order by all",
    "select * exclude (first_seen, run_id, modified_ns) from sightings order by all",
    "select * exclude (first_seen, run_id, modified_ns) from revisits order by all",
    "select * exclude (first_seen, last_seen, attempts) from quarantine order by all",
    "select * from coverage_calendar order by all",
    "select location, items, refused from bundles order by all",
)


@pytest.fixture(autouse=True)
def same_rules(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whoever edits a rule while these tests run would turn each rerun into a rebuild."""
    monkeypatch.setattr(pipeline, "rules_version", lambda _: "these")
    monkeypatch.setattr(pipeline, "reading_of", lambda rules: f"these {dict(rules.columns)}")
    return None


def rows(warehouse: Path) -> list[list[tuple[object, ...]]]:
    return [ask(warehouse, query) for query in ROWS]


def test_a_page_met_on_three_days_is_seen_on_three_days(tmp_path: Path) -> None:
    first, second = page(6), again(7)
    crawl = write(tmp_path / "a.warc", first, second, again(8, None, of=6))
    summary = run_over(tmp_path / "wh", crawl)
    assert ask(tmp_path / "wh", SIGHTINGS) == [
        (URL, at(6), False, f"{crawl}#offset=0"),
        (URL, at(7), True, f"{crawl}#offset={len(first)}"),
        (URL, at(8), True, f"{crawl}#offset={len(first) + len(second)}"),
    ]
    assert ask(
        tmp_path / "wh",
        "select count(*), count(distinct capture_id), count(distinct item_id), "
        "count(distinct document_id), min(version_no), max(version_no) from sightings",
    ) == [(3, 1, 1, 1, 1, 1)]
    assert account(summary, "ingest") == {"received": 3, "kept": 1, "collapsed": 2}
    assert account(summary, "publish") == {"received": 1, "kept": 1}
    assert ask(tmp_path / "wh", "select source_uri from documents") == [(f"{crawl}#offset=0",)]
    assert ask(tmp_path / "wh", "select sightings from captures") == [(3,)]
    assert ask(tmp_path / "wh", "select day::varchar from coverage_calendar order by 1") == [
        ("2017-03-06",), ("2017-03-07",), ("2017-03-08",)
    ]  # fmt: skip
    assert verify(Store(tmp_path / "wh")) == []


def test_the_order_and_the_batches_of_crawls_change_no_row(tmp_path: Path) -> None:
    files = [
        write(tmp_path / "a.warc", again(8), page(9)),
        write(tmp_path / "b.warc", page(6), again(7, b"nowhere")),
        write(tmp_path / "c.warc", again(10, None, of=6), page(5, OTHER, URL + "?other")),
    ]
    wholes = [run_over(tmp_path / f"{n}", *order) for n, order in enumerate((files, files[::-1]))]
    for step, one in enumerate(files):
        last = run_over(tmp_path / "steps", one, at=NOON + step * DAY)
    assert {one.snapshot_id for one in wholes} == {last.snapshot_id}
    fetched = "select date_hi::varchar from evidence where kind = 'fetched' order by 1"
    assert ask(tmp_path / "0", fetched) == [("2017-03-05",), ("2017-03-06",)]
    assert rows(tmp_path / "0") == rows(tmp_path / "1") == rows(tmp_path / "steps")
    assert verify(Store(tmp_path / "steps")) == []


def test_a_later_run_that_brings_only_the_revisit_sights_it(tmp_path: Path) -> None:
    first = write(tmp_path / "a.warc", page(6))
    later = write(tmp_path / "b.warc", again(8))
    run_over(tmp_path / "wh", first)
    before = ask(tmp_path / "wh", "select * from documents")
    summary = run_over(tmp_path / "wh", later, at=NOON + DAY)
    assert summary.is_new
    assert account(summary, "ingest") == {"received": 1, "collapsed": 1}
    assert [row[1:] for row in ask(tmp_path / "wh", SIGHTINGS)] == [
        (at(6), False, f"{first}#offset=0"),
        (at(8), True, f"{later}#offset=0"),
    ]
    assert ask(tmp_path / "wh", "select * from documents") == before
    assert ask(tmp_path / "wh", "select count(*) from changes") == [(1,)]
    assert not run_over(tmp_path / "wh", first, later, at=NOON + 2 * DAY).is_new
    assert len(ask(tmp_path / "wh", SIGHTINGS)) == 2


def test_a_revisit_whose_page_is_not_there_waits_for_it(tmp_path: Path) -> None:
    later = write(tmp_path / "b.warc", again(8, of=6))
    quarantine = "select source_uri, reason_code, attempts from quarantine"
    waits = [(f"{later}#offset=0", "revisit_unresolved", 1)]
    summary = run_over(tmp_path / "wh", later)
    assert account(summary, "ingest") == {"received": 1, "quarantined": 1}
    assert ask(tmp_path / "wh", quarantine) == waits
    assert ask(tmp_path / "wh", "select items, refused from bundles") == [(1, 1)]
    [(detail,)] = ask(tmp_path / "wh", "select detail from quarantine")
    assert f"the same as {URL} of {at(6)}, which was read neither" in str(detail)
    unrelated = write(tmp_path / "c.warc", page(5, OTHER, URL + "?other"))
    run_over(tmp_path / "wh", unrelated, at=NOON + DAY)
    assert ask(tmp_path / "wh", quarantine) == waits
    again_tried = run_over(tmp_path / "wh", retry_quarantined=True, at=NOON + 2 * DAY)
    assert account(again_tried, "ingest") == {"received": 1, "skipped": 1}
    later.unlink()  # what it said is known
    first = write(tmp_path / "a.warc", page(6))
    summary = run_over(tmp_path / "wh", first, at=NOON + 3 * DAY)
    assert account(summary, "ingest") == {"received": 1, "kept": 1}
    assert ask(tmp_path / "wh", quarantine) == []
    assert ask(
        tmp_path / "wh", "select fetched_at from sightings where is_revisit and document_id <> ''"
    ) == [(at(8),)]
    assert ask(tmp_path / "wh", "select distinct refused from bundles") == [(0,)]
    assert verify(Store(tmp_path / "wh")) == []

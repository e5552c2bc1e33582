"""What is said beside the bytes of a sighting."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tasks.sightings import instant_of
from tests.tasks.bundle_runs import taker
from tests.tasks.crawls import PAGE, URL, again, write
from tests.tasks.readers.test_crawls import answer, record
from tests.tasks.test_ingest import counts
from warehouse.store import Store

NO_INSTANTS = ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00")


@pytest.mark.parametrize(
    ("said", "instant"),
    [
        ("2017-03-06T04:02:06Z", datetime(2017, 3, 6, 4, 2, 6, tzinfo=UTC)),
        ("2017-03-06T04:02:06+08:00", datetime(2017, 3, 5, 20, 2, 6, tzinfo=UTC)),
        ("2017-03-06T04:02:06", None),
        ("2017-03-06", None),
        ("yesterday", None),
        (None, None),
        *((said, None) for said in NO_INSTANTS),
    ],
)
def test_an_instant_is_an_iso_time_with_its_offset(
    said: str | None, instant: datetime | None
) -> None:
    assert instant_of(said) == instant


@pytest.mark.parametrize("said", NO_INSTANTS)
def test_a_page_whose_time_has_no_instant_is_read(tmp_path: Path, said: str) -> None:
    crawl = write(tmp_path / "a.warc", record(answer(PAGE), url=URL, WARC_Date=said), again(7))
    store = Store(tmp_path / "wh")
    assert counts(taker(store)(crawl))["collapsed"] == 1

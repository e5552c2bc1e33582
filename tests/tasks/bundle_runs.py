"""Runs of ingest over bundles that a test writes: what the tests of bundles share."""

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tasks import ingest as ingesting
from tasks.bundles import reading_of
from tasks.capturing import PartSize
from tasks.ingest import Ingested, ingest
from tasks.listing import list_inputs
from tasks.readers.limits import ReadingRules
from tasks.readers.records import Beside
from tasks.recognition import Knowledge
from tests.tasks.test_ingest import touched
from warehouse.store import Store

START = datetime(2024, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
LARGE = PartSize(1_000_000, 1_000)
TEXTS = {f"{name}.txt": f"The council met on road {name} on Tuesday.\n" * 3 for name in "abc"}


def taker(store: Store) -> "Take":
    """Ingests paths `day` days after START, adding to the run `known`."""
    store.create()

    def take_in(
        *paths: Path,
        known: Ingested | None = None,
        day: int = 0,
        beside: Mapping[str, Beside] | None = None,
        again: frozenset[str] = frozenset(),
        rehash: bool = False,
        split_by: Mapping[str, str | None] | None = None,
        size: PartSize = LARGE,
        **rules: Any,
    ) -> Ingested:
        said = beside or {}
        read = ReadingRules(**rules)
        sightings = known.sightings if known else ()
        return ingest(
            store,
            list_inputs(map(str, paths)),
            Knowledge(
                sightings,
                frozenset(one.item_id for one in sightings),
                [asdict(row) for row in known.bundles.rows()] if known else (),
                split_by,
                again,
                revisits=known.revisits if known else (),
                feed_entries=known.feed_entries if known else (),
            ),
            beside=said,
            rules=read,
            reading=reading_of(read),
            size=size,
            run_id=f"r{day}",
            started_at=START + day * DAY,
            rehash=rehash,
        )

    return take_in


Take = Callable[..., Ingested]


def zipped(path: Path, texts: Mapping[str, str] = TEXTS, at: datetime = START - DAY) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), text)
    return touched(path, at)


def written(path: Path, text: str, at: datetime = START - DAY) -> Path:
    path.write_text(text, encoding="utf-8")
    return touched(path, at)


def of_row(ingested: Ingested, number: int = 0) -> tuple[int, str, int, int, int]:
    row = ingested.bundles.rows()[number]
    return row.generation, row.form, row.items, row.kept, row.refused


def unopened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingesting, "open_entries", lambda *_: pytest.fail("it was read"))


def rows_of(ingested: Ingested) -> list[dict[str, Any]]:
    return [{**asdict(one), "outlet_id": None} for one in ingested.refused]

"""Small tables with everything right, for tests that put one thing wrong."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest

from warehouse.contract import ARROW_TYPES
from warehouse.tables.documents import DOCUMENTS
from warehouse.tables.paragraphs import PARAGRAPHS

TableMaker = Callable[..., pa.Table]


def _schema(columns: tuple[Any, ...]) -> pa.Schema:
    early = [c for c in columns if c.since in {"captured", "parsed", "cleaned"}]
    fields = [(c.name, ARROW_TYPES[c.type]) for c in early if c.name != "quality_flags"]
    return pa.schema([("item_id", pa.string()), *fields])


def _document(row: int) -> dict[str, Any]:
    return {
        "item_id": f"item-{row}",
        "capture_id": f"{row:064x}",
        "source_uri": f"copy/{row}.txt",
        "outlet_id": "harbour_times",
        "outlet_name": "Harbour Times",
        "outlet_method": "layout",
        "outlet_confidence": 0.9,
        "title": f"Harbour council votes on pier {row}",
        "title_method": "layout",
        "byline": ["Ann Sea"],
        "lang": "en",
        "lang_confidence": 0.97,
        "attribution": "own",
        "published_at": dt.datetime(2017, 10, 29, 12, tzinfo=dt.UTC),
        "published_date": dt.date(2017, 10, 29),
        "date_lo": dt.date(2017, 10, 29),
        "date_hi": dt.date(2017, 10, 29),
        "date_kind": "published",
        "date_method": "stated_published",
        "date_confidence": 0.95,
        "date_conflict": False,
        "word_count": 120,
        "body": "The council met on Friday. " * 24,
        "body_hash": f"{row:032x}",
        "extraction_method": "text",
        "encoding": "utf-8",
    }


def _paragraph(row: int) -> dict[str, Any]:
    return {
        "item_id": f"item-{row // 2}",
        "para_no": row % 2 + 1,
        "kind": "body",
        "text": "The council met on Friday.",
        "reason": "position",
        "lang": "en",
        "capture_id": f"{row // 2:064x}",
        "byte_start": row * 30,
        "byte_end": row * 30 + 26,
        "copies": 1,
    }


@pytest.fixture(scope="session")
def documents() -> TableMaker:
    """Makes one document, item-0 and so on, for each set of changes given."""

    def make(*changes: dict[str, Any]) -> pa.Table:
        made = [_document(row) | change for row, change in enumerate(changes)]
        return pa.Table.from_pylist(made, schema=_schema(DOCUMENTS.columns))

    return make


@pytest.fixture(scope="session")
def paragraphs() -> TableMaker:
    """Makes six paragraphs of three documents; the changes are made in item-2's first."""

    def make(**changes: Any) -> pa.Table:
        made = [_paragraph(row) for row in range(6)]
        made[4] |= changes
        return pa.Table.from_pylist(made, schema=_schema(PARAGRAPHS.columns))

    return make

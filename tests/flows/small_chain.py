"""A chain of snapshots of a few made-up documents, published without a run."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa

from tests.flows.small_copy import NOON
from warehouse.contract import CONTRACT_VERSION, Table, arrow_schema
from warehouse.identity import snapshot_id
from warehouse.older_rows import _UNKNOWN as UNKNOWN
from warehouse.projection import heal
from warehouse.session import Limits
from warehouse.store import Store
from warehouse.tables import SNAPSHOTS, TABLES
from warehouse.tables.captures import CAPTURES
from warehouse.tables.documents import DOCUMENT_VERSIONS, DOCUMENTS

LIMITS = Limits(memory="200MB", threads=1)


def document(number: int, title: str, outlet: str, day: date | None, **more: object) -> Any:
    """A row of `documents`; what is not given is null, or empty where it must not be."""
    return {
        **{
            column.name: None if column.nullable else UNKNOWN[column.type]
            for column in DOCUMENTS.columns
        },
        "document_id": f"d{number:020x}",
        "version_no": 1,
        "capture_id": f"{number:064x}",
        "title": title,
        "outlet_id": outlet.lower().replace(" ", "_"),
        "outlet_name": outlet,
        "published_date": day,
        "date_kind": "published" if day else "unknown",
        "word_count": 10 * number,
        "body": f"{title}.",
        "body_hash": f"{number:032x}",
        **more,
    }


BRIDGE = document(1, "Bridge opens", "Night Mail", date(2023, 5, 4))
FERRY = document(2, "Ferry adds a crossing", "Daily Post", date(2023, 5, 9))
HARVEST = document(3, "Harvest beats the forecast", "Night Mail", date(2023, 6, 11))


def published(root: Path, *snapshots: Sequence[Mapping[str, Any]], keep: int = 2) -> Store:
    """A warehouse with one snapshot of each list of documents, the last `keep` of them whole."""
    store = Store(root)
    store.create()
    history: list[dict[str, Any]] = []
    filled = {"documents", "document_versions", "captures", "snapshots"}
    with store.lock() as lock:
        unused = [
            store.write_table(table.name, arrow_schema(table).empty_table(), "")
            for table in TABLES
            if table.name not in filled
        ]
        for number, documents in enumerate(snapshots, 1):
            at = NOON + timedelta(days=number - 1)
            entries = [
                *unused,
                *(
                    store.write_table(table.name, _rows(table, rows), "")
                    for table, rows in _tables_of([dict(one) for one in documents])
                ),
            ]
            hashes = {entry.name: entry.logical_hash for entry in entries}
            history.append(
                {
                    "sequence": number,
                    "snapshot_id": snapshot_id({**hashes, "snapshots": ""}),
                    "created_at": at,
                    "run_id": f"r{number}",
                    "parent": history[-1]["snapshot_id"] if history else None,
                    "contract_version": CONTRACT_VERSION,
                    "code_version": "made up",
                    "documents": len(documents),
                }
            )
            entries.append(store.write_table("snapshots", _rows(SNAPSHOTS, history), ""))
            manifest = store.following(
                store.head(),
                lock,
                created_at=at,
                run_id=f"r{number}",
                code_version="made up",
                tables=entries,
                parts=(),
            )
            store.commit(manifest, lock)
        heal(store, limits=LIMITS)
        store.sweep(keep, lock)
    return store


def _tables_of(documents: list[dict[str, Any]]) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    yield DOCUMENTS, documents
    yield DOCUMENT_VERSIONS, [{**one, "is_current": True} for one in documents]
    captures = sorted({one["capture_id"] for one in documents})
    yield CAPTURES, [{"capture_id": one, "byte_count": 1, "sightings": 1} for one in captures]


def _rows(table: Table, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist([dict(row) for row in rows], arrow_schema(table))

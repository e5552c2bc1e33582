"""publish: what passed becomes the next snapshot, whole, or nothing changes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from itertools import islice
from operator import itemgetter
from typing import Any

import duckdb
import pyarrow as pa

from expectations.judge import Verdict
from tasks.alignments import aligned_sentences, pairs_of
from tasks.assembling import BATCH_ROWS, KEYS
from tasks.bundles import Bundle
from tasks.changes import change_rows
from tasks.jobs import Account, Run
from tasks.layout_watch import layout_verdicts
from tasks.ledgers import (
    bundle_rows,
    capture_rows,
    outlet_rows,
    quarantine_rows,
    reconciliation_rows,
    sighting_rows,
    skipped_rows,
    validation_rows,
)
from tasks.match import Matched
from tasks.matching_watch import matching_verdicts
from tasks.monthly import Sources, monthly_files
from tasks.observed_days import calendar_of
from tasks.outlets.registry import Registry
from tasks.redirects import redirect_rows
from tasks.revisits import MetAgain
from tasks.sightings import Refusal, Sighting, Skipped
from tasks.subjects.annotations import Subjects, subject_rows
from tasks.whole import figures_of, files_of
from warehouse.contract import CONTRACT_VERSION, arrow_schema
from warehouse.database import load_models
from warehouse.dictionary import dictionary_rows
from warehouse.identity import snapshot_id
from warehouse.lock import WriterLock
from warehouse.manifest import Manifest, TableEntry
from warehouse.parts import Part
from warehouse.projection import heal
from warehouse.session import Limits, session
from warehouse.store import Store, table_entry
from warehouse.tables import TABLES, table_named
from warehouse.tables.documents import DOCUMENT_VERSIONS, DOCUMENTS


class PublicationStopped(Exception):
    """A check of the whole snapshot failed; the last snapshot stays. `verdicts` say which."""

    def __init__(self, verdicts: Sequence[Verdict]) -> None:
        self.verdicts = tuple(verdicts)
        super().__init__(
            "nothing was published: "
            + "; ".join(f"{verdict.expectation}: {verdict.meaning}" for verdict in verdicts)
        )


@dataclass(frozen=True, slots=True)
class ToPublish:
    """Everything the next snapshot is made of.

    `captured_items` and `refused_items` count the whole warehouse, and `accounts` this run.
    `annotated` is the annotated part of each cleaned one, `subject_rules` the version of all that
    it was made by.
    """

    run: Run
    captured_items: int
    refused_items: int
    matched: Matched
    flags: Mapping[str, tuple[str, ...]]
    sightings: tuple[Sighting, ...]
    bundles: tuple[Bundle, ...]
    revisits: tuple[MetAgain, ...]
    feed_entries: tuple[Mapping[str, Any], ...]
    refused: tuple[Refusal, ...]
    accounts: tuple[Account, ...]
    verdicts: tuple[Verdict, ...]
    parts: tuple[Part, ...]
    registry: Registry
    subjects: Subjects
    subject_rules: str
    annotated: Mapping[str, str]
    skipped: tuple[Skipped, ...] = ()


JudgeWhole = Callable[
    [dict[str, float | None], Sequence[Verdict]], tuple[Sequence[Verdict], Sequence[Verdict]]
]


def publish(
    store: Store,
    lock: WriterLock,
    what: ToPublish,
    judge_whole: JudgeWhole,
    limits: Limits,
) -> tuple[Manifest, Account]:
    """The snapshot that is now in force, and the account of publishing it.

    Months whose documents are the same as before keep their files. Raises PublicationStopped
    when `judge_whole` (metrics and the verdicts on layouts and matching in; all verdicts and the
    stopping ones out) forbids it.
    """
    # One session for all that is written: there are fifty tables, and opening one costs 20 ms.
    with session(limits=limits) as connection:
        manifest, account = _written(store, lock, what, judge_whole, connection, limits)
    store.commit(manifest, lock)
    return manifest, account


def _written(
    store: Store,
    lock: WriterLock,
    what: ToPublish,
    judge_whole: JudgeWhole,
    connection: duckdb.DuckDBPyConnection,
    limits: Limits,
) -> tuple[Manifest, Account]:
    """The manifest of the next snapshot, whose files are all there, and the account of it."""
    parent = store.head()
    keys = _keys(what)
    monthly = monthly_files(store, parent, keys, _sources(what), connection)
    entries = {table.name: table_entry(table, files) for table, files in monthly.items()}
    account = _account(keys, entries, what.accounts[-1].kept)
    what = replace(what, accounts=(*what.accounts, account))
    tables = _small_tables(store, parent, entries, what, limits)
    moved = redirect_rows(store, parent, keys, what.matched.placed, what.run.run_id, limits)
    tables["redirects"] = _grown(store, parent, "redirects", moved)
    metrics = figures_of(store, parent, entries, what.accounts, limits)
    metrics["rows_unaccounted"] = float(_unaccounted(keys, entries, what))
    documents = files_of(store, entries[DOCUMENTS.name])
    watched = (
        *layout_verdicts(documents, limits),
        *matching_verdicts(what.matched.copies, documents, limits),
    )
    verdicts, stopped = judge_whole(metrics, watched)
    if stopped:
        raise PublicationStopped(stopped)
    judged = validation_rows(what.run.run_id, [*what.verdicts, *verdicts])
    tables["validations"] = _grown(store, parent, "validations", judged)
    for name, rows in tables.items():
        entries[name] = _write(store, name, rows, connection)
    entries["snapshots"] = _write(
        store, "snapshots", _snapshots(store, parent, entries, what), connection
    )
    manifest = store.following(
        parent,
        lock,
        created_at=what.run.started_at,
        run_id=what.run.run_id,
        code_version=what.run.code_version,
        tables=entries.values(),
        parts=store.part_entries(what.parts, parent),
    )
    return manifest, account


def show(store: Store, limits: Limits) -> tuple[str, ...]:
    """What readers open shows HEAD; the names of what had to be built anew for that."""
    return heal(store, load_models(), limits)


def _sources(what: ToPublish) -> Sources:
    return Sources(what.matched.part_of, what.annotated, what.run.code_version, what.subject_rules)


def _keys(what: ToPublish) -> pa.Table:
    """One row a version: the item that stands for it, and what only the whole can know."""
    uri: dict[str, str] = {}
    run: dict[str, tuple[datetime, str]] = {}
    for sighting in what.sightings:
        if sighting.is_revisit:
            continue  # the bytes lie elsewhere: whoever follows source_uri must find them
        seen = (sighting.first_seen, sighting.run_id)
        run[sighting.item_id] = min(run.get(sighting.item_id, seen), seen)
        last = uri.get(sighting.item_id)
        uri[sighting.item_id] = min(last, sighting.source_uri) if last else sighting.source_uri
    rows = [
        {
            "item_id": placed.item_id,
            "document_id": placed.document_id,
            "version_no": placed.version_no,
            "is_current": placed.is_current,
            "source_uri": uri[placed.item_id],
            "run_id": run[placed.item_id][1],
            "month": what.matched.month_of[placed.item_id],
            "flags": list(what.flags.get(placed.item_id, ())),
            **(_placed(what.matched, placed.document_id) if placed.is_current else {}),
        }
        for placed in what.matched.placed
        if placed.is_representative
    ]
    numbers: dict[str, int] = {}
    for row in sorted(rows, key=itemgetter("document_id")):
        if row["is_current"]:
            row["doc_no"] = numbers[row["month"]] = numbers.get(row["month"], -1) + 1
    return pa.Table.from_pylist(rows, KEYS)


def _placed(matched: Matched, document_id: str) -> dict[str, Any]:
    """What matching says of the current version; of earlier ones nothing is compared."""
    place = matched.copies.places.get(document_id)
    return place._asdict() if place else {}


def _small_tables(
    store: Store,
    parent: Manifest | None,
    entries: Mapping[str, TableEntry],
    what: ToPublish,
    limits: Limits,
) -> dict[str, pa.Table | Iterable[dict[str, Any]]]:
    """Rows of every table that is written whole; what a later release fills is empty."""
    run = what.run
    tables: dict[str, pa.Table | Iterable[dict[str, Any]]] = {
        table.name: []
        for table in TABLES
        if table.name not in entries and table.name != "snapshots"
    }
    tables.update(outlet_rows(what.registry, _outlets_named(store, entries, limits)))
    tables.update(what.matched.copies.tables)
    tables.update(subject_rows(what.subjects))
    tables["aligned_sentences"] = _aligned(store, parent, what)
    tables["coverage_calendar"] = _calendar(store, entries, what, limits)
    tables["sightings"] = sighting_rows(what.sightings, what.matched.placed)
    tables["captures"] = capture_rows(what.sightings)
    tables["quarantine"] = quarantine_rows(
        what.refused, _old(store, parent, "quarantine"), what.sightings, what.registry,
        run.started_at,
    )  # fmt: skip
    tables["skipped"] = _grown(store, parent, "skipped", skipped_rows(run.run_id, what.skipped))
    tables["bundles"] = bundle_rows(what.bundles)
    tables["revisits"] = map(asdict, what.revisits)
    tables["feed_entries"] = what.feed_entries
    tables["data_dictionary"] = dictionary_rows(load_models())
    tables["reconciliation"] = _grown(
        store, parent, "reconciliation", reconciliation_rows(run.run_id, what.accounts)
    )
    tables["runs"] = _grown(store, parent, "runs", [asdict(run)])
    held = frozenset(sighting.capture_id for sighting in what.sightings)
    changes = change_rows(store, parent, entries, run, held, limits)
    tables["changes"] = _grown(store, parent, "changes", changes)
    return tables


def _aligned(store: Store, parent: Manifest | None, what: ToPublish) -> pa.Table:
    """Sentences of the current versions: of earlier ones nothing is compared."""
    items = {
        placed.document_id: placed.item_id
        for placed in what.matched.placed
        if placed.is_representative and placed.is_current
    }
    pairs = pairs_of(what.matched.copies.tables)
    cleaned = [part for part in what.parts if part.layer == "cleaned"]
    return aligned_sentences(store, cleaned, items, pairs, parent, what.run.code_version)


def _calendar(
    store: Store, entries: Mapping[str, TableEntry], what: ToPublish, limits: Limits
) -> pa.Table:
    """`coverage_calendar` of the current documents and of when their captures were fetched."""
    document_of = {placed.item_id: placed.document_id for placed in what.matched.placed}
    fetches = (
        (document_of[sighting.item_id], sighting.fetched_at)
        for sighting in what.sightings
        if sighting.fetched_at and sighting.item_id in document_of
    )
    zones = {outlet.outlet_id: outlet.zone for outlet in what.registry.outlets.values()}
    return calendar_of(files_of(store, entries[DOCUMENTS.name]), fetches, zones, limits)


def _outlets_named(
    store: Store, entries: Mapping[str, TableEntry], limits: Limits
) -> list[tuple[str, str]]:
    """(outlet_id, name) of every outlet a version names, sorted."""
    with session(limits=limits) as connection:
        return connection.execute(
            "select distinct outlet_id, outlet_name from "
            f"{files_of(store, entries[DOCUMENT_VERSIONS.name])} "
            "where outlet_id is not null order by all"
        ).fetchall()


def _account(keys: pa.Table, entries: Mapping[str, TableEntry], received: int) -> Account:
    """What matching kept in this run came in; a version without its row is missing from `kept`."""
    lost = keys.num_rows - entries[DOCUMENT_VERSIONS.name].rows
    return Account("publish", "versions", received, received - lost)


def _unaccounted(keys: pa.Table, entries: Mapping[str, TableEntry], what: ToPublish) -> int:
    """Captures that are neither placed nor refused, and versions that have no row, or two."""
    placed = len(what.matched.placed)
    current = sum(map(bool, keys["is_current"].to_pylist()))
    return int(
        abs(what.captured_items - what.refused_items - placed)
        + abs(keys.num_rows - entries[DOCUMENT_VERSIONS.name].rows)
        + abs(current - entries[DOCUMENTS.name].rows)
    )


def _old(store: Store, parent: Manifest | None, name: str) -> list[dict[str, Any]]:
    if parent is None:
        return []
    rows: list[dict[str, Any]] = store.read_table(parent, name).to_pylist()
    return rows


def _grown(
    store: Store, parent: Manifest | None, name: str, rows: Iterable[dict[str, Any]]
) -> list[dict[str, Any]]:
    """A history's rows with those of this run after them."""
    return [*_old(store, parent, name), *rows]


def _snapshots(
    store: Store, parent: Manifest | None, entries: Mapping[str, TableEntry], what: ToPublish
) -> list[dict[str, Any]]:
    hashes = {name: entry.logical_hash for name, entry in entries.items()}
    return _grown(
        store,
        parent,
        "snapshots",
        [
            {
                "sequence": parent.sequence + 1 if parent else 1,
                "snapshot_id": snapshot_id({**hashes, "snapshots": ""}, store.tables),
                "created_at": what.run.started_at,
                "run_id": what.run.run_id,
                "parent": parent.snapshot_id if parent else None,
                "contract_version": CONTRACT_VERSION,
                "code_version": what.run.code_version,
                "documents": entries[DOCUMENTS.name].rows,
            }
        ],
    )


def _write(
    store: Store,
    name: str,
    rows: pa.Table | Iterable[dict[str, Any]],
    connection: duckdb.DuckDBPyConnection,
) -> TableEntry:
    table = table_named(name)
    if isinstance(rows, pa.Table):
        return store.write_table(name, rows, "", connection)
    schema = arrow_schema(table)
    # a row as a dict takes ten times what it takes in Arrow, and `sightings` has one a record
    left = iter(rows)
    batches = []
    while some := list(islice(left, BATCH_ROWS)):
        batches.append(pa.RecordBatch.from_pylist(some, schema))
    data = pa.Table.from_batches(batches, schema)
    return store.write_table(name, data, "", connection)

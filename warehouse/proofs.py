"""Questions to the published rows themselves: keys, values, references, accounts, hashes."""

import hashlib
from collections.abc import Iterator
from typing import Final

import duckdb
import pyarrow.parquet as pq

from warehouse.contract import Column, Table
from warehouse.database import scan
from warehouse.identity import RowSum, row_sum, row_sums, snapshot_id, table_hash
from warehouse.manifest import Manifest, TableEntry
from warehouse.projection import DATABASE
from warehouse.quoting import quote
from warehouse.session import Limits, session
from warehouse.store import CAPTURED, Store

Failure = tuple[str, str, str]  # where, what, what to do

_REPORT: Final = "This is a fault of Dateline: report it with the run's report."
_REBUILD: Final = "Delete it and run again: it is made anew from the snapshot."
_BATCH_ROWS: Final = 256  # captures in memory at a time; pages run to megabytes


def prove_tables(store: Store, head: Manifest, limits: Limits) -> Iterator[Failure]:
    """What is wrong with the rows of the snapshot's tables."""
    with session(limits=limits) as connection:
        for table in store.tables:
            entry = head.table(table.name)
            paths = [file.path for file in entry.files]
            connection.execute(
                f'create view "{table.name}" as select * from {scan(store.root, paths)}'
            )
        for table in store.tables:
            entry = head.table(table.name)
            try:
                yield from _hashes(connection, store, table, entry)
                for count, what in _wrong_rows(connection, table):
                    yield f"{table.name}", f"{count:,} rows: {what}", _REPORT
            except duckdb.Error as error:
                yield table.name, f"cannot be read: {error}", "Restore its files from a backup."
        if {"quarantine", "reconciliation", "runs"} <= {table.name for table in store.tables}:
            yield from _lost_refusals(connection)
    hashes = {entry.name: entry.logical_hash for entry in head.tables}
    again = snapshot_id(hashes, store.tables)
    if again != head.snapshot_id:
        yield "HEAD", f"the snapshot id is {head.snapshot_id}, its tables give {again}", _REPORT


def prove_captures(store: Store, head: Manifest, limits: Limits) -> Iterator[Failure]:
    """Parts with other row counts; captures whose bytes are not their name, or are nowhere."""
    for part in head.parts:
        rows = pq.read_metadata(store.root / part.path).num_rows
        if rows != part.rows:
            yield part.path, f"has {rows:,} rows, the manifest says {part.rows:,}", _REPORT
    parts = head.parts_of(CAPTURED)
    for part in parts:
        with pq.ParquetFile(store.root / part.path) as file:
            for batch in file.iter_batches(_BATCH_ROWS, columns=["capture_id", "content"]):
                for capture_id, content in zip(*batch.to_pydict().values(), strict=True):
                    if hashlib.sha256(content).hexdigest() != capture_id:
                        what = f"capture {capture_id} has other bytes"
                        yield part.path, what, "Restore the file from a backup."
    if not any(table.name == "captures" for table in store.tables):
        return
    with session(limits=limits) as connection:
        listed = scan(store.root, [file.path for file in head.table("captures").files])
        kept = scan(store.root, [part.path for part in parts]) if parts else None
        missing = f" anti join {kept} using (capture_id)" if kept else ""
        count = _one(connection, f"select count(*) from {listed}{missing}")
        if count:
            yield "captures", f"{count:,} captures are listed, but their bytes are nowhere", _REPORT


def prove_database(store: Store, head: Manifest, limits: Limits) -> Iterator[Failure]:
    """Tables of dateline.duckdb that are not the snapshot's, volatile columns included."""
    path = store.root / DATABASE
    if not path.is_file():
        return
    try:
        with session(path, limits, read_only=True) as connection:
            for table in store.tables:
                paths = [file.path for file in head.table(table.name).files]
                one = row_sum(connection, table, f'"{table.name}"', volatile=True)
                two = row_sum(connection, table, scan(store.root, paths), volatile=True)
                if one != two:
                    what = f"{one.rows:,} rows, or some values, differ from the {two.rows:,} "
                    yield f"{DATABASE}: {table.name}", f"{what}published", _REBUILD
    except duckdb.Error as error:
        yield DATABASE, f"cannot be read: {error}", _REBUILD


def _hashes(
    connection: duckdb.DuckDBPyConnection, store: Store, table: Table, entry: TableEntry
) -> Iterator[Failure]:
    relation = scan(store.root, [file.path for file in entry.files])
    found = row_sums(connection, table, relation, "filename")
    for file in entry.files:
        rows = found.get(str(store.root / file.path), RowSum())
        if rows != RowSum.of(file.rows, file.logical):
            what = f"its {rows.rows:,} rows are not the {file.rows:,} the manifest proves"
            yield file.path, what, _REPORT
    if table.partition_by:
        strays = _one(
            connection,
            f"select count(*) from {relation} where not contains(filename, '/month=' || "
            f"coalesce(strftime(\"{table.partition_by}\", '%Y-%m'), 'undated') || '/')",
        )
        if strays:
            yield table.name, f"{strays:,} rows in the folder of another month", _REPORT
    total = sum(found.values(), RowSum())
    if entry.rows != total.rows or entry.logical_hash != table_hash(table, [total]):
        yield table.name, "its logical hash is not that of its rows", _REPORT


def _wrong_rows(connection: duckdb.DuckDBPyConnection, table: Table) -> Iterator[tuple[int, str]]:
    """How many rows break which rule; rules about one row are asked in one pass."""
    source = f'from "{table.name}"'
    rules = [
        (condition, f"{column.name} {what}")
        for column in table.columns
        for condition, what in _conditions(column)
    ]
    for name, other, target in table.references:
        found = f'select "{target}" from "{other}" where "{target}" is not null'
        rules.append((f'"{name}" not in ({found})', f"{name} leads to no row of {other}"))
    if table.name == "reconciliation":
        total = "kept + collapsed + quarantined + skipped"
        rules.append((f"not is_balanced or received <> {total}", f"received is not {total}"))
    counts = ", ".join(f"count_if({condition})" for condition, _ in rules)
    answer = connection.execute(f"select {counts or 0} {source}").fetchone() or ()
    yield from ((count, what) for count, (_, what) in zip(answer, rules, strict=False) if count)
    key = ", ".join(f'"{name}"' for name in table.key)
    twice = _one(
        connection, f"select count(*) from (select 1 {source} group by {key} having count(*) > 1)"
    )
    if twice:
        yield twice, f"the key ({', '.join(table.key)}) is there more than once"


def _lost_refusals(connection: duckdb.DuckDBPyConnection) -> Iterator[Failure]:
    """What the last run's ingest counted as quarantined, and is no row of the quarantine.

    Of runs before it a row may be mended, retried or gone by now.
    """
    answer = connection.execute(
        "select quarantined, (select count(*) from quarantine "
        "where stage = 'ingest' and first_seen = started_at) "
        "from reconciliation join runs using (run_id) "
        "where stage = 'ingest' order by started_at desc limit 1"
    ).fetchone()
    if answer and answer[0] != answer[1]:
        what = f"the last run's ingest refused {answer[0]:,} items, and {answer[1]:,} rows are here"
        yield "quarantine", what, _REPORT


def _conditions(column: Column) -> Iterator[tuple[str, str]]:
    name = f'"{column.name}"'
    if not column.nullable:
        yield f"{name} is null", "is null"
    if column.allowed:
        listed = ", ".join(quote(value) for value in column.allowed)
        is_list = column.type.endswith("[]")
        wrong = f"not list_has_all([{listed}], {name})" if is_list else f"{name} not in ({listed})"
        yield wrong, "has a value that is not allowed"
    if column.pattern:
        yield f"not regexp_matches({name}, {quote(column.pattern)})", f"is not {column.pattern}"
    if column.minimum is not None:
        yield f"{name} < {column.minimum!r}", f"is below {column.minimum}"
    if column.maximum is not None:
        yield f"{name} > {column.maximum!r}", f"is above {column.maximum}"


def _one(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0

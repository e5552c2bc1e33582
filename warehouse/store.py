"""The store: parts, tables and captures as immutable files, and HEAD that makes them visible."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.contract import CONTRACT_VERSION, Table, arrow_schema
from warehouse.files import READ_ONLY, Disk, WarehouseError, make_folders, sha256_of, stage
from warehouse.files import write_atomic as write_whole
from warehouse.identity import RowSum, row_sums_of, snapshot_id, table_hash
from warehouse.journal import Journal, journal_path
from warehouse.lock import WriterLock
from warehouse.manifest import (
    HEAD_FILE,
    MANIFESTS,
    FileEntry,
    Manifest,
    PartEntry,
    TableEntry,
    WarehouseDamaged,
    chain,
    read_head,
    read_manifest,
)
from warehouse.older_rows import as_declared
from warehouse.parquet import (
    by_partition,
    find_capture,
    in_order,
    read_parquet,
    write_captures,
    write_parquet,
)
from warehouse.parts import Part
from warehouse.publication import commit, has_size
from warehouse.retention import sweep, sweep_staging
from warehouse.session import session
from warehouse.tables import TABLES

CAPTURED: Final = "captured"
BATCH_ROWS: Final = 5_000  # whose sums are asked for at once
FOLDERS: Final = ("data", "captures", MANIFESTS, "snapshots", "staging", "reports")


class Store:
    """One warehouse folder. Everything that changes it goes through `disk`."""

    def __init__(
        self, root: Path, disk: Disk | None = None, tables: Sequence[Table] = TABLES
    ) -> None:
        self.root = root
        self.disk = disk or Disk()
        self.tables = tuple(tables)
        self.staging = root / "staging"

    def create(self) -> None:
        """The folders are there; what is in them is untouched."""
        for missing in reversed([self.root, *self.root.parents]):
            self.disk.make_folder(missing)
        for name in FOLDERS:
            self.disk.make_folder(self.root / name)

    def lock(self) -> WriterLock:
        """The right to publish here, to be entered; raises WarehouseLocked when another has it."""
        return WriterLock(self.root, self.disk, self._published_epoch)

    # --- what is published -------------------------------------------------------------

    def head(self) -> Manifest | None:
        """The snapshot in force, proven by its hash; None before the first."""
        head = read_head(self.root)
        return None if head is None else read_manifest(self.root, head)

    def chain(self) -> Iterator[Manifest]:
        """Every snapshot from HEAD back to the first, each proven by the one after it."""
        return chain(self.root, self.head())

    def read_table(
        self, manifest: Manifest, name: str, columns: list[str] | None = None
    ) -> pa.Table:
        """The rows of one table of the snapshot, in the columns and types of today's contract.

        What another release published is read, too: a table it did not have has no rows, a
        column it did not have is null, or empty where null is not allowed; one that has gone
        since is left out.
        """
        table = self._table(name)
        schema = arrow_schema(table)
        if columns is not None:
            schema = pa.schema([schema.field(column) for column in columns])
        files = [
            as_declared(self.root / file.path, table, schema) for file in manifest.files_of(name)
        ]
        return pa.concat_tables(files or [schema.empty_table()])

    # --- parts -------------------------------------------------------------------------

    def write_part(
        self, layer: str, fingerprint: str, data: pa.Table, *, replace: bool = False
    ) -> Part:
        """The rows as a part that bears its fingerprint.

        One already there is not written again, unless it is to be replaced.
        """
        found = None if replace else self.find_part(layer, fingerprint)
        if found is not None:
            return found
        path = part_path(layer, fingerprint)
        make_folders(self.disk, self.root, str(Path(path).parent))
        write = write_captures if layer == CAPTURED else write_parquet
        write_whole(
            self.disk,
            self.root / path,
            lambda sink: write(sink, data),
            make_folders(self.disk, self.root, "staging"),
            READ_ONLY,
        )
        return Part(layer, path, data.num_rows, fingerprint)

    def journal(self, part: Part) -> Journal:
        """To be entered by a worker process that reads the part, and may die over an item of it."""
        return Journal(self.disk, journal_path(self.staging, part))

    def find_part(self, layer: str, fingerprint: str) -> Part | None:
        """The part when it is there and can be opened; a broken file counts as not there."""
        path = part_path(layer, fingerprint)
        try:
            rows = pq.read_metadata(self.root / path).num_rows
        except (OSError, pa.ArrowException):
            return None
        return Part(layer, path, rows, fingerprint)

    def read_part(self, part: Part | PartEntry, columns: list[str] | None = None) -> pa.Table:
        """The part's rows. Raises WarehouseDamaged when its pages fail their checksums."""
        try:
            return read_parquet(self.root / part.path, columns)
        except (OSError, pa.ArrowException) as error:
            raise WarehouseDamaged(
                f"{self.root / part.path} cannot be read ({error}). {_how_to_mend(part)}"
            ) from error

    def part_entry(self, part: Part, parent: Manifest | None = None) -> PartEntry:
        """The part as a manifest lists it; see `part_entries`, which is the quicker for many."""
        (entry,) = self.part_entries([part], parent)
        return entry

    def part_entries(
        self, parts: Iterable[Part], parent: Manifest | None = None
    ) -> list[PartEntry]:
        """The parts as a manifest lists them, hashed.

        The parent's entry is taken over, not read again, for a file that is as old as the parent.
        A rebuild may have replaced one since, and another pyarrow spells the same rows otherwise.
        """
        known = {entry.path: entry for entry in parent.parts} if parent else {}
        published = (self.root / HEAD_FILE).stat().st_mtime_ns if parent else 0
        entries = []
        for part in parts:
            path = self.root / part.path
            entry = known.get(part.path)
            if entry is None or path.stat().st_mtime_ns > published:
                digest, size = sha256_of(path)
                entry = PartEntry(part.layer, part.path, part.rows, size, digest, part.fingerprint)
            entries.append(entry)
        return entries

    def capture_bytes(
        self, capture_id: str, parts: Iterable[Part | PartEntry] | None = None
    ) -> bytes:
        """The bytes as they came, proven by their hash; sought in HEAD's parts unless given."""
        if parts is None:
            manifest = self.head()
            parts = manifest.parts_of(CAPTURED) if manifest else ()
        for part in parts:
            try:
                content = find_capture(self.root / part.path, capture_id)
            except (OSError, pa.ArrowException) as error:
                raise WarehouseDamaged(
                    f"{self.root / part.path} cannot be read ({error}). Restore it from a "
                    "backup, or run again over the inputs."
                ) from error
            if content is None:
                continue
            if sha256(content).hexdigest() != capture_id:
                raise WarehouseDamaged(
                    f"{self.root / part.path}: the bytes of capture {capture_id} are not what "
                    "came in. Restore the file from a backup, or run again over the input."
                )
            return content
        raise WarehouseError(
            f"{self.root}: no capture {capture_id}. The table captures lists them."
        )

    def missing(self, manifest: Manifest) -> tuple[str, ...]:
        """Files the snapshot names that are not there, or have not their size; sorted."""
        files: list[FileEntry | PartEntry] = [*manifest.parts]
        files += [file for entry in manifest.tables for file in entry.files]
        return tuple(
            sorted(file.path for file in files if not has_size(self.root / file.path, file.bytes))
        )

    # --- tables ------------------------------------------------------------------------

    def write_table(
        self,
        name: str,
        data: pa.Table,
        fingerprint: str,
        connection: duckdb.DuckDBPyConnection | None = None,
    ) -> TableEntry:
        """All rows of a table in files by month; files that are there already stay as they are."""
        table = self._table(name)
        runs = by_partition(table, in_order(table, data))
        marked = ((partition, rows, fingerprint) for partition, rows in runs)
        return table_entry(table, self.write_table_files(name, marked, connection))

    def write_table_file(
        self,
        name: str,
        partition: str | None,
        data: pa.Table,
        fingerprint: str,
        connection: duckdb.DuckDBPyConnection | None = None,
    ) -> FileEntry:
        """The rows as one file named by its content; equal rows come to the same file."""
        rows = in_order(self._table(name), data)
        (entry,) = self.write_table_files(name, [(partition, rows, fingerprint)], connection)
        return entry

    def write_table_files(
        self,
        name: str,
        runs: Iterable[tuple[str | None, pa.Table, str]],
        connection: duckdb.DuckDBPyConnection | None = None,
    ) -> list[FileEntry]:
        """One file for each (partition, rows, fingerprint), some thousand rows in memory at a time.

        The rows of each are in order, as `in_order` puts them. For many months this is the quick
        way: asking DuckDB for the sum of each costs 6 ms. Without a connection one is opened, for
        10 to 20 ms.
        """
        table = self._table(name)
        schema = arrow_schema(table)
        entries: list[FileEntry] = []
        make_folders(self.disk, self.root, "staging")
        with ExitStack() as stack:
            for batch in _batches(runs):
                tables = [rows.cast(schema) for _, rows, _ in batch]
                if any(data.num_rows for data in tables):
                    connection = connection or stack.enter_context(session())
                    sums = row_sums_of(connection, table, tables)
                else:
                    sums = [RowSum()] * len(tables)  # most tables of a small run are empty
                for (partition, _, mark), data, logical in zip(batch, tables, sums, strict=True):
                    entries.append(self._write_file(table, partition, data, mark, logical))
        return entries

    def _write_file(
        self,
        table: Table,
        partition: str | None,
        data: pa.Table,
        fingerprint: str,
        logical: RowSum,
    ) -> FileEntry:
        folder = "/".join(["data", "tables", table.name, *([partition] if partition else [])])
        make_folders(self.disk, self.root, folder)
        staged = stage(self.disk, self.staging, lambda sink: write_parquet(sink, data))
        path = f"{folder}/{staged.sha256[:16]}.parquet"
        if has_size(self.root / path, staged.bytes):
            self.disk.remove(staged.path)
        else:
            self.disk.rename(staged.path, self.root / path)
        return FileEntry(
            path, data.num_rows, staged.bytes, staged.sha256, partition, fingerprint, logical.hex()
        )

    # --- publication -------------------------------------------------------------------

    def following(
        self,
        parent: Manifest | None,
        lock: WriterLock,
        *,
        created_at: datetime,
        run_id: str,
        code_version: str,
        tables: Iterable[TableEntry],
        parts: Iterable[PartEntry],
    ) -> Manifest:
        """The manifest that comes after the parent, ready to be committed."""
        entries = tuple(sorted(tables, key=lambda entry: entry.name))
        return Manifest(
            sequence=parent.sequence + 1 if parent else 1,
            parent=parent.sha256() if parent else None,
            snapshot_id=snapshot_id(
                {entry.name: entry.logical_hash for entry in entries}, self.tables
            ),
            created_at=created_at,
            run_id=run_id,
            epoch=lock.epoch,
            contract_version=CONTRACT_VERSION,
            code_version=code_version,
            tables=entries,
            parts=tuple(sorted(parts, key=lambda part: (part.layer, part.path))),
        )

    def commit(self, manifest: Manifest, lock: WriterLock) -> None:
        """The snapshot is the one in force, and survives a power cut; or nothing has changed."""
        missing = {table.name for table in self.tables} ^ {entry.name for entry in manifest.tables}
        if missing:
            raise WarehouseError(
                f"snapshot {manifest.sequence}: tables {sorted(missing)} are in the contract or "
                "in the snapshot, but not in both. Every table is written, an empty one too."
            )
        commit(self.root, self.disk, manifest, lock)

    def sweep(self, keep: int, lock: WriterLock) -> int:
        """How many leftovers went; the last `keep` snapshots, and always HEAD's, stay whole.

        Raises before anything is removed when HEAD or one of those snapshots is damaged.
        """
        lock.check()
        return sweep(self.root, self.disk, self.chain(), keep)

    def sweep_staging(self, lock: WriterLock) -> int:
        """How many unfinished files of dead runs went. Called as a run begins.

        A run that died of a full disk left them; unless they go first, the next one dies, too.
        """
        lock.check()
        return sweep_staging(self.root, self.disk)

    def _published_epoch(self) -> int:
        manifest = self.head()
        return manifest.epoch if manifest else 0

    def _table(self, name: str) -> Table:
        for table in self.tables:
            if table.name == name:
                return table
        raise KeyError(f"the contract has no table {name}")


def _batches(
    runs: Iterable[tuple[str | None, pa.Table, str]],
) -> Iterator[list[tuple[str | None, pa.Table, str]]]:
    """The runs in order, as many together as hold some thousand rows."""
    batch: list[tuple[str | None, pa.Table, str]] = []
    held = 0
    for run in runs:
        batch.append(run)
        held += run[1].num_rows
        if held >= BATCH_ROWS:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def _how_to_mend(part: Part | PartEntry) -> str:
    if part.layer == CAPTURED:
        return (
            "It holds raw bytes that nothing can make anew: restore it from a backup, or run over "
            "all inputs into a new warehouse."
        )
    return "Delete it and run again: the run makes it anew."


def part_path(layer: str, fingerprint: str) -> str:
    """Where the part of that fingerprint lies, relative to the warehouse."""
    folder = "captures" if layer == CAPTURED else f"data/{layer}"
    return f"{folder}/{fingerprint}.parquet"


def table_entry(table: Table, files: Iterable[FileEntry]) -> TableEntry:
    """The table made of these files, new ones and ones taken over from the parent."""
    ordered = tuple(sorted(files, key=lambda file: file.path))
    sums = [RowSum.of(file.rows, file.logical) for file in ordered]
    return TableEntry(
        table.name, sum(file.rows for file in ordered), table_hash(table, sums), ordered
    )

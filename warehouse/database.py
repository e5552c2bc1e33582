"""dateline.duckdb: built whole from a snapshot, under a name nobody reads yet."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import duckdb

from warehouse.contract import Table, create_statements, quote
from warehouse.files import WarehouseError
from warehouse.manifest import Manifest, WarehouseDamaged
from warehouse.session import Limits, session
from warehouse.store import Store

MODELS_FOLDER: Final = Path(__file__).parent / "models"

_VIEW: Final = re.compile(r"create or replace view (\w++) as\b")


@dataclass(frozen=True, slots=True)
class Model:
    """One view: its name, what it holds in words, and its statement."""

    name: str
    comment: str
    sql: str


def load_models(folder: Path = MODELS_FOLDER) -> tuple[Model, ...]:
    """The views of the folder's .sql files, by file name."""
    models = []
    for path in sorted(folder.glob("*.sql")):
        sql = path.read_text(encoding="utf-8")
        first = sql.partition("\n")[0]
        view = _VIEW.search(sql)
        if not first.startswith("-- ") or view is None:
            raise WarehouseError(
                f"{path}: the first line must be '-- ' and what the view holds, then comes "
                "'create or replace view NAME as'."
            )
        models.append(Model(view.group(1), first.removeprefix("-- ").strip(), sql))
    return tuple(models)


def build_database(
    path: Path, store: Store, manifest: Manifest, models: Sequence[Model], limits: Limits
) -> None:
    """The file holds the snapshot's tables and the views, closed, opened again and counted."""
    limits = replace(limits, spill=limits.spill or path.with_suffix(".spill"))
    try:
        with session(path, limits) as connection:
            # In one transaction: else each of the hundreds of comments waits for its own fsync.
            connection.execute("begin")
            for table in store.tables:
                _load(connection, store.root, manifest, table)
            connection.execute("commit")
            _create_views(connection, models)
            connection.execute("checkpoint")
        with session(path, limits, read_only=True) as connection:
            _count(connection, manifest, store.tables)
    except duckdb.Error as error:
        raise WarehouseError(
            f"{path.name}: DuckDB could not build snapshot {manifest.sequence} ({error}). The "
            "snapshot itself is published and whole; free space or memory, and run again: only "
            "the file is made anew."
        ) from error


def projected_sequence(path: Path) -> int | None:
    """Number of the snapshot the file shows; None when it is not there or cannot be read."""
    if not path.exists():
        return None
    try:
        with session(path, read_only=True) as connection:
            row = connection.execute("select max(sequence) from snapshots").fetchone()
    except duckdb.Error:
        return None
    return int(row[0]) if row and row[0] is not None else None


def scan(root: Path, paths: Sequence[str]) -> str:
    """SQL that reads these files of the warehouse, and only their own columns."""
    listed = ", ".join(quote(str(root / path)) for path in paths)
    return f"read_parquet([{listed}], hive_partitioning = false)"


def _load(
    connection: duckdb.DuckDBPyConnection, root: Path, manifest: Manifest, table: Table
) -> None:
    for statement in create_statements(table):
        connection.execute(statement)
    paths = [file.path for file in manifest.table(table.name).files if file.rows]
    if paths:
        columns = ", ".join(f'"{name}"' for name in table.column_names)
        connection.execute(
            f'insert into "{table.name}" ({columns}) select {columns} from {scan(root, paths)}'
        )


def _create_views(connection: duckdb.DuckDBPyConnection, models: Sequence[Model]) -> None:
    """Every view is there, whichever order they need; one that cannot be made is named."""
    waiting = list(models)
    while waiting:
        failed: dict[str, duckdb.Error] = {}
        for model in waiting:
            try:
                connection.execute(model.sql)
            except duckdb.CatalogException as error:  # perhaps it reads a view still to come
                failed[model.name] = error
                continue
            connection.execute(f'comment on view "{model.name}" is {quote(model.comment)}')
        if len(failed) == len(waiting):
            name, cause = next(iter(failed.items()))
            raise WarehouseError(f"the view {name} cannot be made: {cause}") from cause
        waiting = [model for model in waiting if model.name in failed]


def _count(
    connection: duckdb.DuckDBPyConnection, manifest: Manifest, tables: Sequence[Table]
) -> None:
    for table in tables:
        row = connection.execute(f'select count(*) from "{table.name}"').fetchone()
        expected = manifest.table(table.name).rows
        if row is None or row[0] != expected:
            raise WarehouseDamaged(
                f"{table.name}: the built file has {row and row[0]} rows, the manifest "
                f"{expected}. Run `dateline verify` to find the damaged file."
            )

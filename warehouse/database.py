"""dateline.duckdb: built whole from a snapshot, under a name nobody reads yet."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

import duckdb

from warehouse.contract import Table, create_statements
from warehouse.files import WarehouseError
from warehouse.manifest import Manifest, WarehouseDamaged
from warehouse.quoting import quote
from warehouse.session import Limits, session
from warehouse.store import Store

MODELS_FOLDER: Final = Path(__file__).parent / "models"

_MODEL: Final = re.compile(
    r"create or replace (?:view (?P<view>\w++) as\b|macro (?P<macro>\w++) ?\()"
)
_ARGUMENT: Final = re.compile(r"^-- @arg (\w++): (.++)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Model:
    """One view or table macro: its name, what it holds in words, and its statement.

    `arguments` are those of a macro with their meanings, in its order. A macro may have the name
    of a view: `from wire_share` is the view, `from wire_share(...)` the macro.
    """

    name: str
    comment: str
    sql: str
    kind: Literal["view", "macro"] = "view"
    arguments: tuple[tuple[str, str], ...] = ()

    @property
    def comment_statement(self) -> str:
        """What notes the model's meaning, and that of its arguments, in the database."""
        said = " ".join([self.comment, *(f"{name}: {text}" for name, text in self.arguments)])
        kind = "macro table" if self.kind == "macro" else "view"
        return f'comment on {kind} "{self.name}" is {quote(said)}'


def load_models(folder: Path = MODELS_FOLDER) -> tuple[Model, ...]:
    """The views and macros of the .sql files in the folder and below it, by file name."""
    models = []
    for path in sorted(folder.rglob("*.sql")):
        sql = path.read_text(encoding="utf-8")
        first = sql.partition("\n")[0]
        found = _MODEL.search(sql)
        if not first.startswith("-- ") or found is None:
            raise WarehouseError(
                f"{path}: the first line must be '-- ' and what the model holds, then comes "
                "'create or replace view NAME as' or 'create or replace macro NAME('."
            )
        comment = first.removeprefix("-- ").strip()
        if found["view"]:
            models.append(Model(found["view"], comment, sql))
        else:
            arguments = tuple(_ARGUMENT.findall(sql))
            models.append(Model(found["macro"], comment, sql, "macro", arguments))
    return tuple(models)


def build_database(
    path: Path, store: Store, manifest: Manifest, models: Sequence[Model], limits: Limits
) -> None:
    """The file holds the snapshot's tables, views and macros, closed, opened again and counted."""
    limits = replace(limits, spill=limits.spill or path.parent)
    try:
        with session(path, limits) as connection:
            # In one transaction: else each of the hundreds of comments waits for its own fsync.
            connection.execute("begin")
            for table in store.tables:
                _load(connection, store.root, manifest, table)
            connection.execute("commit")
            create_models(connection, models)
            connection.execute("checkpoint")
        with session(path, limits, read_only=True) as connection:
            _count(connection, manifest, store.tables)
    except duckdb.Error as error:
        raise WarehouseError(
            f"{path.name}: DuckDB could not build snapshot {manifest.sequence} ({error}). The "
            "snapshot itself is published and whole; free space or memory, and run again: only "
            "the file is made anew."
        ) from error


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
        connection.execute(load_statement(root, paths, table))


def load_statement(root: Path, paths: Sequence[str], table: Table) -> str:
    """SQL that takes the rows of these files into the table, in its order where it has one."""
    columns = ", ".join(f'"{name}"' for name in table.column_names)
    order = f" order by {', '.join(table.ordered_by)}" if table.ordered_by else ""
    source = scan(root, paths)
    return f'insert into "{table.name}" ({columns}) select {columns} from {source}{order}'


def create_models(
    connection: duckdb.DuckDBPyConnection, models: Sequence[Model]
) -> tuple[Model, ...]:
    """The models in an order in which each finds those it reads; now all are there.

    One that cannot be made is named.
    """
    made: list[Model] = []
    waiting = list(models)
    while waiting:
        failed: list[tuple[Model, duckdb.Error]] = []
        for model in waiting:
            try:
                connection.execute(model.sql)
            except duckdb.CatalogException as error:  # perhaps it reads one still to come
                failed.append((model, error))
                continue
            connection.execute(model.comment_statement)
            made.append(model)
        if len(failed) == len(waiting):
            model, cause = failed[0]
            raise WarehouseError(
                f"the {model.kind} {model.name} cannot be made: {cause}"
            ) from cause
        waiting = [model for model, _ in failed]
    return tuple(made)


def script_of(tables: Sequence[Table], models: Sequence[Model], folder: str) -> str:
    """SQL that makes the tables' names, and the models, over the Parquet files of the folder.

    For DuckDB alone, as `duckdb -init dateline.sql`; paths are relative to where it is started.
    """
    with session() as connection:
        for table in tables:
            connection.execute(create_statements(table)[0])
        ordered = create_models(connection, models)
    lines = [
        f'create or replace view "{table.name}" as select '
        + ", ".join(f'"{name}"' for name in table.column_names)
        + f" from read_parquet({quote(f'{folder}/{table.name}/**/*.parquet')}, "
        "hive_partitioning = false);"
        for table in tables
    ]
    for model in ordered:
        lines += [model.sql.rstrip().rstrip(";") + ";", model.comment_statement + ";"]
    return "\n".join(lines) + "\n"


def _count(
    connection: duckdb.DuckDBPyConnection, manifest: Manifest, tables: Sequence[Table]
) -> None:
    for table in tables:
        row = connection.execute(f'select count(*) from "{table.name}"').fetchone()
        expected = manifest.table(table.name).rows
        if row is None or row[0] != expected:
            raise WarehouseDamaged(
                f"{table.name}: the built file has {row and row[0]} rows, the manifest "
                f"{expected}. Run `dateline verify` on this warehouse to find the "
                "damaged file."
            )

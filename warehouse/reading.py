"""One snapshot to read, the newest or an older one; no file but its own can be reached from it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from warehouse.database import Model, load_models, scan
from warehouse.files import WarehouseError
from warehouse.manifest import Manifest
from warehouse.projection import DATABASE, read_record
from warehouse.publication import has_size
from warehouse.quoting import quote
from warehouse.session import Limits, session
from warehouse.store import Store


class NoSuchSnapshot(WarehouseError):
    """No snapshot of that name can be read here; the message names those that can."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A connection that shows one snapshot; `unmade` are the views it has no columns for."""

    connection: duckdb.DuckDBPyConnection
    manifest: Manifest
    unmade: Mapping[str, str] = field(default_factory=dict)


def is_retained(store: Store, manifest: Manifest) -> bool:
    """Whether every file of the snapshot's tables is there, with its size."""
    return all(
        has_size(store.root / file.path, file.bytes)
        for table in manifest.tables
        for file in table.files
    )


def retained(store: Store) -> list[Manifest]:
    """The snapshots that can be read, newest first."""
    return [manifest for manifest in store.chain() if is_retained(store, manifest)]


def find_snapshot(store: Store, wanted: str) -> Manifest:
    """The snapshot of that number, id, or beginning of an id.

    Of several with one id the newest that can be read. NoSuchSnapshot when there is none, when
    it is no longer kept, or when the beginning fits several ids.
    """
    chain = list(store.chain())
    if not chain:
        raise NoSuchSnapshot(f"{store.root}: nothing is published here yet")
    if wanted.isdecimal():
        found = [manifest for manifest in chain if manifest.sequence == int(wanted)]
    else:
        found = [
            manifest for manifest in chain if wanted and manifest.snapshot_id.startswith(wanted)
        ]
    if not found:
        raise NoSuchSnapshot(f"{wanted}: no snapshot has this number or id. {_readable(store)}")
    ids = sorted({manifest.snapshot_id for manifest in found})
    if len(ids) > 1:
        raise NoSuchSnapshot(f"{wanted}: begins {len(ids)} ids: {', '.join(ids)}. Give more of it")
    for manifest in found:
        if is_retained(store, manifest):
            return manifest
    raise NoSuchSnapshot(
        f"snapshot {ids[0]} ({found[0].sequence}, of {found[0].created_at:%Y-%m-%d}) is no longer "
        f"kept: the setting keep_snapshots says how many are. {_readable(store)}"
    )


@contextmanager
def read_snapshot(
    store: Store, manifest: Manifest | None = None, limits: Limits | None = None
) -> Iterator[Reading]:
    """The snapshot with its tables, views and macros, by default the one readers have open.

    That one is read from dateline.duckdb, every other from its Parquet files. The session
    reaches no other file and no network. It could write where it reads: who lets somebody else's
    words in must see that they are a query (`flows.answers`).
    """
    record = read_record(store)
    if manifest is None:
        # Mostly the newest is the one: of years of runs not one more manifest is read.
        head = store.head()
        if head is None:
            raise NoSuchSnapshot(f"{store.root}: nothing is published here yet")
        shown = (one for one in store.chain() if record and one.sha256() == record.manifest)
        manifest = next(shown, head) if record else head
    if record and record.manifest == manifest.sha256() and (store.root / DATABASE).is_file():
        with session(store.root / DATABASE, limits, read_only=True) as connection:
            if _shows(connection, manifest):  # a run may have put another there by now
                _shut(connection, ())
                yield Reading(connection, manifest)
                return
    with session(limits=limits) as connection:
        unmade = _lay_out(connection, store, manifest, load_models())
        _shut(connection, [(store.root / "data" / "tables").resolve()])
        yield Reading(connection, manifest, unmade)


def _readable(store: Store) -> str:
    said = [f"{one.sequence} {one.snapshot_id}" for one in retained(store)]
    return f"Those that can be read: {', '.join(said) or 'none'}"


def _shows(connection: duckdb.DuckDBPyConnection, manifest: Manifest) -> bool:
    row = connection.execute("select max(sequence) from snapshots").fetchone()
    return row is not None and row[0] == manifest.sequence


def _lay_out(
    connection: duckdb.DuckDBPyConnection,
    store: Store,
    manifest: Manifest,
    models: Sequence[Model],
) -> dict[str, str]:
    """Every table of the snapshot is there; why a view or macro is not, by its name.

    The tables have the columns they were published with: filled up with those of today, a
    question about one that did not exist would get an answer.
    """
    root = store.root.resolve()
    for table in manifest.tables:
        if paths := [file.path for file in table.files]:
            connection.execute(f'create view "{table.name}" as from {scan(root, paths)}')
    waiting = list(models)
    while waiting:
        failed: dict[str, str] = {}
        for model in waiting:
            try:
                connection.execute(model.sql)
            except (duckdb.CatalogException, duckdb.BinderException) as error:
                failed[model.name] = str(error).partition("\n")[0]
        if len(failed) == len(waiting):
            return failed
        waiting = [model for model in waiting if model.name in failed]
    return {}


def _shut(connection: duckdb.DuckDBPyConnection, folders: Sequence[Path]) -> None:
    """The connection opens no file outside the folders from now on; DuckDB lets nobody undo it."""
    said = ", ".join(quote(str(folder)) for folder in folders)
    connection.execute(f"set allowed_directories = [{said}]")
    connection.execute("set enable_external_access = false")

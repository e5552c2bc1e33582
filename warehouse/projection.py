"""What readers open, made from HEAD and thrown away at will: tables/ and what shows them."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from secrets import token_hex
from typing import Final

import pyarrow.parquet as pq

from warehouse.contract import create_statements
from warehouse.database import Model, build_database, load_models, script_of
from warehouse.files import (
    WarehouseError,
    make_folders,
    place_copy,
    sha256_of,
    swap_symlink,
    write_atomic,
)
from warehouse.manifest import FileEntry, Manifest
from warehouse.retention import SNAPSHOTS, snapshot_folder
from warehouse.seal import sealed, unsealed
from warehouse.session import Limits
from warehouse.store import Store

DATABASE: Final = "dateline.duckdb"
TABLES_LINK: Final = "tables"
SCRIPT: Final = "dateline.sql"  # the views and macros over tables/, for DuckDB alone
_DIGITS: Final = 64  # of a SHA-256
RECORD_FILE: Final = "PROJECTION"


@dataclass(frozen=True, slots=True)
class Record:
    """What dateline.duckdb was built from, and the bytes it then had.

    `recipe` is the contract's statements and the models: a new release with another view builds
    the file again, though no snapshot is new.
    """

    manifest: str
    recipe: str
    size: int
    sha256: str

    def to_bytes(self) -> bytes:
        """The record as it lies in its file."""
        return sealed(asdict(self))


def heal(
    store: Store, models: Sequence[Model] | None = None, limits: Limits | None = None
) -> tuple[str, ...]:
    """Names of what did not show HEAD and was built anew. The caller holds the writer lock.

    A snapshot of another contract's release keeps the projections it has until the next
    publication: this release cannot fill its own columns from it.
    """
    manifest = store.head()
    if manifest is None or not fits_contract(store, manifest):
        return ()
    models = load_models() if models is None else models
    built = []
    if not tables_show(store, manifest):
        project_tables(store, manifest)
        built.append(TABLES_LINK)
    if not database_shows(store, manifest, models):
        project_database(store, manifest, models, limits or Limits())
        built.append(DATABASE)
    if not script_shows(store, models):
        project_script(store, models)
        built.append(SCRIPT)
    return tuple(built)


def fits_contract(store: Store, manifest: Manifest) -> bool:
    """Whether the snapshot has the tables and columns of this release's contract."""
    columns = {table.name: list(table.column_names) for table in store.tables}
    if columns.keys() != {entry.name for entry in manifest.tables}:
        return False
    return all(
        pq.read_schema(store.root / entry.files[0].path).names == columns[entry.name]
        for entry in manifest.tables
        if entry.files
    )


def tables_show(store: Store, manifest: Manifest) -> bool:
    """Whether tables/ shows this snapshot."""
    link = store.root / TABLES_LINK
    return link.is_symlink() and link.is_dir() and str(link.readlink()) == snapshot_folder(manifest)


def database_shows(store: Store, manifest: Manifest, models: Sequence[Model]) -> bool:
    """Whether dateline.duckdb was built from this snapshot by these rules, and has its size."""
    record = read_record(store)
    path = store.root / DATABASE
    return (
        record is not None
        and record.manifest == manifest.sha256()
        and record.recipe == _recipe(store, models)
        and path.is_file()
        and path.stat().st_size == record.size
    )


def script_shows(store: Store, models: Sequence[Model]) -> bool:
    """Whether dateline.sql was written by these rules."""
    return read_script(store) == _recipe(store, models)


def project_script(store: Store, models: Sequence[Model]) -> None:
    """dateline.sql makes every view and macro over tables/."""
    staging = make_folders(store.disk, store.root, "staging")
    recipe = _recipe(store, models)
    body = script_of(store.tables, models, TABLES_LINK)
    text = _script_head(recipe, body) + body
    write_atomic(store.disk, store.root / SCRIPT, text.encode(), staging)
    store.disk.sync(store.root)


def read_script(store: Store) -> str | None:
    """The rules that dateline.sql was written by; None when it is not there or damaged."""
    try:
        head, end, body = (store.root / SCRIPT).read_bytes().decode().partition("\n")
    except (FileNotFoundError, UnicodeDecodeError):
        return None
    recipe = head[-2 * _DIGITS - 1 : -_DIGITS - 1]
    return recipe if head + end == _script_head(recipe, body) else None


def _script_head(recipe: str, body: str) -> str:
    mark = hashlib.sha256((recipe + body).encode()).hexdigest()
    return f"-- duckdb -init {SCRIPT}, started in this folder. {recipe} {mark}\n"


def project_tables(store: Store, manifest: Manifest) -> None:
    """tables/ shows the snapshot; a reader saw the one before until the last step."""
    link = store.root / TABLES_LINK
    if link.exists() and not link.is_symlink():
        raise WarehouseError(
            f"{link} is a folder where Dateline keeps a link. Move it away and run again; the "
            "tables in it are made anew."
        )
    folder = store.root / snapshot_folder(manifest)
    if not folder.is_dir():
        building = make_folders(store.disk, store.root, f"staging/{token_hex(8)}")
        for shown, file in shown_files(manifest):
            make_folders(store.disk, building, str(PurePosixPath(shown).parent))
            place_copy(store.disk, store.root / file.path, building / shown, store.staging)
        # Renamed when it is whole: a folder of that name is a finished one.
        store.disk.rename(building, folder)
    store.disk.sync(store.root / SNAPSHOTS)
    swap_symlink(store.disk, link, snapshot_folder(manifest), store.staging)
    store.disk.sync(store.root)


def project_database(
    store: Store, manifest: Manifest, models: Sequence[Model], limits: Limits
) -> None:
    """dateline.duckdb shows the snapshot; who has the old one open keeps reading that."""
    staging = make_folders(store.disk, store.root, "staging")
    temporary = staging / f"{token_hex(8)}.duckdb"
    try:
        store.disk.build(
            temporary, lambda path: build_database(path, store, manifest, models, limits)
        )
        store.disk.sync(temporary)
    except (WarehouseError, OSError):
        # A full disk stays full as long as the half file lies there.
        with suppress(OSError):
            store.disk.remove(temporary)
        raise
    digest, size = sha256_of(temporary)
    record = Record(manifest.sha256(), _recipe(store, models), size, digest)
    store.disk.rename(temporary, store.root / DATABASE)
    store.disk.sync(store.root)
    # After the file: a crash between the two leaves a record that does not fit, and heal builds
    # again. The other way round the record would vouch for a file that is not there.
    write_atomic(store.disk, store.root / RECORD_FILE, record.to_bytes(), staging)
    store.disk.sync(store.root)


def shown_files(manifest: Manifest) -> Iterator[tuple[str, FileEntry]]:
    """Every file of the tables by the name it has under tables/, the same for every snapshot."""
    for table in manifest.tables:
        in_folder: defaultdict[str, int] = defaultdict(int)
        for file in table.files:
            folder = "/".join([table.name, *([file.partition] if file.partition else [])])
            yield f"{folder}/part-{in_folder[folder]}.parquet", file
            in_folder[folder] += 1


def read_record(store: Store) -> Record | None:
    """The record of dateline.duckdb; None when it is not there or damaged."""
    try:
        data = (store.root / RECORD_FILE).read_bytes()
    except FileNotFoundError:
        return None
    said = unsealed(data)
    if said is None or said.keys() != Record.__dataclass_fields__.keys():
        return None
    return Record(
        str(said["manifest"]), str(said["recipe"]), int(str(said["size"])), str(said["sha256"])
    )


def _recipe(store: Store, models: Sequence[Model]) -> str:
    digest = hashlib.sha256()
    statements = [line for table in store.tables for line in create_statements(table)]
    for text in (*statements, *(model.sql for model in models)):
        digest.update(text.encode() + b"\0")
    return digest.hexdigest()

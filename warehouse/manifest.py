"""What a snapshot consists of, as one small file, and the chain these files make."""

import dataclasses
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from warehouse.files import WarehouseError

HEAD_FILE: Final = "HEAD"
MANIFESTS: Final = "manifests"
FORMAT: Final = 1  # raised when a manifest's fields change their meaning


class WarehouseDamaged(WarehouseError):
    """Bytes of the warehouse are not what was published; the message says how to go on."""


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One Parquet file of a table. `logical` is the sum of its rows' hashes, in hex."""

    path: str
    rows: int
    bytes: int
    sha256: str
    partition: str | None
    fingerprint: str
    logical: str


@dataclass(frozen=True, slots=True)
class TableEntry:
    """One table of the snapshot: its rows, their logical hash, the files they lie in."""

    name: str
    rows: int
    logical_hash: str
    files: tuple[FileEntry, ...]


@dataclass(frozen=True, slots=True)
class PartEntry:
    """One part of a layer that the snapshot was made from and still needs."""

    layer: str
    path: str
    rows: int
    bytes: int
    sha256: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """One snapshot, whole: the numbers that prove it and the files that hold it."""

    sequence: int
    parent: str | None  # SHA-256 of the manifest before; None for the first
    snapshot_id: str
    created_at: datetime
    run_id: str
    epoch: int
    contract_version: str
    code_version: str
    tables: tuple[TableEntry, ...]
    parts: tuple[PartEntry, ...]

    def table(self, name: str) -> TableEntry:
        """The table of that name; KeyError when the snapshot has none."""
        for table in self.tables:
            if table.name == name:
                return table
        raise KeyError(f"snapshot {self.sequence} has no table {name}")

    def files_of(self, name: str) -> tuple[FileEntry, ...]:
        """The files of the table of that name; none when the release that published had no such."""
        return next((table.files for table in self.tables if table.name == name), ())

    def parts_of(self, layer: str) -> tuple[PartEntry, ...]:
        """The parts of one layer, in their order."""
        return tuple(part for part in self.parts if part.layer == layer)

    def paths(self) -> frozenset[str]:
        """Every file the snapshot needs, relative to the warehouse."""
        files = {file.path for table in self.tables for file in table.files}
        return frozenset(files | {part.path for part in self.parts})

    def to_bytes(self) -> bytes:
        """The one spelling of this manifest; equal manifests have equal bytes."""
        said: dict[str, Any] = dataclasses.asdict(self)
        said["created_at"] = self.created_at.astimezone(UTC).isoformat(timespec="microseconds")
        said["format"] = FORMAT
        return canonical(said)

    def sha256(self) -> str:
        """SHA-256 of the manifest's file."""
        return hashlib.sha256(self.to_bytes()).hexdigest()

    def path(self) -> str:
        """The manifest's file, relative to the warehouse: its number and its hash."""
        return manifest_path(self.sequence, self.sha256())


@dataclass(frozen=True, slots=True)
class Head:
    """What HEAD says: the manifest in force, and its hash."""

    manifest: str
    sha256: str

    def to_bytes(self) -> bytes:
        """The one spelling of this HEAD."""
        return canonical(dataclasses.asdict(self))


def canonical(said: dict[str, Any]) -> bytes:
    """JSON with sorted keys, one spelling for one content, readable line by line."""
    return json.dumps(said, sort_keys=True, ensure_ascii=False, indent=1).encode() + b"\n"


def manifest_path(sequence: int, sha256: str) -> str:
    """Where the manifest of that number and hash lies, relative to the warehouse."""
    return f"{MANIFESTS}/{sequence:06d}-{sha256[:12]}.json"


def read_head(root: Path) -> Head | None:
    """What HEAD says; None before the first publication."""
    path = root / HEAD_FILE
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        if _was_published(root):
            raise WarehouseDamaged(
                f"{path} is missing, though snapshots were published here. {_repair(root)}"
            ) from None
        return None
    try:
        head = Head(**json.loads(data))
        whole = head.to_bytes() == data and _named_by(head)
    except (ValueError, TypeError, AttributeError):
        whole = False
    if not whole:
        raise WarehouseDamaged(f"{path} is damaged: it names no manifest. {_repair(root)}")
    return head


def read_manifest(root: Path, head: Head) -> Manifest:
    """The manifest, proven by its hash. Raises WarehouseDamaged when it is not that."""
    path = root / head.manifest
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise WarehouseDamaged(f"{path} is missing. {_repair(root)}") from None
    if hashlib.sha256(data).hexdigest() != head.sha256:
        raise WarehouseDamaged(f"{path} is damaged: its SHA-256 is another. {_repair(root)}")
    return _parsed(data, path)


def chain(root: Path, newest: Manifest | None) -> Iterator[Manifest]:
    """The manifest and those before it, newest first, each proven by the one after it."""
    while newest is not None:
        yield newest
        if newest.parent is None:
            return
        before = Head(manifest_path(newest.sequence - 1, newest.parent), newest.parent)
        newest = read_manifest(root, before)


def _was_published(root: Path) -> bool:
    """Whether HEAD must have been there once.

    Taken for a new warehouse, the old one's files would be swept as leftovers of a dead run. One
    first manifest proves nothing: a run may have died between it and HEAD.
    """
    shown = root / "snapshots"
    if shown.is_dir() and any(shown.iterdir()):
        return True
    return any(not path.name.startswith("000001-") for path in (root / MANIFESTS).glob("*.json"))


def _named_by(head: Head) -> bool:
    number, _, rest = head.manifest.removeprefix(f"{MANIFESTS}/").partition("-")
    return (
        number.isdigit() and head.manifest == manifest_path(int(number), head.sha256) and bool(rest)
    )


def _parsed(data: bytes, path: Path) -> Manifest:
    said = json.loads(data)
    if said.pop("format", None) != FORMAT:
        raise WarehouseDamaged(
            f"{path} was written by another release of Dateline. Use that release, or publish "
            "into a new warehouse."
        )
    said["created_at"] = datetime.fromisoformat(said["created_at"])
    said["parts"] = tuple(PartEntry(**part) for part in said["parts"])
    said["tables"] = tuple(
        TableEntry(**{**table, "files": tuple(FileEntry(**file) for file in table["files"])})
        for table in said["tables"]
    )
    return Manifest(**said)


def _repair(root: Path) -> str:
    """What a person can do when HEAD leads nowhere."""
    return (
        f"Restore {HEAD_FILE} and {MANIFESTS}/ from a backup; or move {root} away and run again "
        "over the inputs."
    )

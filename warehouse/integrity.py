"""The proof that a warehouse holds what was published, all of it, unchanged."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from warehouse.files import WarehouseError, sha256_of
from warehouse.lock import EPOCH_FILE, read_epoch
from warehouse.manifest import FileEntry, Manifest, PartEntry
from warehouse.projection import (
    DATABASE,
    RECORD_FILE,
    TABLES_LINK,
    fits_contract,
    read_record,
    shown_files,
    tables_show,
)
from warehouse.proofs import prove_captures, prove_database, prove_tables
from warehouse.retention import snapshot_folder
from warehouse.session import Limits
from warehouse.store import Store

REBUILD: Final = "Delete it and run again: it is made anew from the snapshot."
RESTORE: Final = "Restore the file from a backup, or delete it and run again over the inputs."


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be.

    An `error` is lost or false data; a `warning` is what the next run mends by itself.
    """

    severity: Literal["error", "warning"]
    where: str
    what: str
    what_to_do: str


def verify(store: Store, limits: Limits | None = None) -> list[Finding]:
    """Everything wrong with the warehouse, in the order of the proof; empty when all is well.

    Reads every byte. It needs no lock: what it proves is immutable, and HEAD is read once.
    """
    try:
        chain = list(store.chain())
    except WarehouseError as error:
        return [Finding("error", "HEAD", str(error), "See the message.")]
    findings = list(_epoch(store, chain))
    if not chain:
        return findings
    head = chain[0]
    broken = list(_files(store, chain))
    findings += broken
    if any(finding.where in head.paths() for finding in broken):
        # Questions to damaged files would only repeat the damage in other words.
        return [*findings, *_projections(store, chain)]
    limits = limits or Limits()
    if not fits_contract(store, head):
        what = "was published under another contract than this release's; its rows are not proven"
        return [*findings, Finding("warning", "HEAD", what, "Run again, and verify then.")]
    for prove in (prove_tables, prove_captures):
        findings += [Finding("error", *failure) for failure in prove(store, head, limits)]
    findings += _projections(store, chain)
    findings += [Finding("error", *failure) for failure in prove_database(store, head, limits)]
    return findings


def _epoch(store: Store, chain: list[Manifest]) -> Iterator[Finding]:
    try:
        epoch = read_epoch(store.root)
    except WarehouseError as error:
        yield Finding("error", EPOCH_FILE, str(error), "See the message.")
        return
    if chain and epoch < chain[0].epoch:
        yield Finding(
            "warning",
            EPOCH_FILE,
            f"the epoch is {epoch}, but HEAD was published under {chain[0].epoch}",
            "Run again: the numbers go on from HEAD.",
        )


def _files(store: Store, chain: list[Manifest]) -> Iterator[Finding]:
    """Every file of every snapshot that is kept, against size and hash; each file once."""
    seen: set[str] = set()
    for manifest in chain:
        is_kept = manifest is chain[0] or (store.root / snapshot_folder(manifest)).is_dir()
        entries: list[FileEntry | PartEntry] = [*manifest.parts]
        entries += [file for table in manifest.tables for file in table.files]
        for entry in entries:
            if entry.path in seen:
                continue
            path = store.root / entry.path
            if not path.is_file():
                if is_kept:
                    seen.add(entry.path)
                    yield Finding("error", entry.path, "the file is missing", RESTORE)
                continue
            seen.add(entry.path)
            if sha256_of(path) != (entry.sha256, entry.bytes):
                yield Finding(
                    "error", entry.path, "the bytes are not those that were published", RESTORE
                )


def _projections(store: Store, chain: list[Manifest]) -> Iterator[Finding]:
    head = chain[0]
    if not tables_show(store, head):
        yield Finding(
            "warning", TABLES_LINK, "does not show HEAD", "Run again: it is pointed there."
        )
    for manifest in chain:
        yield from _shown(store, manifest)
    record = read_record(store)
    path = store.root / DATABASE
    if record is None or record.manifest != head.sha256() or not path.is_file():
        where = DATABASE if path.is_file() else RECORD_FILE
        yield Finding("warning", where, f"{DATABASE} is not known to show HEAD", REBUILD)
        return
    if sha256_of(path) != (record.sha256, record.size):
        yield Finding("error", DATABASE, "the bytes are not those that were built", REBUILD)


def _shown(store: Store, manifest: Manifest) -> Iterator[Finding]:
    """The readable names in the snapshot's folder: all there, nothing else, the same bytes."""
    folder = store.root / snapshot_folder(manifest)
    if not folder.is_dir():
        return
    expected = {folder / name: file for name, file in shown_files(manifest)}
    there = {path for path in folder.rglob("*") if not path.is_dir()}
    for path in sorted(there ^ expected.keys()):
        what = "is not of this snapshot" if path in there else "is missing"
        yield Finding("error", _relative(store, path), what, f"Delete {folder} and run again.")
    for path in sorted(there & expected.keys()):
        file = expected[path]
        original = store.root / file.path
        is_link = original.is_file() and path.samefile(original)  # hashed there already
        if not is_link and sha256_of(path) != (file.sha256, file.bytes):
            yield Finding(
                "error",
                _relative(store, path),
                "the bytes are not those that were published",
                f"Delete {folder} and run again.",
            )


def _relative(store: Store, path: Path) -> str:
    return path.relative_to(store.root).as_posix()

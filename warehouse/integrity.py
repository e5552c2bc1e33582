"""The proof that a warehouse holds what was published, all of it, unchanged."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import duckdb
import pyarrow as pa

from warehouse.files import WarehouseError, sha256_of
from warehouse.lock import EPOCH_FILE, read_epoch
from warehouse.manifest import HEAD_FILE, FileEntry, Manifest, PartEntry
from warehouse.projection import (
    DATABASE,
    RECORD_FILE,
    SCRIPT,
    TABLES_LINK,
    Record,
    fits_contract,
    read_record,
    read_script,
    shown_files,
    tables_show,
)
from warehouse.proofs import prove_captures, prove_database, prove_tables
from warehouse.retention import SNAPSHOTS, snapshot_folder
from warehouse.session import Limits
from warehouse.store import Store

REBUILD: Final = "Delete it and run again: it is made anew from the snapshot."
RESTORE: Final = (
    "Restore the file from a backup. A part, or a month of documents and of what is said of them "
    "(paragraphs, evidence, topic hits, mentions, quotes, search terms), is made anew by the next "
    "run when it is deleted; captures and histories are not."
)
MISSING: Final = "the file is missing"

ROUNDS: Final = 3  # a run changes things once: whoever disturbs three proofs publishes all the time


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be.

    An `error` is lost or false data; a `warning` is what the next run mends by itself.
    """

    severity: Literal["error", "warning"]
    where: str
    what: str
    what_to_do: str


BUSY: Final = Finding(
    "warning",
    "HEAD",
    "a run was changing the warehouse while it was read; it is not proven as a whole",
    "Wait until the run ends, and verify then.",
)


def verify(store: Store, limits: Limits | None = None) -> list[Finding]:
    """Everything wrong with the warehouse, in the order of the proof; empty when all is well.

    Reads every byte. It needs no lock: what it proves is immutable. What a run changed in the
    meantime would look like damage, so that the proof is made again then; after three of them
    only the errors that each found are told, and that a run is busy.
    """
    rounds: list[list[Finding]] = []
    while len(rounds) < ROUNDS:
        before = _state(store)
        rounds.append(_proof(store, limits or Limits()))
        after = _state(store)
        if before == after or (not rounds[-1] and before[0] == after[0]):
            return rounds[-1]
    lasting = [
        finding
        for finding in rounds[-1]
        if finding.severity == "error" and all(finding in each for each in rounds)
    ]
    return [*lasting, BUSY]


def _state(store: Store) -> tuple[bytes | tuple[str, ...], ...]:
    """What a run changes as it goes on, HEAD first: two proofs of one state tell the same."""
    link = store.root / TABLES_LINK
    shown = store.root / SNAPSHOTS
    return (
        *(_bytes(store.root / name) for name in (HEAD_FILE, EPOCH_FILE, RECORD_FILE)),
        (str(link.readlink()) if link.is_symlink() else "",),
        tuple(sorted(path.name for path in shown.iterdir())) if shown.is_dir() else (),
    )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _proof(store: Store, limits: Limits) -> list[Finding]:
    """What is wrong, found in one pass over the warehouse."""
    try:
        chain = list(store.chain())
    except WarehouseError as error:
        return [Finding("error", "HEAD", str(error), "See the message.")]
    findings = list(_epoch(store, chain))
    if not chain:
        return findings
    broken = list(_files(store, chain))
    needed = chain[0].paths()
    if any(finding.where in needed for finding in broken):
        # Questions to damaged files would only repeat the damage in other words.
        return [*findings, *broken, *_projections(store, chain)]
    return [*findings, *broken, *_questions(store, chain, limits)]


def _questions(store: Store, chain: list[Manifest], limits: Limits) -> Iterator[Finding]:
    """What the rows answer, and the projections, once the snapshot's files are proven."""
    head = chain[0]
    try:
        if not fits_contract(store, head):
            what = (
                "was published under another contract than this release's; its rows are not proven"
            )
            yield Finding("warning", "HEAD", what, "Run again, and verify then.")
            return
        for prove in (prove_tables, prove_captures):
            yield from (Finding("error", *failure) for failure in prove(store, head, limits))
        yield from _projections(store, chain)
        # A file that shows another snapshot has other rows by right, and is warned of above.
        if _is_of(read_record(store), head):
            for failure in prove_database(store, head, limits):
                yield Finding("error", *failure)
    except (OSError, pa.ArrowException, duckdb.Error) as error:
        # They could be read a moment ago.
        yield Finding("error", "HEAD", f"a file of the snapshot cannot be read: {error}", RESTORE)


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
            what = _wrong(store.root / entry.path, entry.sha256, entry.bytes)
            if what == MISSING and not is_kept:
                continue
            seen.add(entry.path)
            if what:
                yield Finding("error", entry.path, what, RESTORE)


def _wrong(path: Path, sha256: str, size: int, done: str = "published") -> str:
    """What is wrong with the file; nothing when it has these bytes."""
    try:
        whole = sha256_of(path) == (sha256, size)
    except FileNotFoundError:  # a run may take it away while it is read
        return MISSING
    except OSError as error:
        return f"cannot be read: {error.strerror or error}"
    return "" if whole else f"the bytes are not those that were {done}"


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
    if record is None or not _is_of(record, head) or not path.is_file():
        where = DATABASE if path.is_file() else RECORD_FILE
        yield Finding("warning", where, f"{DATABASE} is not known to show HEAD", REBUILD)
    elif what := _wrong(path, record.sha256, record.size, "built"):
        yield Finding("error", DATABASE, what, REBUILD)
    if read_script(store) is None:
        yield Finding("warning", SCRIPT, "is not there, or not as it was written", REBUILD)


def _is_of(record: Record | None, head: Manifest) -> bool:
    """Whether dateline.duckdb was built from that snapshot."""
    return record is not None and record.manifest == head.sha256()


def _shown(store: Store, manifest: Manifest) -> Iterator[Finding]:
    """The readable names in the snapshot's folder: all there, nothing else, the same bytes."""
    folder = store.root / snapshot_folder(manifest)
    try:
        there = {path for path in folder.rglob("*") if not path.is_dir()}
    except FileNotFoundError:  # moved aside by a run, as a whole
        return
    if not folder.is_dir():
        return
    advice = f"Delete {folder} and run again."
    expected = {folder / name: file for name, file in shown_files(manifest)}
    for path in sorted(there - expected.keys()):
        yield Finding("error", _relative(store, path), "is not of this snapshot", advice)
    for path, file in sorted(expected.items()):
        if path in there and _is_link(path, store.root / file.path):
            continue  # hashed there already
        if what := _wrong(path, file.sha256, file.bytes):
            yield Finding("error", _relative(store, path), what, advice)


def _is_link(path: Path, original: Path) -> bool:
    try:
        return path.samefile(original)
    except FileNotFoundError:
        return False


def _relative(store: Store, path: Path) -> str:
    return path.relative_to(store.root).as_posix()

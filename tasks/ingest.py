"""ingest: files become captures, once per content, with every place they were seen at."""

import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

import pyarrow as pa

from tasks.article.identity import item_id
from tasks.jobs import Account
from tasks.listing import Found
from tasks.readers.records import Beside
from warehouse.layers import BESIDE, CAPTURED, table_of
from warehouse.parts import Part, fingerprint
from warehouse.store import Store

RACY_NS: Final = 2_000_000_000  # file systems tell times as coarsely as 2 s (FAT); git's rule
# Forms that a later release reads. Taken for text, a table of a thousand articles would become
# one document.
NOT_YET_READ: Final = frozenset({
    ".html", ".htm", ".xhtml", ".mhtml", ".xml", ".csv", ".tsv", ".jsonl", ".ndjson", ".json",
    ".parquet", ".warc", ".arc", ".zip", ".tar", ".tgz", ".gz", ".bz2", ".xz", ".zst", ".7z",
    ".rar", ".pdf", ".doc", ".docx", ".rtf", ".epub",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sighting:
    """One row of `sightings` before it has its document."""

    source_uri: str
    location: str
    generation: int
    capture_id: str
    item_id: str
    byte_count: int
    modified_ns: int
    url: str | None
    outlet: str | None
    title: str | None
    published_at: str | None
    fetched_at: str | None
    first_seen: datetime
    run_id: str
    byline: str | None = None
    section: str | None = None
    content_type: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """One input or item that goes to quarantine, and why.

    `is_new` tells one that this run met from one that an earlier run met and left; `is_first`
    one whose input no earlier run had seen.
    """

    source_uri: str
    location: str
    capture_id: str | None
    stage: str
    reason_code: str
    detail: str
    outlet_id: str | None = None
    is_new: bool = True
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class PartSize:
    """How much one captured part holds; depends on the input alone, never on the machine."""

    max_bytes: int
    max_items: int


@dataclass(frozen=True, slots=True)
class Ingested:
    """New parts, every sighting up to now, what was refused, and the account."""

    parts: tuple[Part, ...]
    sightings: tuple[Sighting, ...]
    refused: tuple[Refusal, ...]
    account: Account
    is_changed: bool


def ingest(
    store: Store,
    inputs: Iterable[Found],
    known: Iterable[Sighting],
    *,
    beside: Mapping[str, Beside],
    captured_items: frozenset[str],
    size: PartSize,
    max_input_bytes: int,
    run_id: str,
    started_at: datetime,
    rehash: bool = False,
) -> Ingested:
    """Each input kept, collapsed into bytes that are there, quarantined, or skipped."""
    sightings = list(known)
    latest: dict[str, int] = {}
    for index, sighting in enumerate(sightings):
        at = latest.get(sighting.location)
        if at is None or sightings[at].generation < sighting.generation:
            latest[sighting.location] = index
    items = set(captured_items)
    writer = _PartWriter(store, size)
    refused: list[Refusal] = []
    account = Account("ingest", "files")
    changed = False
    for found in inputs:
        if found.skip:
            account += _one("skipped", found.skip)
            continue
        said = beside.get(found.location)
        at = latest.get(found.place)
        last = sightings[at] if at is not None else None
        read = _read(found, last, said, max_input_bytes, started_at, rehash=rehash)
        if isinstance(read, Refusal):
            refused.append(read)
            account += _one("quarantined", read.reason_code)
        elif read is None:
            account += _one("skipped", "unchanged")
        else:
            content, modified = read
            new = _sighting(found, content, modified, said, last, run_id, started_at)
            if last is not None and new.item_id == last.item_id and at is not None:
                sightings[at] = replace(last, byte_count=len(content), modified_ns=modified)
                account += _one("skipped", "unchanged")
                continue
            changed = True
            latest[found.place] = len(sightings)
            sightings.append(new)
            if new.item_id in items:
                account += _one("collapsed", "")
            else:
                items.add(new.item_id)
                writer.add(new, content)
                account += _one("kept", "")
    return Ingested(writer.close(), tuple(sightings), tuple(refused), account, changed)


def _one(outcome: str, reason: str) -> Account:
    return Account(
        "ingest",
        "files",
        received=1,
        kept=int(outcome == "kept"),
        collapsed=int(outcome == "collapsed"),
        quarantined=int(outcome == "quarantined"),
        skipped=int(outcome == "skipped"),
        reasons={reason: 1} if reason else {},
    )


def _read(
    found: Found,
    last: Sighting | None,
    said: Beside | None,
    max_input_bytes: int,
    started_at: datetime,
    *,
    rehash: bool,
) -> tuple[bytes, int] | Refusal | None:
    """The bytes and when they were changed; None when nothing did; or why it cannot be read."""
    try:
        # a named pipe would wait for a writer for ever, so look before opening
        status = Path(found.location).stat()
        if stat.S_ISDIR(status.st_mode):
            return _refusal(found, "unreadable_file", "it is a folder that cannot be listed")
        if not stat.S_ISREG(status.st_mode):
            return _refusal(found, "not_a_file", "it is a pipe, socket or device, not a file")
        if _is_unchanged(last, said, status) and not rehash:
            return None
        suffix = Path(found.location).suffix.lower()
        if suffix in NOT_YET_READ:
            return _refusal(
                found, "not_yet_read", f"{suffix} files are read by a later release; text dumps now"
            )
        if status.st_size > max_input_bytes:
            return _refusal(
                found,
                "too_large",
                f"{status.st_size} bytes, more than max_input_bytes = {max_input_bytes}",
            )
        with Path(found.location).open("rb") as file:
            content = file.read(max_input_bytes + 1)
    except FileNotFoundError:
        return _refusal(found, "vanished_file", "it is gone, or is a link to nothing")
    except OSError as error:
        return _refusal(found, "unreadable_file", error.strerror or str(error))
    if len(content) > max_input_bytes:
        return _refusal(found, "too_large", f"it grew beyond max_input_bytes = {max_input_bytes}")
    now = int(started_at.timestamp() * 1_000_000_000)
    lately = status.st_mtime_ns > now - RACY_NS
    return content, 0 if lately else max(0, status.st_mtime_ns)


def _is_unchanged(last: Sighting | None, said: Beside | None, status: os.stat_result) -> bool:
    return (
        last is not None
        and last.modified_ns == status.st_mtime_ns
        and last.modified_ns > 0
        and last.byte_count == status.st_size
        and (said is None or all(getattr(last, name) == getattr(said, name) for name in BESIDE))
    )


def _refusal(found: Found, code: str, detail: str) -> Refusal:
    return Refusal(found.source_uri, found.place, None, "ingest", code, detail)


def _sighting(
    found: Found,
    content: bytes,
    modified_ns: int,
    said: Beside | None,
    last: Sighting | None,
    run_id: str,
    started_at: datetime,
) -> Sighting:
    capture = sha256(content).hexdigest()
    # A run without the manifest leaves what was said about the same bytes: else every document
    # would lose its outlet and its URL in a new version that nobody printed.
    speaker = last if said is None and last is not None and last.capture_id == capture else said
    values = {name: getattr(speaker, name, None) for name in BESIDE}
    return Sighting(
        source_uri=found.source_uri,
        location=found.place,
        generation=last.generation + 1 if last else 1,
        capture_id=capture,
        item_id=item_id(capture, *values.values()),
        byte_count=len(content),
        modified_ns=modified_ns,
        first_seen=started_at,
        run_id=run_id,
        **values,
    )


class _PartWriter:
    """Gathers new captures until a part is full, and writes it."""

    def __init__(self, store: Store, size: PartSize) -> None:
        self._store = store
        self._size = size
        self._rows: list[tuple[Sighting, bytes]] = []
        self._bytes = 0
        self._parts: list[Part] = []

    def add(self, sighting: Sighting, content: bytes) -> None:
        self._rows.append((sighting, content))
        self._bytes += len(content)
        if self._bytes >= self._size.max_bytes or len(self._rows) >= self._size.max_items:
            self._write()

    def close(self) -> tuple[Part, ...]:
        if self._rows:
            self._write()
        return tuple(self._parts)

    def _write(self) -> None:
        rows = sorted(self._rows, key=lambda row: row[0].item_id)
        columns: dict[str, object] = {
            name: [getattr(sighting, name) for sighting, _ in rows]
            for name in ("item_id", "capture_id", *BESIDE)
        }
        columns["content"] = pa.array([content for _, content in rows], pa.large_binary())
        mark = fingerprint("captured", *(sighting.item_id for sighting, _ in rows))
        self._parts.append(self._store.write_part("captured", mark, table_of(columns, CAPTURED)))
        self._rows, self._bytes = [], 0

"""The journal of a part at work: which item a worker process has in hand, should it die over it."""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from warehouse.files import READ_WRITE, Disk
from warehouse.parts import Part

# Every entry is as long, so that a shorter one leaves no end of the one before it.
ENTRY_BYTES: Final = 256


@dataclass(frozen=True, slots=True)
class AtWork:
    """The process that had the item in hand when it last wrote."""

    process: int
    item: str


class Journal:
    """One entry in a file of the staging folder, overwritten item by item.

    Not synced: it is to outlive the process that writes it, not the machine. A run sweeps the
    staging folder before it begins, so that what a killed run was at blames nobody. Entering
    raises DiskError when the file cannot be made.
    """

    def __init__(self, disk: Disk, path: Path) -> None:
        self._disk = disk
        self._path = path
        self._descriptor = -1
        self._process = 0

    def __enter__(self) -> Self:
        self._disk.remove(self._path)  # of a try before this one, whose death was told by now
        self._descriptor = self._disk.create(self._path, READ_WRITE)
        self._process = os.getpid()
        return self

    def __exit__(self, *_: object) -> None:
        descriptor, self._descriptor = self._descriptor, -1
        os.close(descriptor)
        self._disk.remove(self._path)

    def begin(self, item: str) -> None:
        """The entry names this item and this process; one system call, 0.6 us on a local disk."""
        self._write(f"{self._process} {item}".encode()[:ENTRY_BYTES])

    def rest(self) -> None:
        """The entry names nobody: should the process die now, it was over no item."""
        self._write(b"")

    def _write(self, entry: bytes) -> None:
        os.pwrite(self._descriptor, entry.ljust(ENTRY_BYTES), 0)


def journal_path(staging: Path, part: Part) -> Path:
    """Where the journal of the stage that reads the part lies."""
    return staging / f"at-work-{part.layer}-{part.fingerprint}"


def read_journal(path: Path) -> AtWork | None:
    """Who is, or was, at what; None before the first item and when the part came to its end."""
    try:
        process, _, item = path.read_bytes().decode(errors="replace").strip().partition(" ")
    except OSError:
        return None
    return AtWork(int(process), item) if process.isdigit() and item else None


def clear_journal(path: Path) -> None:
    """What was at work is told no second time."""
    with suppress(OSError):
        path.unlink(missing_ok=True)

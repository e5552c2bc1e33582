"""What may be thrown away: unfinished files, and files no retained snapshot names."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from warehouse.files import Disk, remove_tree
from warehouse.manifest import MANIFESTS, Manifest

SNAPSHOTS: Final = "snapshots"
_IMMUTABLE: Final = ("data", "captures")


def snapshot_folder(manifest: Manifest) -> str:
    """Where the snapshot's files lie under readable names, relative to the warehouse.

    As long as that folder stands, the whole snapshot does; it is the first thing to go.
    """
    return f"{SNAPSHOTS}/{manifest.sequence:06d}-{manifest.sha256()[:12]}"


def sweep(root: Path, disk: Disk, chain: Sequence[Manifest], keep: int) -> int:
    """How many files and folders went. The newest `keep` snapshots of the chain stay whole.

    Manifests stay for good, they are the chain that proves the newest. The caller holds the
    writer lock: a part that a living run has just finished would look like one of a dead run.
    """
    retained = chain[: max(keep, 1)]
    gone = sweep_staging(root, disk)
    kept_folders = {snapshot_folder(manifest) for manifest in retained}
    for entry in _entries(root / SNAPSHOTS):
        if f"{SNAPSHOTS}/{entry.name}" not in kept_folders:
            # Moved aside first: a folder of that name is a whole one, also when we die here.
            aside = root / "staging" / entry.name
            disk.rename(entry, aside)
            _remove(disk, aside)
            gone += 1
    needed = {path for manifest in retained for path in manifest.paths()}
    for folder in _IMMUTABLE:
        for file in sorted((root / folder).rglob("*.parquet")):
            if file.relative_to(root).as_posix() not in needed:
                disk.remove(file)
                gone += 1
    named = {manifest.path() for manifest in chain}
    for entry in _entries(root / MANIFESTS):
        if f"{MANIFESTS}/{entry.name}" not in named:
            disk.remove(entry)  # written by a run that died before HEAD moved
            gone += 1
    return gone


def sweep_staging(root: Path, disk: Disk) -> int:
    """How many unfinished files went. Under the writer lock, like `sweep`."""
    entries = list(_entries(root / "staging"))
    for entry in entries:
        _remove(disk, entry)
    return len(entries)


def _entries(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(folder.iterdir())


def _remove(disk: Disk, entry: Path) -> None:
    if entry.is_dir() and not entry.is_symlink():
        remove_tree(disk, entry)
    else:
        disk.remove(entry)

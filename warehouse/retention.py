"""What may be thrown away: unfinished files, and files no retained snapshot names."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice
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


def sweep(root: Path, disk: Disk, manifests: Iterator[Manifest], keep: int) -> int:
    """How many files and folders went. The first `keep` of these snapshots, the newest, stay whole.

    Manifests stay for good, they are the chain that proves the newest; of years of them only those
    are read that must be. The caller holds the writer lock: a part that a living run has just
    finished would look like one of a dead run.
    """
    retained = list(islice(manifests, max(keep, 1)))
    dead = list(_dead_manifests(root, retained, manifests))
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
    for entry in dead:
        disk.remove(entry)
        gone += 1
    return gone


def _dead_manifests(
    root: Path, retained: Sequence[Manifest], older: Iterator[Manifest]
) -> Iterator[Path]:
    """What runs wrote that died before HEAD moved.

    Where two have one number the chain says which it is; one that has its number alone is of it.
    """
    found: dict[int, list[Path]] = {}
    for entry in _entries(root / MANIFESTS):
        written = entry.name.partition("-")[0]
        found.setdefault(int(written) if written.isdecimal() else -1, []).append(entry)
    first_doubtful = min((n for n, entries in found.items() if len(entries) > 1), default=None)
    named: dict[int, str] = {}
    for manifest in chain(retained, older):
        if len(named) >= len(retained) and (
            first_doubtful is None or manifest.sequence < first_doubtful
        ):
            break
        named[manifest.sequence] = manifest.path()
    newest = max(named, default=0)
    for number, entries in found.items():
        if number in named or not 0 < number <= newest:
            wanted = named.get(number)
            yield from (entry for entry in entries if f"{MANIFESTS}/{entry.name}" != wanted)


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

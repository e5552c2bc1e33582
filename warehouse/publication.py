"""The one step that makes a snapshot visible, and everything that must be on the disk before."""

from pathlib import Path

from warehouse.files import READ_ONLY, Disk, stage, write_atomic
from warehouse.lock import StaleWriter, WriterLock
from warehouse.manifest import (
    HEAD_FILE,
    MANIFESTS,
    FileEntry,
    Head,
    Manifest,
    PartEntry,
    WarehouseDamaged,
    read_head,
    read_manifest,
)


def commit(root: Path, disk: Disk, manifest: Manifest, lock: WriterLock) -> None:
    """The snapshot is the one in force, and survives a power cut; or nothing has changed.

    Files are on the disk since they were staged. Here their names are made to last, then the
    manifest, and only then HEAD moves: at no moment does it name what is not there.
    """
    staging = root / "staging"
    _complete(root, manifest)
    for folder in _new_folders(root, manifest):
        disk.sync(folder)
    head = Head(manifest.path(), manifest.sha256())
    write_atomic(disk, root / head.manifest, manifest.to_bytes(), staging, READ_ONLY)
    disk.sync(root / MANIFESTS)
    disk.sync(root)
    staged = stage(disk, staging, head.to_bytes())
    lock.check()
    current = read_head(root)
    if (current.sha256 if current else None) != manifest.parent:
        raise StaleWriter(
            f"{root}: another run published since this one began; nothing was published. Run again."
        )
    disk.rename(staged.path, root / HEAD_FILE)
    disk.sync(root)


def has_size(path: Path, size: int) -> bool:
    """Whether a file of that name and size is there."""
    try:
        return path.stat().st_size == size
    except FileNotFoundError:
        return False


def _complete(root: Path, manifest: Manifest) -> None:
    """Raises unless every file the manifest names is there."""
    files: list[FileEntry | PartEntry] = [*manifest.parts]
    files += [file for entry in manifest.tables for file in entry.files]
    for file in files:
        if not has_size(root / file.path, file.bytes):
            raise WarehouseDamaged(
                f"{root / file.path} is missing or cut short; nothing was published. Run again: "
                "the run makes it anew."
            )


def _new_folders(root: Path, manifest: Manifest) -> list[Path]:
    """Folders of files the snapshot in force does not name, deepest first."""
    head = read_head(root)
    current = read_manifest(root, head).paths() if head else frozenset()
    folders = {folder for path in manifest.paths() - current for folder in Path(path).parents}
    folders.discard(Path())
    deepest_first = sorted(folders, key=lambda folder: (-len(folder.parts), folder))
    # The warehouse's own name is new, too, the first time.
    above = [] if head else [root.absolute().parent]
    return [*(root / folder for folder in deepest_first), *above]

"""The only code that changes the file system under a warehouse, step by step."""

import errno
import fcntl
import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

READ_ONLY: Final = 0o444  # published bytes: an editor that saves in place would falsify a snapshot
READ_WRITE: Final = 0o644

# Large enough that a small file is one write, small enough to be no part of the memory budget.
_BUFFER: Final = 1 << 20

_ADVICE: Final = MappingProxyType(
    {
        errno.ENOSPC: "Free some space and run again",
        errno.EDQUOT: "Free some space or raise the quota, and run again",
        errno.EIO: "Check the disk, then run again",
        errno.EACCES: "Give this user the right to write there, and run again",
        errno.EPERM: "Give this user the right to write there, and run again",
        errno.EROFS: "Choose a warehouse on a disk that can be written, and run again",
    }
)

# What file systems answer that know no hard links (FAT, some network mounts), or have too many.
_NO_LINKS: Final = frozenset(
    {errno.EXDEV, errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}
)
# What file systems answer that cannot fsync a folder, or a folder above ours that may not be
# listed; there the rename is all there is.
_NO_FOLDER_SYNC: Final = frozenset(
    {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EBADF, errno.EACCES}
)


class WarehouseError(Exception):
    """Something about the warehouse a person has to act on; the message says what to do."""


class DiskError(WarehouseError, OSError):
    """The file system refused a step. What was published before stays whole."""


@dataclass(frozen=True, slots=True)
class Staged:
    """A finished file that still has its temporary name; its bytes are on the disk."""

    path: Path
    bytes: int
    sha256: str


class Disk:
    """The steps by which files change. Tests put a subclass here that fails at the k-th one.

    Every method is one step: it announces itself to `step` and then does one thing. A failure
    of the operating system leaves as DiskError.
    """

    def step(self, call: str, path: Path) -> None:
        """Nothing, here; a subclass counts, or raises, or kills the process."""

    def make_folder(self, path: Path) -> None:
        """The folder is there."""
        if path.is_dir():
            return
        with self._telling("make the folder", path):
            path.mkdir(exist_ok=True)

    def create(self, path: Path, mode: int) -> int:
        """Descriptor of a new, empty file that nobody else had."""
        with self._telling("create", path):
            return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)

    def write(self, descriptor: int, data: memoryview, path: Path) -> None:
        """All of the data is written."""
        with self._telling("write", path):
            while data:
                data = data[os.write(descriptor, data) :]

    def sync(self, path: Path) -> None:
        """The file, or the names in the folder, survive a power cut."""
        with self._telling("fsync", path):
            try:
                descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
                try:
                    _sync(descriptor)
                finally:
                    os.close(descriptor)
            except OSError as error:
                if not (path.is_dir() and error.errno in _NO_FOLDER_SYNC):
                    raise

    def rename(self, source: Path, target: Path) -> None:
        """The target is the source's file; what was there before is replaced at once."""
        with self._telling("rename to", target):
            source.replace(target)

    def link(self, source: Path, target: Path) -> bool:
        """Whether the target is a hard link to the source; False where links cannot be."""
        try:
            with self._telling("link", target):
                target.hardlink_to(source)
        except DiskError as error:
            if error.errno in _NO_LINKS:
                return False
            raise
        return True

    def symlink(self, content: str, path: Path) -> None:
        """The path is a new symbolic link with that content."""
        with self._telling("link", path):
            path.symlink_to(content)

    def build(self, path: Path, make: Callable[[Path], None]) -> None:
        """A library made the file under its temporary name; to us that is one step."""
        with self._telling("build", path):
            make(path)

    def remove(self, path: Path) -> None:
        """No file of that name is there."""
        with self._telling("remove", path):
            path.unlink(missing_ok=True)

    def remove_folder(self, path: Path) -> None:
        """The empty folder is gone."""
        with self._telling("remove the folder", path):
            path.rmdir()

    @contextmanager
    def _telling(self, call: str, path: Path) -> Iterator[None]:
        try:
            self.step(call, path)
            yield
        except DiskError:
            raise
        except OSError as error:
            number = error.errno or errno.EIO
            advice = _ADVICE.get(number, "Mend that and run again")
            raise DiskError(
                number,
                f"cannot {call} {path}: {error.strerror or error}. {advice}: "
                "what was published before is whole, and finished parts are kept",
            ) from error


def _sync(descriptor: int) -> None:
    full = getattr(fcntl, "F_FULLFSYNC", None)
    if full is not None:  # macOS: fsync alone leaves the bytes in the drive's cache
        try:
            fcntl.fcntl(descriptor, full)
        except OSError:  # file systems without it still know fsync
            os.fsync(descriptor)
        return
    os.fsync(descriptor)


class NewFile:
    """A new file whose every write is a step of the disk, hashed as it goes.

    It has what pyarrow asks of a file object: write, flush, tell, close, closed.
    """

    def __init__(self, disk: Disk, path: Path, mode: int) -> None:
        self._disk = disk
        self._path = path
        self._pending = bytearray()
        self._digest = hashlib.sha256()
        self._written = 0
        self._descriptor = disk.create(path, mode)
        self.closed = False

    def write(self, data: bytes | memoryview) -> int:
        """The data is taken; it reaches the disk with the next full buffer."""
        self._pending += data
        if len(self._pending) >= _BUFFER:
            self.flush()
        return len(data)

    def flush(self) -> None:
        """All that was taken is written."""
        if self._pending:
            data, self._pending = self._pending, bytearray()
            self._disk.write(self._descriptor, memoryview(data), self._path)
            self._digest.update(data)
            self._written += len(data)

    def tell(self) -> int:
        """How many bytes were taken."""
        return self._written + len(self._pending)

    def sha256(self) -> str:
        """SHA-256 of what was written."""
        return self._digest.hexdigest()

    def close(self) -> None:
        """The descriptor is given back; what was not flushed is dropped."""
        if not self.closed:
            self.closed = True
            os.close(self._descriptor)


def stage(
    disk: Disk, folder: Path, content: bytes | Callable[[NewFile], None], mode: int = READ_ONLY
) -> Staged:
    """The content in a new file of the folder, on the disk, under a name nobody else uses."""
    # Random, because workers on several machines stage side by side and a dead one's file may
    # still be there; the name is no part of any result.
    path = folder / f"{secrets.token_hex(8)}.tmp"
    sink = NewFile(disk, path, mode)
    try:
        if isinstance(content, bytes):
            sink.write(content)
        else:
            content(sink)
        sink.flush()
        disk.sync(path)
    except OSError:
        # A full disk stays full as long as the half file lies there.
        with suppress(OSError):
            disk.remove(path)
        raise
    finally:
        sink.close()
    return Staged(path, sink.tell(), sink.sha256())


def write_atomic(
    disk: Disk,
    path: Path,
    content: bytes | Callable[[NewFile], None],
    staging: Path | None = None,
    mode: int = READ_WRITE,
) -> Staged:
    """The path holds all of the content, or what it held before; the name is not yet synced.

    The caller syncs the folder when the name must survive a power cut.
    """
    staged = stage(disk, staging or path.parent, content, mode)
    disk.rename(staged.path, path)
    return Staged(path, staged.bytes, staged.sha256)


def place_copy(disk: Disk, source: Path, target: Path, staging: Path) -> None:
    """The target has the source's bytes: the same file by hard link, or a copy of it."""
    if disk.link(source, target):
        return

    def copy(sink: NewFile) -> None:
        with source.open("rb") as stream:
            while block := stream.read(_BUFFER):
                sink.write(block)

    write_atomic(disk, target, copy, staging, READ_ONLY)


def swap_symlink(disk: Disk, path: Path, content: str, staging: Path) -> None:
    """The path is a symbolic link with that content; readers saw the old one until now."""
    temporary = staging / f"{secrets.token_hex(8)}.tmp"
    disk.symlink(content, temporary)
    disk.rename(temporary, path)


def make_folders(disk: Disk, root: Path, relative: str) -> Path:
    """The folder below the root, with every folder between."""
    folder = root
    for name in Path(relative).parts:
        folder /= name
        disk.make_folder(folder)
    return folder


def remove_tree(disk: Disk, path: Path) -> None:
    """Neither the folder nor anything in it is there; links are removed, not followed."""
    for entry in sorted(path.iterdir()):
        if entry.is_dir() and not entry.is_symlink():
            remove_tree(disk, entry)
        else:
            disk.remove(entry)
    disk.remove_folder(path)


def sha256_of(path: Path) -> tuple[str, int]:
    """SHA-256 and size of the file's bytes."""
    digest = hashlib.sha256()
    size = 0
    with path.open("rb") as stream:
        while block := stream.read(_BUFFER):
            digest.update(block)
            size += len(block)
    return digest.hexdigest(), size

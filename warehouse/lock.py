"""One writer at a time: an operating system's lock, and a number that only grows."""

import os
import socket
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from filelock import FileLock, Timeout

from warehouse.files import Disk, WarehouseError, make_folders, write_atomic
from warehouse.seal import sealed, unsealed

EPOCH_FILE: Final = "EPOCH"
LOCK_FILE: Final = "LOCK"


class WarehouseLocked(WarehouseError):
    """Another run holds the warehouse; the command line answers with exit code 75."""


class StaleWriter(WarehouseError):
    """A later run took the warehouse over; this one must not publish any more."""


class WriterLock:
    """The right to publish into one warehouse, as long as the context lasts.

    The operating system gives the lock back when the process dies, kill -9 included. The epoch
    guards what it cannot: a lock file somebody deleted, or a network disk that lost the lock.
    """

    def __init__(self, root: Path, disk: Disk, floor: Callable[[], int] = lambda: 0) -> None:
        self._root = root
        self._disk = disk
        self._floor = floor
        self._epoch = 0
        # Not local to a thread: the Prefect engine enters and leaves in different ones.
        self._lock = FileLock(root / LOCK_FILE, timeout=0, thread_local=False)

    @property
    def epoch(self) -> int:
        """Number of this hold, higher than every one before; 0 while not held."""
        return self._epoch

    def __enter__(self) -> Self:
        make_folders(self._disk, self._root.parent, self._root.name)
        try:
            self._lock.acquire()
        except Timeout:
            raise WarehouseLocked(
                f"{self._root}: another run is writing here{_holder(self._root)}. "
                "Wait until it ends, or give --warehouse another folder."
            ) from None
        try:
            epoch = max(read_epoch(self._root), self._floor()) + 1
            write_atomic(self._disk, self._root / EPOCH_FILE, epoch_bytes(epoch))
            self._disk.sync(self._root)
        except BaseException:
            self._lock.release()
            raise
        self._epoch = epoch
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._epoch = 0
        self._lock.release()

    def check(self) -> None:
        """Raises StaleWriter unless this hold is still the latest; asked just before HEAD moves."""
        if not self._epoch:
            raise StaleWriter(f"{self._root}: the writer lock is not held. Take it, then publish.")
        latest = read_epoch(self._root)
        if latest != self._epoch:
            raise StaleWriter(
                f"{self._root}: a later run (epoch {latest}) took over from this one (epoch "
                f"{self._epoch}); nothing was published. Run again."
            )


def epoch_bytes(epoch: int) -> bytes:
    """The epoch as it lies in its file: with its holder, and a hash so that no bit can turn."""
    return sealed({"epoch": epoch, "host": socket.gethostname(), "process": os.getpid()})


def read_epoch(root: Path) -> int:
    """The latest epoch; 0 when there was none. Raises WarehouseError when it is damaged."""
    said = _read(root)
    return 0 if said is None else int(str(said["epoch"]))


def _read(root: Path) -> dict[str, object] | None:
    path = root / EPOCH_FILE
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    said = unsealed(data)
    if said is None:
        raise WarehouseError(
            f"{path} is damaged. Make sure no run is writing, delete it, and run again: "
            "the numbers go on from HEAD."
        )
    return said


def _holder(root: Path) -> str:
    try:
        said = _read(root)
    except WarehouseError:
        said = None
    return f" (process {said['process']} on {said['host']})" if said else ""

"""One input as it lies there: its size and time, its bytes as a stream, and their hash."""

import hashlib
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, cast

import pyarrow as pa

from tasks.listing import Found
from tasks.object_stores import StoreError, is_address, open_object, status_of

STEP: Final = 1 << 20  # bytes hashed at a time
RACY_NS: Final = 2_000_000_000  # file systems tell times as coarsely as 2 s (FAT); git's rule


class Unreadable(Exception):
    """An input that cannot be opened or read; `code` is a reason of the quarantine."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


# What is wrong with the way to an input, and not with its bytes: gone once it can be opened.
ACCESS: Final = frozenset({"unreadable_file", "vanished_file", "not_a_file"})


@dataclass(frozen=True, slots=True)
class Status:
    """Size and time of an input: while both stay, it need not be read again."""

    size: int
    modified_ns: int

    def believable(self, started_ns: int) -> int:
        """The time, or 0 when it is so late that a change in the same tick would not show."""
        return 0 if self.modified_ns > started_ns - RACY_NS else self.modified_ns


@contextmanager
def reachable() -> Iterator[None]:
    """Errors of the file system or the object store come as Unreadable."""
    try:
        yield
    except FileNotFoundError as error:
        raise Unreadable("vanished_file", "it is gone, or is a link to nothing") from error
    except OSError as error:
        raise Unreadable("unreadable_file", error.strerror or str(error)) from error
    except (StoreError, pa.ArrowException) as error:
        raise Unreadable("unreadable_file", str(error)) from error


def look(found: Found) -> Status:
    """The input as it is now, not opened; Unreadable when it is no file one could read."""
    with reachable():
        if is_address(found.location):
            if found.size is not None:
                return Status(found.size, found.modified_ns)
            return Status(*status_of(found.location, found.store))
        # a named pipe would wait for a writer for ever, so look before opening
        status = Path(found.location).stat()
    if stat.S_ISDIR(status.st_mode):
        raise Unreadable("unreadable_file", "it is a folder that cannot be listed")
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable("not_a_file", "it is a pipe, socket or device, not a file")
    return Status(status.st_size, max(0, status.st_mtime_ns))


def open_input(found: Found) -> BinaryIO:
    """The input's bytes from their beginning; OSError or StoreError when it cannot be opened."""
    if is_address(found.location):
        return open_object(found.location, found.store)
    return cast("BinaryIO", Path(found.location).open("rb"))


def hash_of(found: Found) -> str:
    """SHA-256 of the input's bytes; Unreadable when they cannot be read to the end."""
    digest = hashlib.sha256()
    with reachable(), open_input(found) as stream:
        while piece := stream.read(STEP):
            digest.update(piece)
    return digest.hexdigest()

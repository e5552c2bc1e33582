"""Room for more numbers than memory should hold: files without a name, gone with the numbers."""

import os
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final

import numpy as np

from tasks.matching.shingles import Numbers, Room, in_memory

IN_MEMORY: Final = 1 << 22  # numbers, 16 MiB: a run has a dozen of such lists at a time


def room_in(folder: Path, most: int = IN_MEMORY) -> Room:
    """Room in memory for up to `most` numbers, beyond that in a file of the folder.

    Nothing is left behind, also when the process dies. The file's pages are in memory only as long
    as nothing else needs it.
    """

    def room(count: int) -> Numbers:
        if count <= most:
            return in_memory(count)
        with TemporaryFile(dir=folder) as file:
            _reserve(file.fileno(), 4 * count)
            # a plain array over it: slices of a memmap are slower by a call each
            return np.asarray(np.memmap(file, np.int32, "r+", shape=(count,)))

    return room


def _reserve(file: int, size: int) -> None:
    """The bytes are there, or OSError: a full disk found out later would kill the process."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(file, 0, size)
    else:
        os.truncate(file, size)

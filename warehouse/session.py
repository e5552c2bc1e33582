"""A DuckDB session as we open every one: limited, in UTC, and without the network."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb


@dataclass(frozen=True, slots=True)
class Limits:
    """What a session may take.

    What does not fit in memory it puts in a folder of its own below `spill`, or below the system's
    folder for such things. Of a run that was killed there it stays: a run names a folder that the
    next one sweeps.
    """

    memory: str = "1GB"  # DuckDB spills above it; the rest of a run needs about as much
    threads: int = 2
    spill: Path | None = None


@contextmanager
def session(
    database: Path | None = None, limits: Limits | None = None, *, read_only: bool = False
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to the file, or to memory; closed at the end."""
    limits = limits or Limits()
    # A folder of its own: DuckDB names its spill files the same in every process, and two that
    # share a folder read and delete each other's.
    spill = tempfile.mkdtemp(prefix="dateline-spill-", dir=limits.spill)
    connection = duckdb.connect(
        ":memory:" if database is None else str(database),
        read_only=read_only,
        config={
            "memory_limit": limits.memory,
            "threads": limits.threads,
            "temp_directory": spill,
            # A missing extension must be an error here, not a download.
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )
    try:
        connection.execute("set TimeZone = 'UTC'")
        yield connection
    finally:
        connection.close()
        shutil.rmtree(spill, ignore_errors=True)

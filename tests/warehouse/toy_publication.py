"""A publication of two small tables, in two generations, for the store's own tests."""

import hashlib
import importlib
import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa

from tests.warehouse.faulty_disk import FaultyDisk, killed_for_real
from warehouse.contract import CONTRACT_VERSION, Column, Table
from warehouse.database import Model
from warehouse.files import Disk
from warehouse.identity import snapshot_id
from warehouse.manifest import Manifest
from warehouse.parts import fingerprint
from warehouse.projection import heal
from warehouse.session import Limits
from warehouse.store import Store
from warehouse.tables import SNAPSHOTS

ARTICLES = Table(
    name="articles",
    grain="one row per article",
    meaning="Made-up articles.",
    key=("article_id",),
    partition_by="day",
    columns=(
        Column("article_id", "VARCHAR", "The article.", nullable=False, pattern="^a[0-9]+$"),
        Column("day", "DATE", "Its day."),
        Column("text", "VARCHAR", "Its words."),
        Column("tags", "VARCHAR[]", "Its tags."),
        Column("share", "DOUBLE", "A share.", minimum=0, maximum=1),
        Column("run_id", "VARCHAR", "The run.", nullable=False, volatile=True),
    ),
)
TOY = (ARTICLES, SNAPSHOTS)
MODEL = Model(
    "articles_daily",
    "Articles by day.",
    "create or replace view articles_daily as select day, count(*) as articles from articles "
    "group by day",
)
LIMITS = Limits(memory="200MB", threads=1)


def toy_articles(generation: int) -> pa.Table:
    rows = [
        ("a1", date(2017, 9, 25), "The harbour opened.", ["port"], 0.5),
        ("a2", date(2017, 9, 1), f"Rain, edition {generation}.", [], None),
        ("a3", None, "Nobody knows when.", None, 1.0),
    ]
    rows += [
        (f"a{number}", date(2017, 9, number), "More.", ["x"], 0.1)
        for number in range(4, 3 + generation)
    ]
    columns = list(zip(*rows, strict=True))
    return pa.table(
        {
            "article_id": pa.array(columns[0], pa.string()),
            "day": pa.array(columns[1], pa.date32()),
            "text": pa.array(columns[2], pa.string()),
            "tags": pa.array(columns[3], pa.list_(pa.string())),
            "share": pa.array(columns[4], pa.float64()),
            "run_id": pa.array([f"run-{generation}"] * len(rows)),
        }
    )


def toy_captures(generation: int) -> pa.Table:
    contents = [f"capture {generation}.{number}".encode() for number in range(3)]
    return pa.table(
        {
            "capture_id": [hashlib.sha256(content).hexdigest() for content in contents],
            "content": pa.array(contents, pa.binary()),
        }
    )


def toy_store(root: Path, disk: Disk | None = None) -> Store:
    return Store(root, disk, tables=TOY)


def publish(root: Path, disk: Disk, generation: int, keep: int = 2) -> Manifest | None:
    """The road of a run, end to end, as the pipeline walks it."""
    store = toy_store(root, disk)
    store.create()
    with store.lock() as lock:
        store.sweep_staging(lock)
        parent = store.head()
        mark = fingerprint(f"generation {generation}")
        captured = store.write_part("captured", mark, toy_captures(generation))
        articles = store.write_table("articles", toy_articles(generation), mark)
        identity = snapshot_id({"articles": articles.logical_hash}, TOY)
        if parent is None or parent.snapshot_id != identity:
            sequence = parent.sequence + 1 if parent else 1
            row = {
                "sequence": sequence,
                "snapshot_id": identity,
                "created_at": datetime(2026, 11, generation, tzinfo=UTC),
                "run_id": f"run-{generation}",
                "parent": parent.snapshot_id if parent else None,
                "contract_version": CONTRACT_VERSION,
                "code_version": "toy",
                "documents": articles.rows,
            }
            before = store.read_table(parent, "snapshots").to_pylist() if parent else []
            rows = pa.Table.from_pylist([*before, row])
            history = store.write_table("snapshots", rows, mark)
            parts = [*(parent.parts if parent else ()), store.part_entry(captured, parent)]
            manifest = store.following(
                parent,
                lock,
                created_at=row["created_at"],
                run_id=row["run_id"],
                code_version="toy",
                tables=[articles, history],
                parts=parts,
            )
            store.commit(manifest, lock)
        heal(store, [MODEL])
        store.sweep(keep, lock)
        return store.head()


def serve() -> None:
    """Publishes in a child that kills itself at a step: one 'K FOLDER' a line on stdin.

    Forking costs milliseconds where a new interpreter would import for a second; the server
    itself never opens DuckDB, so that it has no threads when it forks.
    """
    # Imported by pyarrow and DuckDB in the middle of things: once here, not in every child.
    importlib.import_module("pandas")
    importlib.import_module("pyarrow.dataset")
    for line in sys.stdin:
        k, _, folder = line.strip().partition(" ")
        child = os.fork()
        if child == 0:
            publish(Path(folder), FaultyDisk(int(k), killed_for_real), generation=2)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    serve()

"""The whole pipeline killed at its dangerous steps: nothing lost, nothing doubled.

tests/warehouse/test_crash.py kills a small publication at every step; here it is the real one,
at some steps of each kind and at all around the moment a snapshot becomes visible.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from flows import pipeline
from tasks import rulebook
from tests.conftest import clean_environ
from tests.flows.small_copy import BRIDGE, FERRY, HARVEST, NOON, ask, run_over, write_copy
from tests.warehouse.faulty_disk import FaultyDisk, Killed, killed
from warehouse.integrity import verify
from warehouse.manifest import Manifest
from warehouse.store import Store

ROOT = Path(__file__).resolve().parents[2]
MORROW = NOON + timedelta(days=1)


@dataclass(frozen=True)
class Update:
    """A first warehouse, copy for the second snapshot, and what publishing that takes."""

    first: Path
    copy: Path
    old: Manifest
    new_id: str
    steps: tuple[tuple[str, Path], ...]  # with paths relative to the warehouse


@pytest.fixture(scope="module")
def same_rules() -> Iterator[None]:
    """Whoever edits a rule while these tests run would turn each rerun into a rebuild."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "rules_version", lambda _: "these")
        yield


@pytest.fixture(scope="module")
def update(tmp_path_factory: pytest.TempPathFactory, same_rules: None) -> Update:
    folder = tmp_path_factory.mktemp("kill")
    copy = write_copy(folder / "copy", bridge=BRIDGE, ferry=FERRY, empty="")
    run_over(folder / "first", copy)
    old = Store(folder / "first").head()
    assert old is not None
    # a new document, a new version, and one that leaves the quarantine
    write_copy(copy, harvest=HARVEST, bridge=BRIDGE.replace("20,000", "30,000"), empty=FERRY)
    target = copy_of(folder / "first", folder / "target")
    disk = FaultyDisk()
    summary = run_over(target, copy, store=Store(target, disk=disk), at=MORROW)
    steps = [
        (call, path.relative_to(target) if path.is_relative_to(target) else path)
        for call, path in disk.steps
    ]
    # Workers make parts by themselves, in no step of ours: they may as well be there already.
    for layer in ("parsed", "cleaned", "validated"):
        shutil.copytree(
            target / "data" / layer, folder / "first" / "data" / layer, dirs_exist_ok=True
        )
    return Update(folder / "first", copy, old, summary.snapshot_id, tuple(steps))


def copy_of(first: Path, root: Path) -> Path:
    return Path(shutil.copytree(first, root, symlinks=True))


def dangerous(steps: tuple[tuple[str, Path], ...]) -> list[int]:
    """Steps, counted from 1: around each moment something becomes visible, one of each kind."""
    chosen: set[int] = set()
    for number, (call, path) in enumerate(steps, start=1):
        name = path.as_posix()
        if call == "rename to" and (
            name in {"HEAD", "tables", "dateline.duckdb"} or name.startswith("manifests/")
        ):
            chosen |= {number, number + 1}
    kinds: dict[tuple[str, str], int] = {}
    for number, (call, path) in enumerate(steps, start=1):
        kinds.setdefault((call, path.as_posix().partition("/")[0]), number)
    # the rest evenly over the kinds that are not there yet, up to what the time allows
    left = sorted(set(kinds.values()) - chosen)
    return sorted(chosen | set(left[:: -(-len(left) // 4)]))


def test_the_steps_of_the_pipeline_are_counted(update: Update) -> None:
    renamed = [path.as_posix() for call, path in update.steps if call == "rename to"]
    for name in ("HEAD", "tables", "dateline.duckdb"):
        assert name in renamed
    assert any(name.startswith("manifests/") for name in renamed)
    assert renamed.index("HEAD") < renamed.index("tables") < renamed.index("dateline.duckdb")
    chosen = dangerous(update.steps)
    assert 11 <= len(chosen) <= 14
    kinds = {update.steps[number - 1][0] for number in chosen}
    assert kinds >= {"rename to", "fsync", "write", "create"}


@pytest.mark.timeout(900)  # two dozen runs: a machine with other work may take its time
def test_a_pipeline_killed_at_any_dangerous_step_loses_and_doubles_nothing(
    update: Update, tmp_path: Path
) -> None:
    for k in dangerous(update.steps):
        said = f"killed at step {k}: {' '.join(map(str, update.steps[k - 1]))}"
        root = copy_of(update.first, tmp_path / str(k))
        # Another name of the file: in one process DuckDB knows a file by its name.
        name = tmp_path / f"{k}.duckdb"
        name.hardlink_to(root / "dateline.duckdb")
        with duckdb.connect(str(name), read_only=True) as reader:
            before = reader.execute("select * from documents order by document_id").fetchall()
            with pytest.raises(Killed):
                run_over(root, update.copy, store=Store(root, FaultyDisk(k, killed)), at=MORROW)
            head = Store(root).head()
            assert head is not None, said
            assert head == update.old or head.snapshot_id == update.new_id, said
            again = run_over(root, update.copy, at=MORROW + timedelta(hours=1))
            assert again.snapshot_id == update.new_id, said
            assert again.sequence == 2, said
            after = reader.execute("select * from documents order by document_id").fetchall()
            assert after == before, said
        assert verify(Store(root)) == [], said
        assert ask(root, "select count(*), count(distinct document_id) from documents") == [
            (3, 3)
        ], said
        assert ask(root, "select count(*) from document_versions") == [(4,)], said
        assert ask(root, "select count(*) from quarantine") == [(0,)], said
        assert list((root / "staging").iterdir()) == [], said
        shutil.rmtree(root)


def test_a_worker_part_that_was_finished_is_not_made_again(update: Update, tmp_path: Path) -> None:
    head = next(
        number
        for number, (call, path) in enumerate(update.steps, start=1)
        if call == "rename to" and path == Path("HEAD")
    )
    root = copy_of(update.first, tmp_path / "warehouse")
    with pytest.raises(Killed):
        run_over(root, update.copy, store=Store(root, FaultyDisk(head, killed)), at=MORROW)
    parts = {
        path: path.stat().st_mtime_ns
        for layer in ("parsed", "cleaned", "validated")
        for path in (root / "data" / layer).glob("*.parquet")
    }
    summary = run_over(root, update.copy, at=MORROW + timedelta(hours=1))
    assert {path: path.stat().st_mtime_ns for path in parts} == parts
    # and yet the account of the run counts them
    parsed = next(account for account in summary.accounts if account.stage == "parse")
    assert (parsed.received, parsed.kept) == (2, 2)


@pytest.fixture
def long_run(tmp_path: Path) -> Iterator[tuple[Path, "subprocess.Popen[str]"]]:
    """`dateline run` in a process of its own, with some seconds of parsing before it."""
    folder = tmp_path / "copy"
    for number in range(150):
        text = BRIDGE.replace("20,000", str(number)) + f"\nCounter {number} said so.\n" * 12
        write_copy(folder, **{f"n{number}": text})
    command = [
        sys.executable, "-c", "from flows.cli import main; main()", "run", str(folder),
        "--warehouse", str(tmp_path / "wh"), "--engine", "inline", "--workers", "2",
        "--max-quarantined-share", "1",
    ]  # fmt: skip
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=clean_environ() | {"DATELINE_PART_ITEMS": "25"},
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    ) as process:
        yield tmp_path, process
        process.kill()


def test_kill_9_while_parsing_leaves_parts_that_the_next_run_goes_on_from(
    long_run: tuple[Path, "subprocess.Popen[str]"], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "rules_version", rulebook.rules_version)
    folder, process = long_run
    parsed = folder / "wh" / "data" / "parsed"
    deadline = time.monotonic() + 60
    while not (parsed.is_dir() and any(parsed.glob("*.parquet"))):
        assert process.poll() is None, process.stderr and process.stderr.read()
        assert time.monotonic() < deadline
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert Store(folder / "wh").head() is None
    whole = list(parsed.glob("*.parquet"))
    assert len(whole) < 6  # it was in the middle
    settings = {"part_items": 25, "workers": 2}
    summary = run_over(folder / "wh", folder / "copy", **settings)
    assert summary.documents == 1  # one headline, one day, one file changed 150 times
    assert all(path.exists() for path in whole)
    assert verify(Store(folder / "wh")) == []

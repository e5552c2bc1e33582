"""A publication that dies at each of its steps: nothing lost, nothing doubled, readers undisturbed.

No random times: the k-th file-system call, for every k (a random kill seldom meets the
dangerous moments, which last microseconds).
"""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock

import duckdb
import pytest

from tests.warehouse.faulty_disk import FaultyDisk, Killed, killed, refused
from tests.warehouse.toy_publication import publish, toy_store
from warehouse.files import Disk, DiskError
from warehouse.integrity import verify
from warehouse.manifest import Manifest

ROOT = Path(__file__).parents[2]

Kill = Callable[[int, Path], bool]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse that holds generation 1."""
    root = tmp_path_factory.mktemp("first") / "warehouse"
    publish(root, Disk(), generation=1)
    return root


@pytest.fixture(scope="module")
def update(first: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, int]:
    """Snapshot id of generation 2, and how many steps it takes to publish it after 1."""
    root = tmp_path_factory.mktemp("target") / "warehouse"
    return counted(copy_of(first, root))


@pytest.fixture(scope="module")
def kill() -> Iterator[Kill]:
    """Whether generation 2, published in another process, came to step k and died of SIGKILL."""
    command = [sys.executable, "-m", "tests.warehouse.toy_publication"]
    turn = Lock()
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        requests, answers = server.stdin, server.stdout
        assert requests
        assert answers

        def ask(k: int, root: Path) -> bool:
            with turn:
                requests.write(f"{k} {root}\n")
                requests.flush()
                code = int(answers.readline())
            assert code in {0, -9}
            return code == -9

        yield ask
        requests.close()


def copy_of(first: Path, root: Path) -> Path:
    return Path(shutil.copytree(first, root, symlinks=True))


def counted(root: Path) -> tuple[str, int]:
    disk = FaultyDisk()
    manifest = publish(root, disk, generation=2)
    assert manifest is not None
    return manifest.snapshot_id, len(disk.steps)


def at_every_step(steps: int, check: Callable[[int], None]) -> None:
    """The check for every k, two at a time, and once past the end."""
    assert steps > 40  # else the disk counts wrongly: the road has more steps than that
    with ThreadPoolExecutor(max_workers=2) as pool:
        assert len(list(pool.map(check, range(1, steps + 1)))) == steps


def check_recovery(root: Path, old: Manifest | None, new_id: str) -> None:
    """HEAD is the old or the new snapshot, whole; a rerun ends at the new one, and all is well."""
    head = toy_store(root).head()
    if head is None or head.snapshot_id != new_id:
        assert head == old
    again = publish(root, Disk(), generation=2)
    assert again is not None
    assert again.snapshot_id == new_id
    assert again.sequence == (old.sequence if old else 0) + 1
    assert verify(toy_store(root)) == []
    assert list((root / "staging").iterdir()) == []
    shutil.rmtree(root)


def test_a_run_killed_at_any_step_of_an_update_loses_nothing_and_disturbs_no_reader(
    first: Path, update: tuple[str, int], tmp_path: Path, kill: Kill
) -> None:
    old = toy_store(first).head()
    new_id, steps = update

    def check(k: int) -> None:
        root = copy_of(first, tmp_path / str(k))
        # The reader opens another name of the file: in one process DuckDB knows a file by its
        # name, and what is opened under that name later would be the reader's old one.
        name = tmp_path / f"{k}.duckdb"
        name.hardlink_to(root / "dateline.duckdb")
        with duckdb.connect(str(name), read_only=True) as reader:
            before = reader.execute("select * from articles order by 1").fetchall()
            assert kill(k, root)
            check_recovery(root, old, new_id)
            assert reader.execute("select * from articles order by 1").fetchall() == before

    at_every_step(steps, check)


def test_a_first_run_that_ends_at_any_step_leaves_nothing_or_all_of_it(tmp_path: Path) -> None:
    # An exception here, which costs less than a process; a dead disk makes no further step.
    new_id, steps = counted(tmp_path / "target")

    def check(k: int) -> None:
        root = tmp_path / str(k)
        with pytest.raises(Killed):
            publish(root, FaultyDisk(k, killed), generation=2)
        check_recovery(root, None, new_id)

    at_every_step(steps, check)


def test_a_full_disk_and_a_failing_disk_at_any_step_are_told_clearly_and_lose_nothing(
    first: Path, update: tuple[str, int], tmp_path: Path
) -> None:
    old = toy_store(first).head()
    new_id, steps = update

    def check(k: int) -> None:
        root = copy_of(first, tmp_path / str(k))
        for number in (errno.ENOSPC, errno.EIO):
            disk = FaultyDisk(k, refused(number))
            error = failure_of(root, disk)
            if error is None:  # the second run begins where the first died: it may be shorter
                assert number == errno.EIO
                assert len(disk.steps) < k
                continue
            assert error.errno == number
            assert os.strerror(number) in str(error)
            assert "run again" in str(error)
            head = toy_store(root).head()
            assert head is not None
            assert head == old or head.snapshot_id == new_id
        check_recovery(root, old, new_id)

    at_every_step(steps, check)


def failure_of(root: Path, disk: Disk) -> DiskError | None:
    try:
        publish(root, disk, generation=2)
    except DiskError as error:
        return error
    return None


def test_every_name_head_leads_to_would_survive_a_power_cut(tmp_path: Path) -> None:
    # A kill leaves what the kernel holds; only the order of fsync and rename saves a power cut.
    disk = FaultyDisk()
    manifest = publish(tmp_path / "warehouse", disk, generation=2)
    assert manifest is not None
    root = tmp_path / "warehouse"
    steps = disk.steps
    head_moves = steps.index(("rename to", root / "HEAD"))
    for name in [*manifest.paths(), manifest.path()]:
        path = root / name
        appears = steps.index(("rename to", path))
        assert steps[appears - 1][0] == "fsync"  # its bytes, under the staged name
        for folder in path.relative_to(root).parents:
            synced = [k for k, step in enumerate(steps) if step == ("fsync", root / folder)]
            assert any(appears < k < head_moves for k in synced)
    assert ("fsync", root) in steps[head_moves:]


def test_a_full_disk_leaves_no_half_files_behind_to_keep_it_full(
    first: Path, tmp_path: Path
) -> None:
    counting = FaultyDisk()
    publish(copy_of(first, tmp_path / "counting"), counting, generation=2)
    large = [k for k, (call, _) in enumerate(counting.steps, 1) if call in {"write", "build"}]
    for k in large:
        root = copy_of(first, tmp_path / str(k))
        with pytest.raises(DiskError, match="Free some space"):
            publish(root, FaultyDisk(k, refused(errno.ENOSPC)), generation=2)
        assert [path for path in (root / "staging").rglob("*.tmp") if path.is_file()] == []
        assert list((root / "staging").glob("*.duckdb")) == []


def test_kills_while_killed_runs_are_mended_lose_nothing_either(
    first: Path, update: tuple[str, int], tmp_path: Path
) -> None:
    root = copy_of(first, tmp_path / "warehouse")
    # Three steps further each time: every run finds another half-done state of the one before.
    for k in range(2, 70, 3):
        try:
            publish(root, FaultyDisk(k, killed), generation=2)
        except Killed:
            continue
    check_recovery(root, toy_store(first).head(), update[0])

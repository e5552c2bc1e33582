import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from warehouse.files import Disk, WarehouseError
from warehouse.lock import EPOCH_FILE, StaleWriter, WarehouseLocked, WriterLock, read_epoch

ROOT = Path(__file__).parents[2]

HOLDER = """
import sys
from pathlib import Path
from warehouse.files import Disk
from warehouse.lock import WriterLock
with WriterLock(Path(sys.argv[1]), Disk()) as lock:
    print(lock.epoch, flush=True)
    sys.stdin.read()
"""


def holder(root: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", HOLDER, str(root)]
    return subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def test_a_second_writer_is_told_who_holds_the_warehouse(tmp_path: Path) -> None:
    second = WriterLock(tmp_path, Disk())
    told = pytest.raises(WarehouseLocked, match=f"process {os.getpid()}")
    with WriterLock(tmp_path, Disk()), told:
        second.__enter__()


def test_a_released_warehouse_can_be_taken_again_with_a_higher_epoch(tmp_path: Path) -> None:
    with WriterLock(tmp_path, Disk()) as lock:
        first = lock.epoch
    with WriterLock(tmp_path, Disk()) as lock:
        assert lock.epoch > first


def test_a_killed_process_gives_the_warehouse_back(tmp_path: Path) -> None:
    with holder(tmp_path) as process:
        assert process.stdout
        assert process.stdout.readline() == "1\n"
        with pytest.raises(WarehouseLocked):
            WriterLock(tmp_path, Disk()).__enter__()
        process.send_signal(signal.SIGKILL)
        process.wait()
        with WriterLock(tmp_path, Disk()) as lock:
            assert lock.epoch == 2


def test_a_writer_whose_lock_was_taken_over_is_stale(tmp_path: Path) -> None:
    with WriterLock(tmp_path, Disk()) as lock:
        lock.check()
        (tmp_path / "LOCK").unlink()  # what no one should do, and a network disk may
        with WriterLock(tmp_path, Disk()) as later:
            later.check()
            with pytest.raises(StaleWriter, match="later run"):
                lock.check()


def test_a_lock_that_is_not_held_permits_nothing(tmp_path: Path) -> None:
    with pytest.raises(StaleWriter):
        WriterLock(tmp_path, Disk()).check()


def test_epochs_go_on_from_what_was_published_when_their_file_is_lost(tmp_path: Path) -> None:
    with WriterLock(tmp_path, Disk(), floor=lambda: 41) as lock:
        assert lock.epoch == 42


def test_any_turned_bit_in_the_epoch_is_noticed(tmp_path: Path) -> None:
    with WriterLock(tmp_path, Disk()):
        pass
    path = tmp_path / EPOCH_FILE
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(WarehouseError, match="damaged"):
            read_epoch(tmp_path)
    path.write_bytes(whole)
    assert read_epoch(tmp_path) == 1

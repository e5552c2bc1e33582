"""The journal of a part at work: what is read of it after a death, and after a good end."""

import os
from pathlib import Path

import pytest

from warehouse.files import Disk, DiskError
from warehouse.journal import AtWork, Journal, clear_journal, journal_path, read_journal
from warehouse.parts import Part
from warehouse.store import Store

PART = Part("captured", "captures/0a.parquet", 3, "0a")


def test_it_names_the_item_in_hand_and_the_process_that_has_it(tmp_path: Path) -> None:
    with Journal(Disk(), tmp_path / "j") as journal:
        assert read_journal(tmp_path / "j") is None
        journal.begin("a long name of an item")
        journal.begin("short")
        assert read_journal(tmp_path / "j") == AtWork(os.getpid(), "short")


def test_it_names_nobody_between_the_last_item_and_the_end(tmp_path: Path) -> None:
    with Journal(Disk(), tmp_path / "j") as journal:
        journal.begin("item")
        journal.rest()
        assert read_journal(tmp_path / "j") is None


@pytest.mark.parametrize("error", [None, ValueError])
def test_nothing_is_left_of_it_however_the_part_ended(
    tmp_path: Path, error: type[Exception] | None
) -> None:
    def work() -> None:
        with Journal(Disk(), tmp_path / "j") as journal:
            journal.begin("item")
            if error is not None:
                raise error

    if error is None:
        work()
    else:
        with pytest.raises(error):
            work()
    assert list(tmp_path.iterdir()) == []


def test_what_a_death_left_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "j"
    path.write_bytes(b"7 item".ljust(256))
    assert read_journal(path) == AtWork(7, "item")
    clear_journal(path)
    clear_journal(path)
    assert read_journal(path) is None


def test_the_next_try_does_not_begin_with_what_the_last_one_left(tmp_path: Path) -> None:
    path = tmp_path / "j"
    path.write_bytes(b"7 item".ljust(256))
    with Journal(Disk(), path):
        assert read_journal(path) is None


@pytest.mark.parametrize("content", [b"", b"x", b"\xff\xfe", b"seven item", b"7", b"7 "])
def test_a_file_that_is_no_journal_names_nobody(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "j").write_bytes(content)
    assert read_journal(tmp_path / "j") is None


def test_a_disk_that_refuses_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(DiskError, match="cannot create"), Journal(Disk(), tmp_path / "no" / "j"):
        pass


def test_the_next_run_sweeps_it_so_that_a_killed_run_blames_nobody(tmp_path: Path) -> None:
    store = Store(tmp_path / "wh")
    store.create()
    path = journal_path(store.staging, PART)
    store.journal(PART).__enter__().begin("item")
    assert read_journal(path) is not None
    with store.lock() as lock:
        store.sweep_staging(lock)
    assert read_journal(path) is None

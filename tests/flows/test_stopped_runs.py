"""Runs that publish nothing: the last snapshot stays in force, and it is said why."""

import importlib
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from flows import pipeline
from tasks import monthly
from tasks.listing import InputError
from tasks.publish import PublicationStopped
from tests.flows.small_copy import HARVEST, NOON, run_over, write_copy
from warehouse.lock import WarehouseLocked
from warehouse.manifest import WarehouseDamaged
from warehouse.store import Store

J = TypeVar("J")
R = TypeVar("R")


def test_a_failed_check_of_the_whole_leaves_the_last_snapshot(
    tmp_path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run_over(tmp_path / "wh", copy)
    write_copy(copy, harvest=HARVEST)
    judge = pipeline.judge_snapshot
    monkeypatch.setattr(
        pipeline,
        "judge_snapshot",
        lambda metrics, **how: judge({**metrics, "orphan_paragraphs": 1.0}, **how),
    )
    with pytest.raises(PublicationStopped, match="orphan_paragraphs"):
        run_over(tmp_path / "wh", copy, at=NOON + timedelta(days=1), real_checks=True)
    head = Store(tmp_path / "wh").head()
    assert head is not None
    assert head.snapshot_id == first.snapshot_id


def test_an_input_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        run_over(tmp_path / "wh", tmp_path / "nothing")


def test_a_second_run_at_the_same_time_is_told_to_wait(tmp_path: Path, copy: Path) -> None:
    store = Store(tmp_path / "wh")
    store.create()
    with store.lock(), pytest.raises(WarehouseLocked):
        run_over(tmp_path / "wh", copy)


def test_a_row_that_a_stage_loses_stops_the_publication(
    tmp_path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, (module, name) in enumerate(
        (("tasks.parse", "parsed_table"), ("tasks.clean", "cleaned_table"))
    ):
        whole = getattr(importlib.import_module(module), name)
        with monkeypatch.context() as patch:
            patch.setattr(f"{module}.{name}", lambda *given, whole=whole: whole(*given).slice(1))
            with pytest.raises(PublicationStopped, match=r"unbalanced_stages.*rows_unaccounted"):
                run_over(tmp_path / f"wh{number}", copy)


def test_a_version_that_publishing_loses_stops_the_publication(
    tmp_path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = monthly.months_of
    monkeypatch.setattr(
        monthly,
        "months_of",
        lambda table, rows, *rest: broken(table, rows.slice(1), *rest),
    )
    with pytest.raises(PublicationStopped, match=r"unbalanced_stages.*rows_unaccounted"):
        run_over(tmp_path / "wh", copy)


def test_lost_captures_are_named_with_what_can_be_done(tmp_path: Path, copy: Path) -> None:
    run_over(tmp_path / "wh", copy)
    for path in (tmp_path / "wh" / "captures").iterdir():
        path.unlink()
    with pytest.raises(WarehouseDamaged, match="restore it from a backup"):
        run_over(tmp_path / "wh", copy, at=NOON + timedelta(days=1))

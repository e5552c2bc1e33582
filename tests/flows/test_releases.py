"""A warehouse that goes on under new rules and new releases."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from flows import pipeline
from tests.flows.small_copy import BRIDGE, HARVEST, NOON, account, ask, run_over, write_copy
from warehouse.integrity import verify
from warehouse.store import Store
from warehouse.tables import TABLES

J = TypeVar("J")
R = TypeVar("R")


def test_new_rules_derive_every_layer_again_and_say_so(
    tmp_path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_over(tmp_path / "wh", copy)
    monkeypatch.setattr(pipeline, "rules_version", lambda folder: "another")
    said: list[str] = []
    summary = run_over(tmp_path / "wh", copy, at=NOON + timedelta(days=1), said=said.append)
    assert any("the rules changed" in line for line in said)
    assert account(summary, "parse") == {"received": 2, "kept": 2}
    assert ask(tmp_path / "wh", "select count(*) from changes") == [(2,)]


def test_a_version_bears_the_run_that_first_saw_it(tmp_path: Path) -> None:
    late, early = tmp_path / "late", tmp_path / "early"
    run_over(
        tmp_path / "wh",
        write_copy(late, one=BRIDGE.replace("9:30", "19:30").replace("20,000", "21,000")),
    )
    run_over(tmp_path / "wh", write_copy(early, two=BRIDGE), at=NOON + timedelta(days=1))
    rows = ask(
        tmp_path / "wh",
        "select d.version_no, parse_filename(source_uri), d.run_id = s.run_id "
        "from document_versions d join sightings s using (source_uri) order by 1",
    )
    assert rows == [(1, "two.txt", True), (2, "one.txt", True)]


def published_as_by_an_older_release(root: Path) -> None:
    """HEAD's rows once more, under a contract without two tables and some columns of today's."""
    lacking = {
        "documents": {"section"},
        "quarantine": {"outlet_id"},
        "sightings": {"url"},
        "snapshots": {"code_version"},  # one that may not be null
    }
    older = tuple(
        replace(
            table,
            columns=tuple(
                column
                for column in table.columns
                if column.name not in lacking.get(table.name, set())
            ),
        )
        for table in TABLES
        if table.name not in {"evidence", "validations"}
    )
    today, store = Store(root), Store(root, tables=older)
    head = today.head()
    assert head
    with store.lock() as lock:
        manifest = store.following(
            head,
            lock,
            created_at=NOON,
            run_id="r0",
            code_version="older",
            tables=[
                store.write_table(table.name, today.read_table(head, table.name), "older")
                for table in older
            ],
            parts=head.parts,
        )
        store.commit(manifest, lock)


def test_a_new_release_with_more_tables_and_columns_goes_on_with_an_old_warehouse(
    tmp_path: Path, copy: Path
) -> None:
    (copy / "empty.txt").write_bytes(b"")
    run_over(tmp_path / "wh", copy)
    published_as_by_an_older_release(tmp_path / "wh")
    write_copy(copy, harvest=HARVEST)
    summary = run_over(tmp_path / "wh", copy, at=NOON + timedelta(days=1))
    assert (summary.is_new, summary.documents, summary.in_quarantine) == (True, 3, 1)
    assert verify(Store(tmp_path / "wh")) == []
    assert ask(
        tmp_path / "wh",
        f"select change, reason, count(*) from changes where run_id = '{summary.run_id}' "
        "group by all order by all",
    ) == [("added", "new_capture", 1), ("changed", "parser_upgrade", 2)]
    since = ask(tmp_path / "wh", "select first_seen::date::varchar, outlet_id from quarantine")
    assert since == [(NOON.date().isoformat(), None)]
    whole = run_over(tmp_path / "other", copy)
    assert summary.snapshot_id == whole.snapshot_id
    assert not run_over(tmp_path / "wh", copy, at=NOON + timedelta(days=2)).is_new


def test_what_was_lost_of_the_derived_files_is_made_anew(tmp_path: Path, copy: Path) -> None:
    first = run_over(tmp_path / "wh", copy)
    store = Store(tmp_path / "wh")
    head = store.head()
    assert head is not None
    lost = [head.parts_of("cleaned")[0].path, head.table("documents").files[0].path]
    for path in lost:
        (store.root / path).unlink()
    assert store.missing(head) == tuple(sorted(lost))
    said: list[str] = []
    again = run_over(tmp_path / "wh", copy, at=NOON + timedelta(days=1), said=said.append)
    assert any("2 files of the snapshot are missing" in line for line in said)
    assert (again.is_new, again.snapshot_id) == (True, first.snapshot_id)
    assert verify(store) == []

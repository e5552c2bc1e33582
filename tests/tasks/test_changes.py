"""Why a document is another than in the snapshot before: the judgement, and its rows."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tasks.changes import Differing, Rules, change_rows, reason_of, rules_since
from tasks.jobs import Run
from tests.flows.small_chain import BRIDGE, FERRY, HARVEST, LIMITS, published
from tests.flows.small_copy import NOON
from warehouse.tables.ledger import CHANGES

RUN = Run("r2", NOON, None, "inline", 1, "made up", "0.1.0", "{}", "of this release")
ADDED = Differing("d1", now=1, before=None)
REMOVED = Differing("d1", now=None, before=1, is_held=True)
CHANGED = Differing("d1", 1, 1, is_known=True, has_same_capture=True)


@pytest.mark.parametrize(
    ("one", "rules", "reason"),
    [
        (ADDED, "same", "new_capture"),
        (ADDED, "parser_upgrade", "new_capture"),
        (replace(ADDED, is_known=True), "parser_upgrade", "parser_upgrade"),
        (replace(ADDED, is_known=True), "rule", "rule"),
        (replace(ADDED, is_known=True, was_document=True), "same", "matched"),
        (replace(ADDED, is_known=True), "same", "released"),
        (replace(REMOVED, is_held=False), "same", "takedown"),
        (replace(REMOVED, is_held=False), "parser_upgrade", "takedown"),
        (REMOVED, "rule", "rule"),
        (replace(REMOVED, is_document=True), "same", "matched"),
        (REMOVED, "same", "takedown"),
        (replace(CHANGED, has_same_capture=False, is_known=False), "same", "new_version"),
        (replace(CHANGED, has_same_capture=False, is_known=False), "rule", "new_version"),
        (replace(CHANGED, has_same_capture=False), "parser_upgrade", "parser_upgrade"),
        (replace(CHANGED, now=2, has_same_text=True, has_same_dates=True), "same", "new_version"),
        (replace(CHANGED, now=2, has_same_labels=True), "same", "new_version"),
        (replace(CHANGED, now=2), "same", "relabelled"),
        (replace(CHANGED, has_same_text=True, has_same_dates=True), "same", "matched"),
        (replace(CHANGED, has_same_text=True, has_same_dates=True), "rule", "rule"),
        (replace(CHANGED, has_same_text=True, has_neighbours_day=True), "same", "matched"),
        (replace(CHANGED, has_same_text=True), "same", "relabelled"),
        (replace(CHANGED, has_same_text=True, has_same_labels=True), "same", "rule"),
        (CHANGED, "same", "relabelled"),
        (CHANGED, "parser_upgrade", "parser_upgrade"),
    ],
)
def test_the_reason_follows_from_what_the_two_snapshots_tell(
    one: Differing, rules: Rules, reason: str
) -> None:
    assert reason_of(one, rules) == reason
    assert reason in CHANGES.column("reason").allowed


def changes(root: Path, before: list[Any], now: list[Any], run: Run = RUN) -> list[tuple[Any, ...]]:
    """(number of the document, change, reason, version) between two made-up snapshots."""
    store = published(root, before, now)
    head, parent = store.chain()
    entries = {entry.name: entry for entry in head.tables}
    held = {row["capture_id"] for row in now}
    return [
        (int(row["document_id"][1:], 16), row["change"], row["reason"], row["version_no"])
        for row in change_rows(store, parent, entries, run, held, LIMITS)
    ]


def test_every_kind_of_change_is_found_in_the_rows(tmp_path: Path) -> None:
    undated = {"published_date": None, "date_kind": "unknown", "date_method": "none"}
    by_story = {
        "published_date": date(2023, 6, 2), "date_kind": "inferred",
        "date_method": "story_neighbour", "quality_flags": ["date_inferred"],
    }  # fmt: skip
    same = {**BRIDGE, "document_id": f"d{9:020x}", "capture_id": f"{9:064x}"}
    fourth = {**HARVEST, "document_id": f"d{4:020x}", "capture_id": f"{4:064x}", **undated}
    fifth = {**HARVEST, "document_id": f"d{5:020x}", "capture_id": f"{5:064x}"}
    before = [BRIDGE, FERRY, HARVEST, fourth, fifth, same]
    now = [
        {**BRIDGE, "cluster_id": "c1", "is_cluster_origin": True, "originality": 1.0},
        {**FERRY, "title": "Ferry to Ulsan"},
        {**HARVEST, "capture_id": f"{6:064x}", "version_no": 2},
        {**fourth, **by_story},
        {**fifth, "document_id": f"d{7:020x}"},
        {**same, "source_uri": "elsewhere", "run_id": "r9"},
    ]
    assert changes(tmp_path / "wh", before, now) == [
        (1, "changed", "matched", 1),
        (2, "changed", "relabelled", 1),
        (3, "changed", "new_version", 2),
        (4, "changed", "matched", 1),
        (5, "removed", "matched", None),
        (7, "added", "matched", 1),
    ]


def test_text_that_moves_over_the_border_of_two_columns_is_a_change(tmp_path: Path) -> None:
    before = {**BRIDGE, "section": "City", "lang": "en|x"}
    now = {**BRIDGE, "section": "City|en", "lang": "x"}
    assert [change for _, change, *_ in changes(tmp_path / "wh", [before], [now])] == ["changed"]


def test_a_document_whose_bytes_are_gone_was_taken_down(tmp_path: Path) -> None:
    assert changes(tmp_path / "wh", [BRIDGE, FERRY], [FERRY, HARVEST]) == [
        (1, "removed", "takedown", None),
        (3, "added", "new_capture", 1),
    ]


def test_by_the_rules_of_an_unknown_release_everything_else_is_an_upgrade(tmp_path: Path) -> None:
    longer = {**BRIDGE, "body": "Bridge opens. It is long."}
    run = replace(RUN, code_version="another")
    assert changes(tmp_path / "wh", [BRIDGE, FERRY], [longer, FERRY], run) == [
        (1, "changed", "parser_upgrade", 1)
    ]


def test_the_users_own_rules_are_told_from_those_of_the_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = published(tmp_path / "wh", [BRIDGE])
    head = store.head()
    assert rules_since(store, None, RUN) == "same"
    assert rules_since(store, head, RUN) == "same"
    other = replace(RUN, code_version="another")
    assert rules_since(store, head, other) == "parser_upgrade"
    runs = [{"run_id": "r1", "release_rules": "of this release"}]
    table = type("Rows", (), {"to_pylist": lambda self: runs})()
    monkeypatch.setattr(type(store), "read_table", lambda *arguments: table)
    assert rules_since(store, head, other) == "rule"
    assert rules_since(store, head, replace(other, release_rules="newer")) == "parser_upgrade"

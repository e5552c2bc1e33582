"""What is kept out, why, and what comes in again."""

import os
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from flows import pipeline
from tests.flows.small_copy import BRIDGE, HARVEST, NOON, account, ask, run_over, write_copy

J = TypeVar("J")
R = TypeVar("R")


def test_every_bad_input_has_its_reason_and_good_ones_are_unharmed(
    tmp_path: Path, copy: Path
) -> None:
    (copy / "empty.txt").write_bytes(b"")
    (copy / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    (copy / "menu.txt").write_text("Share\nCopied\nMost Viewed\n")
    (copy / "one-line.txt").write_bytes(b"All work and no play. " * 2_400_000)
    (copy / "noise.txt").write_bytes(bytes(range(128, 256)) * 9)
    (copy / "huge.txt").write_bytes(b"x" * 61_000_000)
    (copy / "table.csv").write_text("a,b\n1,2\n")
    (copy / "gone.txt").symlink_to(copy / "not-there.txt")
    (copy / "circle.txt").symlink_to(copy / "circle.txt")
    (copy / ".hidden.txt").write_text(HARVEST)
    os.mkfifo(copy / "pipe.txt")
    summary = run_over(tmp_path / "wh", copy, max_input_bytes=60_000_000, max_quarantined_share=0.1)
    assert summary.exit_code == 1
    assert summary.documents == 2
    reasons = ask(tmp_path / "wh", "select parse_filename(source_uri), reason_code from quarantine")
    assert {str(name): reason for name, reason in reasons} == {
        "empty.txt": "empty_file",
        "menu.txt": "no_article",
        "one-line.txt": "line_too_long",
        "noise.txt": "undecodable",
        "huge.txt": "too_large",
        "table.csv": "no_text_column",
        "gone.txt": "vanished_file",
        "circle.txt": "unreadable_file",
        "pipe.txt": "not_a_file",
    }
    assert account(summary, "ingest") == {
        "received": 13,
        "kept": 5,
        "quarantined": 6,
        "skipped": 2,
    }
    assert all(account.is_balanced for account in summary.accounts)
    again = run_over(tmp_path / "wh", copy, at=NOON + timedelta(days=1), max_input_bytes=60_000_000)
    assert not again.is_new
    # what is in quarantine is known as what is published is
    assert account(again, "ingest") == {"received": 13, "skipped": 13}
    assert again.accounts[0].reasons["still_quarantined"] == 6


def test_an_empty_file_is_news_once(tmp_path: Path, copy: Path) -> None:
    (copy / "empty.txt").write_bytes(b"")
    first = run_over(tmp_path / "wh", copy)
    assert account(first, "ingest") == {"received": 3, "kept": 2, "quarantined": 1}
    write_copy(copy, harvest=HARVEST)
    second = run_over(tmp_path / "wh", copy, at=NOON + timedelta(days=1), max_quarantined_share=0)
    assert account(second, "ingest") == {"received": 4, "kept": 1, "skipped": 3}
    assert (second.exit_code, second.in_quarantine) == (0, 1)
    assert ask(tmp_path / "wh", "select attempts from quarantine") == [(2,)]
    # refused for another reason it is news again
    (copy / "empty.txt").write_bytes(b"\x00\x01" * 4_000)
    third = run_over(tmp_path / "wh", copy, at=NOON + timedelta(days=2))
    assert third.accounts[0].reasons.get("still_quarantined") is None


def test_a_mended_input_leaves_the_quarantine(tmp_path: Path, copy: Path) -> None:
    (copy / "harvest.txt").write_bytes(b"")
    assert run_over(tmp_path / "wh", copy).in_quarantine == 1
    write_copy(copy, harvest=HARVEST)
    summary = run_over(tmp_path / "wh", copy, at=NOON + timedelta(days=1))
    assert (summary.in_quarantine, summary.documents) == (0, 3)


def test_a_document_that_fails_an_expectation_is_quarantined_by_its_name(
    tmp_path: Path, copy: Path
) -> None:
    write_copy(copy, tomorrow=BRIDGE.replace("2023/5/4", "2033/5/4"))
    summary = run_over(tmp_path / "wh", copy, real_checks=True)
    assert account(summary, "validate") == {"received": 3, "kept": 2, "quarantined": 1}
    [(reason, detail)] = ask(tmp_path / "wh", "select reason_code, detail from quarantine")
    assert reason == "expectation_failed"
    assert str(detail).startswith("documents.date_in_future")


def test_a_warning_becomes_a_quality_flag(tmp_path: Path) -> None:
    folder = write_copy(tmp_path / "copy", plain="The council met on the new road. " * 12)
    run_over(tmp_path / "wh", folder, real_checks=True)
    [(flags,)] = ask(tmp_path / "wh", "select quality_flags from documents")
    assert flags == ["outlet_unknown", "undated", "untitled"]
    assert ask(
        tmp_path / "wh",
        "select level, rows_failed from validations where expectation = 'documents.untitled'",
    ) == [("warn", 1)]


def test_a_paper_dated_ahead_is_let_in_on_its_day(tmp_path: Path, copy: Path) -> None:
    write_copy(copy, ahead=HARVEST.replace("2023/6/11", "2024/3/20"))
    early = run_over(tmp_path / "wh", copy)
    assert (early.documents, early.in_quarantine) == (2, 1)
    assert not run_over(tmp_path / "wh", copy, at=NOON + timedelta(hours=1)).is_new
    later = run_over(tmp_path / "wh", copy, at=NOON + timedelta(days=30))
    assert (later.documents, later.in_quarantine) == (3, 0)
    whole = run_over(tmp_path / "other", copy, at=NOON + timedelta(days=30))
    assert later.snapshot_id == whole.snapshot_id


def test_new_rules_do_not_make_old_refusals_news(
    tmp_path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (copy / "empty.txt").write_bytes(b"")
    assert run_over(tmp_path / "wh", copy, max_quarantined_share=0.1).exit_code == 1
    write_copy(copy, harvest=HARVEST)
    monkeypatch.setattr(pipeline, "rules_version", lambda folder: "another")
    later = NOON + timedelta(days=1)
    summary = run_over(tmp_path / "wh", copy, at=later, max_quarantined_share=0.1)
    assert (summary.exit_code, summary.in_quarantine) == (0, 1)

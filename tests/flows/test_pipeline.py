"""The whole road, from files to the DuckDB file, without Prefect."""

import importlib
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pyarrow.dataset
import pytest

from flows import pipeline
from flows.inline_engine import InlineEngine
from flows.pipeline import run_pipeline
from flows.settings import Settings
from flows.summary import RunSummary
from tasks import monthly
from tasks.jobs import PartJob
from tasks.listing import InputError
from tasks.publish import PublicationStopped
from tests.flows.small_copy import BRIDGE, FERRY, HARVEST, NOON, ask, run_over, write_copy
from warehouse.integrity import verify
from warehouse.lock import WarehouseLocked
from warehouse.manifest import WarehouseDamaged
from warehouse.store import Store
from warehouse.tables import TABLES

J = TypeVar("J")
R = TypeVar("R")


def account(summary: RunSummary, stage: str) -> dict[str, object]:
    found = next(account for account in summary.accounts if account.stage == stage)
    names = ("received", "kept", "collapsed", "quarantined", "skipped")
    return {name: getattr(found, name) for name in names if getattr(found, name)}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return write_copy(tmp_path / "copy", bridge=BRIDGE, ferry=FERRY)


def test_text_files_become_documents_in_duckdb_and_parquet(tmp_path: Path, copy: Path) -> None:
    summary = run_over(tmp_path / "wh", copy)
    assert (summary.documents, summary.exit_code, summary.is_new) == (2, 0, True)
    assert ask(
        tmp_path / "wh",
        "select outlet_id, agency_id, title, published_date::varchar from documents order by 1",
    ) == [
        (
            "global_times",
            "xinhua",
            "New bridge over the Wen river opens to traffic",
            "2023-05-04",
        ),
        (
            "korea_herald",
            "yonhap",
            "Ferry line to Ulsan adds a second evening crossing",
            "2023-05-09",
        ),
    ]
    parquet = pyarrow.dataset.dataset(tmp_path / "wh" / "tables" / "documents", partitioning="hive")
    assert parquet.count_rows() == 2
    assert verify(Store(tmp_path / "wh")) == []


def test_a_second_run_over_the_same_input_changes_nothing(tmp_path: Path, copy: Path) -> None:
    first = run_over(tmp_path / "wh", copy)
    before = sorted(path for path in (tmp_path / "wh").rglob("*"))
    said: list[str] = []
    second = run_over(tmp_path / "wh", copy, at=NOON + timedelta(days=1), said=said.append)
    assert (second.is_new, second.snapshot_id) == (False, first.snapshot_id)
    assert account(second, "ingest") == {"received": 2, "skipped": 2}
    assert any("nothing new" in line for line in said)
    assert sorted(path for path in (tmp_path / "wh").rglob("*")) == before


def test_one_new_file_is_the_only_one_that_is_worked_on(tmp_path: Path, copy: Path) -> None:
    run_over(tmp_path / "wh", copy)
    write_copy(copy, harvest=HARVEST)
    summary = run_over(tmp_path / "wh", copy, at=NOON + timedelta(days=1))
    assert account(summary, "ingest") == {"received": 3, "kept": 1, "skipped": 2}
    for stage in ("parse", "clean", "validate", "match", "publish"):
        assert account(summary, stage) == {"received": 1, "kept": 1}, stage
    assert summary.documents == 3
    assert ask(tmp_path / "wh", "select change, reason, count(*) from changes group by all") == [
        ("added", "new_capture", 3)
    ]


def test_a_changed_file_is_a_new_version_of_its_document(tmp_path: Path, copy: Path) -> None:
    run_over(tmp_path / "wh", copy)
    write_copy(copy, bridge=BRIDGE.replace("20,000", "30,000"))
    summary = run_over(tmp_path / "wh", copy, at=NOON + timedelta(days=1))
    assert summary.documents == 2
    assert ask(
        tmp_path / "wh",
        "select version_no, is_current, contains(body, '30,000') from document_versions "
        "where outlet_id = 'global_times' order by 1",
    ) == [(1, False, False), (2, True, True)]
    assert ask(tmp_path / "wh", "select version_no from documents order by outlet_id") == [
        (2,),
        (1,),
    ]


def test_a_file_with_another_headline_and_lead_is_still_a_new_version(
    tmp_path: Path, copy: Path
) -> None:
    run_over(tmp_path / "wh", copy)
    changed = FERRY.replace("Ferry line to Ulsan adds", "Island ferry gets").replace(
        "The ferry line between the island and Ulsan will add",
        "From June, the ferry line between the island and Ulsan is to add",
    )
    write_copy(copy, ferry=changed)
    summary = run_over(tmp_path / "wh", copy, at=NOON + timedelta(days=1))
    assert summary.documents == 2
    assert ask(
        tmp_path / "wh", "select version_no, title from documents where outlet_id = 'korea_herald'"
    ) == [(2, "Island ferry gets a second evening crossing")]


def test_another_article_under_an_old_path_is_another_document(tmp_path: Path, copy: Path) -> None:
    run_over(tmp_path / "wh", copy)
    write_copy(copy, bridge=HARVEST)
    assert run_over(tmp_path / "wh", copy, at=NOON + timedelta(days=1)).documents == 3


def test_the_snapshot_does_not_depend_on_order_batches_or_place(tmp_path: Path) -> None:
    texts = {"bridge": BRIDGE, "ferry": FERRY, "harvest": HARVEST, "empty": ""}
    whole = run_over(tmp_path / "one", write_copy(tmp_path / "a", **texts))
    for step, name in enumerate(("harvest", "empty", "ferry", "bridge")):
        folder = write_copy(tmp_path / "b", **{name: texts[name]})
        piecewise = run_over(tmp_path / "two", folder, at=NOON + timedelta(days=step))
    assert piecewise.sequence == 4
    assert piecewise.snapshot_id == whole.snapshot_id
    rebuilt = run_over(tmp_path / "two", rebuild=True, at=NOON + timedelta(days=9))
    assert (rebuilt.is_new, rebuilt.snapshot_id) == (True, whole.snapshot_id)
    assert verify(Store(tmp_path / "two")) == []


class _WatchedEngine(InlineEngine):
    """Keeps how many items the jobs of each stage have, in the order in which they are begun."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings, in_process=True)
        self.begun: dict[str, list[int]] = {}

    def map(
        self, stage: str, verb: Callable[[J], R], jobs: Sequence[J], label: Callable[[J], str]
    ) -> list[R]:
        self.begun[stage] = [job.part.rows for job in jobs if isinstance(job, PartJob)]
        return super().map(stage, verb, jobs, label)


def test_the_part_with_the_most_items_is_begun_first(tmp_path: Path) -> None:
    copy = write_copy(tmp_path / "copy", a=HARVEST * 9, b=BRIDGE, c=FERRY)
    settings = Settings.model_validate(
        {"inputs": (str(copy),), "warehouse": tmp_path / "wh", "part_bytes": 2_000}
    )
    with _WatchedEngine(settings) as engine:
        summary = run_pipeline(engine, settings, started_at=NOON, say=lambda _: None)
    assert engine.begun == {
        "parse": [2, 1],
        "clean": [2, 1],
        "validate": [2, 1],
        "annotate": [2, 1],
    }
    assert summary.documents == 3


def test_the_same_bytes_at_two_places_are_one_document_seen_twice(
    tmp_path: Path, copy: Path
) -> None:
    write_copy(copy / "again", bridge=BRIDGE)
    summary = run_over(tmp_path / "wh", copy)
    assert account(summary, "ingest") == {"received": 3, "kept": 2, "collapsed": 1}
    assert ask(
        tmp_path / "wh",
        "select count(*), count(distinct document_id) from sightings join documents "
        "using (document_id) where outlet_id = 'global_times'",
    ) == [(2, 1)]


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


def test_a_mended_input_leaves_the_quarantine(tmp_path: Path, copy: Path) -> None:
    (copy / "harvest.txt").write_bytes(b"")
    assert run_over(tmp_path / "wh", copy).in_quarantine == 1
    write_copy(copy, harvest=HARVEST)
    summary = run_over(tmp_path / "wh", copy, at=NOON + timedelta(days=1))
    assert (summary.in_quarantine, summary.documents) == (0, 3)


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


def test_a_manifest_says_what_the_files_do_not(tmp_path: Path) -> None:
    folder = write_copy(tmp_path / "copy", plain="The council met on the new road. " * 12)
    manifest = tmp_path / "said.jsonl"
    manifest.write_text(
        json.dumps(
            {
                "path": "copy/plain.txt",
                "url": "https://www.the-valley-post.example/road?utm_source=x",
                "outlet": "The Valley Post",
                "title": "Council meets on road",
                "published_at": "2023-02-03T10:00:00+01:00",
            }
        )
    )
    for name, inputs in (("with", (folder,)), ("alone", ())):
        run_over(tmp_path / name, *inputs, manifest=manifest)
        assert ask(
            tmp_path / name,
            "select outlet_id, outlet_name, title, url, published_date::varchar, "
            "list_contains(quality_flags, 'outlet_unregistered') from documents",
        ) == [
            (
                "the_valley_post",
                "The Valley Post",
                "Council meets on road",
                "https://www.the-valley-post.example/road",
                "2023-02-03",
                True,
            )
        ]
        assert ask(
            tmp_path / name, "select is_registered from outlets where name = 'The Valley Post'"
        ) == [(False,)]


@pytest.mark.parametrize(
    "label", [{"url": "https://post.example/b"}, {"outlet": "The Post"}, {"title": "Bridge opens"}]
)
def test_what_is_said_later_of_the_same_bytes_relabels_a_document(
    tmp_path: Path, copy: Path, label: dict[str, str]
) -> None:
    run_over(tmp_path / "wh", copy)
    manifest = tmp_path / "said.jsonl"
    manifest.write_text(json.dumps({"path": "copy/bridge.txt", **label}))
    said = run_over(tmp_path / "wh", copy, manifest=manifest, at=NOON + timedelta(days=1))
    changes = "select change, reason from changes where run_id = '{}' order by all"
    assert ask(tmp_path / "wh", changes.format(said.run_id)) == [("changed", "relabelled")]
    write_copy(copy, bridge=BRIDGE.replace("20,000", "30,000"))
    edited = run_over(tmp_path / "wh", copy, manifest=manifest, at=NOON + timedelta(days=2))
    assert ask(tmp_path / "wh", changes.format(edited.run_id)) == [("changed", "new_version")]


def test_a_file_that_only_the_manifest_names_and_is_gone_does_not_stop_the_others(
    tmp_path: Path, copy: Path
) -> None:
    manifest = tmp_path / "said.jsonl"
    manifest.write_text('{"path": "copy/bridge.txt"}\n{"path": "copy/gone.txt"}\n')
    summary = run_over(tmp_path / "wh", manifest=manifest)
    assert (summary.documents, summary.in_quarantine) == (1, 1)
    assert ask(tmp_path / "wh", "select reason_code from quarantine") == [("vanished_file",)]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "no JSON"),
        ('{"url": "x"}', '"path"'),
        ('{"path": "a", "byline": "x"}', "unknown byline"),
        ('{"path": "a", "title": 3}', "title must be text"),
    ],
)
def test_a_bad_manifest_line_is_named(tmp_path: Path, line: str, complaint: str) -> None:
    manifest = tmp_path / "said.jsonl"
    manifest.write_text(f'{{"path": "b"}}\n{line}\n')
    with pytest.raises(InputError, match=rf"said.jsonl:2.*{complaint}"):
        run_over(tmp_path / "wh", manifest=manifest)


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


def test_a_paper_dated_ahead_is_let_in_on_its_day(tmp_path: Path, copy: Path) -> None:
    write_copy(copy, ahead=HARVEST.replace("2023/6/11", "2024/3/20"))
    early = run_over(tmp_path / "wh", copy)
    assert (early.documents, early.in_quarantine) == (2, 1)
    assert not run_over(tmp_path / "wh", copy, at=NOON + timedelta(hours=1)).is_new
    later = run_over(tmp_path / "wh", copy, at=NOON + timedelta(days=30))
    assert (later.documents, later.in_quarantine) == (3, 0)
    whole = run_over(tmp_path / "other", copy, at=NOON + timedelta(days=30))
    assert later.snapshot_id == whole.snapshot_id


def test_a_run_over_the_folder_its_warehouse_lies_in_leaves_the_warehouse_alone(
    tmp_path: Path, copy: Path
) -> None:
    for day in range(2):
        summary = run_over(copy / "wh", copy, at=NOON + timedelta(days=day))
    assert not summary.is_new
    assert account(summary, "ingest") == {"received": 3, "skipped": 3}


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


def test_lost_captures_are_named_with_what_can_be_done(tmp_path: Path, copy: Path) -> None:
    run_over(tmp_path / "wh", copy)
    for path in (tmp_path / "wh" / "captures").iterdir():
        path.unlink()
    with pytest.raises(WarehouseDamaged, match="restore it from a backup"):
        run_over(tmp_path / "wh", copy, at=NOON + timedelta(days=1))

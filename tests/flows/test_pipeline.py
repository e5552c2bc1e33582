"""The whole road, from files to the DuckDB file, without Prefect."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pyarrow.dataset

from flows.inline_engine import InlineEngine
from flows.pipeline import run_pipeline
from flows.settings import Settings
from tasks.jobs import PartJob, PartJobs
from tests.flows.small_copy import BRIDGE, FERRY, HARVEST, NOON, account, ask, run_over, write_copy
from warehouse.integrity import verify
from warehouse.store import Store

J = TypeVar("J")
R = TypeVar("R")


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
    # two captures may be versions of one document, which nobody knows before they are matched
    assert [(one.stage, one.unit) for one in summary.accounts] == [
        ("ingest", "items"),
        *((stage, "captures") for stage in ("parse", "clean", "validate", "annotate", "match")),
        ("publish", "versions"),
    ]
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
    """Keeps how many items the parts of each job have, by stage in the order they are begun."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings, in_process=True)
        self.begun: dict[str, list[list[int]]] = {}

    def map(
        self, stage: str, verb: Callable[[J], R], jobs: Sequence[J], label: Callable[[J], str]
    ) -> list[R]:
        self.begun[stage] = [
            [one.part.rows for one in job.jobs] if isinstance(job, PartJobs) else [job.part.rows]
            for job in jobs
            if isinstance(job, PartJob | PartJobs)
        ]
        return super().map(stage, verb, jobs, label)


def test_the_part_with_the_most_items_is_begun_first(tmp_path: Path) -> None:
    copy = write_copy(tmp_path / "copy", a=HARVEST * 9, b=BRIDGE, c=FERRY)
    settings = Settings.model_validate(
        {"inputs": (str(copy),), "warehouse": tmp_path / "wh", "part_bytes": 2_000}
    )
    with _WatchedEngine(settings) as engine:
        summary = run_pipeline(engine, settings, started_at=NOON, say=lambda _: None)
    assert engine.begun == {
        "parse": [[2], [1]],
        "clean": [[2], [1]],
        "validate": [[1], [2]],  # together, but for parts as large as these are told to be
        "annotate": [[2], [1]],
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


def test_a_run_over_the_folder_its_warehouse_lies_in_leaves_the_warehouse_alone(
    tmp_path: Path, copy: Path
) -> None:
    for day in range(2):
        summary = run_over(copy / "wh", copy, at=NOON + timedelta(days=day))
    assert not summary.is_new
    assert account(summary, "ingest") == {"received": 3, "skipped": 3}

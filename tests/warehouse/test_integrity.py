import errno
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from tests.warehouse.toy_publication import (
    ARTICLES,
    MODEL,
    TOY,
    publish,
    toy_articles,
    toy_store,
)
from warehouse import integrity
from warehouse.contract import Column, Table, arrow_schema
from warehouse.files import Disk, sha256_of
from warehouse.integrity import BUSY, MISSING, ROUNDS, Finding, verify
from warehouse.manifest import Head
from warehouse.projection import heal, tables_show
from warehouse.proofs import prove_tables
from warehouse.retention import snapshot_folder
from warehouse.store import Store
from warehouse.tables import QUARANTINE, RECONCILIATION, RUNS, TABLES


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("published") / "warehouse"
    publish(root, Disk(), generation=1)
    publish(root, Disk(), generation=2)
    return root


@pytest.fixture
def root(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / "warehouse", symlinks=True))


def flip(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.chmod(0o644)
    path.write_bytes(data)


def test_a_published_warehouse_has_no_findings(root: Path) -> None:
    assert verify(toy_store(root)) == []


def test_an_empty_warehouse_has_no_findings(tmp_path: Path) -> None:
    assert verify(toy_store(tmp_path)) == []


def test_one_turned_bit_in_any_file_at_any_of_many_places_is_found(root: Path) -> None:
    store = toy_store(root)
    files = [path for path in sorted(root.rglob("*")) if path.is_file() and path.stat().st_size]
    assert len(files) > 15
    for path in files:
        whole = path.read_bytes()
        for place in {0, len(whole) // 3, len(whole) // 2, len(whole) - 1}:
            flip(path, place)
            findings = verify(store)
            assert findings, f"{path} at {place}"
            assert all(finding.what and finding.what_to_do for finding in findings)
            path.write_bytes(whole)
    assert verify(store) == []


def test_a_missing_file_of_any_kind_is_found(root: Path) -> None:
    store = toy_store(root)
    for path in sorted(root.rglob("*")):
        if path.name == "LOCK" or not path.is_file() or path.name == "EPOCH":
            continue
        aside = root.parent / "aside"
        path.rename(aside)
        assert verify(store), path
        aside.rename(path)


def test_a_file_that_does_not_belong_under_tables_is_found(root: Path) -> None:
    (root / "tables" / "articles" / "extra.parquet").write_bytes(b"extra")
    (finding,) = verify(toy_store(root))
    assert "extra.parquet" in finding.where


def test_a_database_changed_by_somebody_is_found_by_table(root: Path) -> None:
    with duckdb.connect(str(root / "dateline.duckdb")) as connection:
        connection.execute("update articles set run_id = 'mine' where article_id = 'a1'")
    where = [finding.where for finding in verify(toy_store(root))]
    assert where == ["dateline.duckdb", "dateline.duckdb: articles"]


def test_a_stale_database_is_a_warning_and_the_next_run_mends_it(root: Path) -> None:
    publish(root, Disk(), generation=3)
    (root / "PROJECTION").write_bytes(b"{}")
    assert [finding.severity for finding in verify(toy_store(root))] == ["warning"]
    heal(toy_store(root), [MODEL])
    assert verify(toy_store(root)) == []


def publish_tables(root: Path, tables: tuple[Table, ...], rows: dict[str, pa.Table]) -> Store:
    """A snapshot of these rows, whatever is wrong with them: what a faulty release would do."""
    store = Store(root, tables=tables)
    store.create()
    with store.lock() as lock:
        entries = [
            store.write_table(
                table.name,
                rows.get(table.name, arrow_schema(table).empty_table()),
                "f",
            )
            for table in tables
        ]
        manifest = store.following(
            store.head(),
            lock,
            created_at=datetime(2026, 11, 1, tzinfo=UTC),
            run_id="run-1",
            code_version="toy",
            tables=entries,
            parts=[],
        )
        store.commit(manifest, lock)
        heal(store, [])
    return store


def what(store: Store) -> list[tuple[str, str]]:
    return [(finding.where, finding.what) for finding in verify(store)]


def test_all_tables_of_the_contract_can_be_published_empty_and_verified(tmp_path: Path) -> None:
    assert what(publish_tables(tmp_path / "warehouse", TABLES, {})) == []


def test_a_doubled_key_is_found(tmp_path: Path) -> None:
    rows = pa.concat_tables([toy_articles(1), toy_articles(1).slice(0, 1)])
    store = publish_tables(tmp_path, TOY, {"articles": rows})
    assert what(store) == [("articles", "1 rows: the key (article_id) is there more than once")]


def test_values_the_contract_does_not_allow_are_found(tmp_path: Path) -> None:
    rows = toy_articles(1).to_pylist()
    rows[0]["article_id"] = "b1"
    rows[1]["share"] = 1.5
    rows[2]["share"] = -1.0
    data = pa.Table.from_pylist(rows, arrow_schema(ARTICLES))
    assert what(publish_tables(tmp_path, TOY, {"articles": data})) == [
        ("articles", "1 rows: article_id is not ^a[0-9]+$"),
        ("articles", "1 rows: share is below 0"),
        ("articles", "1 rows: share is above 1"),
    ]


def test_a_reference_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    notes = Table(
        "notes",
        "one row per note",
        "Notes.",
        ("note_id",),
        (
            Column("note_id", "VARCHAR", "The note.", nullable=False),
            Column("article_id", "VARCHAR", "The article.", allowed=("a1", "a8")),
        ),
        references=(("article_id", "articles", "article_id"),),
    )
    rows = pa.table({"note_id": ["n1", "n2", "n3"], "article_id": ["a1", "a8", None]})
    store = publish_tables(tmp_path, (*TOY, notes), {"articles": toy_articles(1), "notes": rows})
    assert what(store) == [("notes", "1 rows: article_id leads to no row of articles")]


def test_an_account_that_does_not_add_up_is_found(tmp_path: Path) -> None:
    row = {
        "run_id": "run-1",
        "stage": "parse",
        "unit": "captures",
        "received": 3,
        "kept": 1,
        "collapsed": 1,
        "quarantined": 0,
        "skipped": 0,
        "is_balanced": True,
    }
    data = pa.Table.from_pylist([row], arrow_schema(RECONCILIATION))
    store = publish_tables(tmp_path, (*TOY, RECONCILIATION), {"reconciliation": data})
    ((where, said),) = what(store)
    assert where == "reconciliation"
    assert "received is not kept" in said


def test_a_refusal_that_the_last_run_counted_and_that_is_no_row_is_found(tmp_path: Path) -> None:
    tables = []
    for day, count in ((1, 7), (2, 1)):
        start = {"run_id": f"run-{day}", "started_at": datetime(2024, 1, day, tzinfo=UTC)}
        run = start | dict.fromkeys(("code_version", "dateline_version", "settings"), "1")
        account = dict.fromkeys(("received", "quarantined"), count)
        account |= dict.fromkeys(("kept", "collapsed", "skipped"), 0)
        tables.append((run | {"inputs": 1}, start | account))
    runs = pa.Table.from_pylist([run for run, _ in tables], arrow_schema(RUNS))
    rows = [
        {"stage": "ingest", "unit": "items", "is_balanced": True} | account for _, account in tables
    ]
    accounts = pa.Table.from_pylist(rows, arrow_schema(RECONCILIATION))
    row = {"location": "a.zip!a", "source_uri": "a.zip!a", "stage": "ingest", "attempts": 1}
    row |= {"reason_code": "damaged_member", "detail": "its checksum is wrong"}
    row |= dict.fromkeys(("first_seen", "last_seen"), datetime(2024, 1, 2, tzinfo=UTC))
    for number, lost in (
        (1, []),
        (0, ["the last run's ingest refused 1 items, and 0 rows are here"]),
    ):
        refused = pa.Table.from_pylist([row] * number, arrow_schema(QUARANTINE))
        names = {"runs": runs, "reconciliation": accounts, "quarantine": refused}
        store = publish_tables(
            tmp_path / str(number), (*TOY, RUNS, RECONCILIATION, QUARANTINE), names
        )
        assert what(store) == [("quarantine", said) for said in lost]


def test_rows_in_the_folder_of_another_month_are_found(tmp_path: Path) -> None:
    store = toy_store(tmp_path)
    store.create()
    rows = toy_articles(1).slice(0, 1)
    assert rows["day"].to_pylist() == [date(2017, 9, 25)]
    entries = [
        store.write_table("snapshots", arrow_schema(TOY[1]).empty_table(), "f"),
    ]
    file = store.write_table_file("articles", "month=2017-08", rows, "f")
    whole = store.write_table("articles", rows, "f")
    entries.append(replace(whole, files=(file,)))
    with store.lock() as lock:
        manifest = store.following(
            None,
            lock,
            created_at=datetime(2026, 11, 1, tzinfo=UTC),
            run_id="run-1",
            code_version="toy",
            tables=entries,
            parts=[],
        )
        store.commit(manifest, lock)
        heal(store, [])
    assert what(store) == [("articles", "1 rows in the folder of another month")]


def test_a_snapshot_id_that_is_not_that_of_the_tables_is_found(root: Path) -> None:
    store = toy_store(root)
    manifest = store.head()
    assert manifest
    forged = replace(manifest, snapshot_id="s" + "0" * 20)
    (root / forged.path()).write_bytes(forged.to_bytes())
    (root / "HEAD").unlink()
    (root / "HEAD").write_bytes(Head(forged.path(), forged.sha256()).to_bytes())
    heal(store, [MODEL])
    assert [finding.where for finding in verify(store)] == ["HEAD"]


def test_a_snapshot_of_another_contract_is_a_warning_not_a_crash(root: Path) -> None:
    store = Store(root, tables=(*TOY, RECONCILIATION))
    assert heal(store, [MODEL]) == ()
    assert verify(store) == [
        Finding(
            "warning",
            "HEAD",
            "was published under another contract than this release's; its rows are not proven",
            "Run again, and verify then.",
        )
    ]


def publish_while_it_is_proven(
    root: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> Callable[[], int]:
    """In each of the first proofs a run publishes, and sweeps what was proven; counts proofs."""
    proofs: list[int] = []

    def publishing(*given: Any) -> bool:
        proofs.append(1)
        if len(proofs) <= times:
            publish(root, Disk(), generation=2 + len(proofs), keep=1)
        return tables_show(*given)

    monkeypatch.setattr(integrity, "tables_show", publishing)
    return lambda: len(proofs)


def test_a_publication_in_the_middle_of_the_proof_is_no_damage(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = publish_while_it_is_proven(root, monkeypatch, times=2)
    assert verify(toy_store(root)) == []
    assert count() == 3


def test_a_warehouse_that_never_rests_is_one_warning(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = publish_while_it_is_proven(root, monkeypatch, times=99)
    assert verify(toy_store(root)) == [BUSY]
    assert count() == ROUNDS


def test_damage_that_every_proof_finds_is_told_though_a_run_is_busy(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    captures = min((root / "captures").iterdir())
    flip(captures, 99)
    publish_while_it_is_proven(root, monkeypatch, times=99)
    damage, busy = verify(toy_store(root))
    assert (damage.severity, damage.where) == ("error", f"captures/{captures.name}")
    assert busy == BUSY


def test_a_snapshot_that_is_not_shown_yet_is_no_error(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.warehouse.toy_publication.heal", lambda *given: ())
    publish(root, Disk(), generation=3)
    assert [(finding.severity, finding.where) for finding in verify(toy_store(root))] == [
        ("warning", "tables"),
        ("warning", "dateline.duckdb"),
    ]


@pytest.mark.parametrize("kind", ["captures", "data/tables/articles", "snapshots"])
def test_a_file_that_goes_just_before_it_is_read_is_missing(
    root: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    head = toy_store(root).head()
    assert head
    folder = root / (snapshot_folder(head) if kind == "snapshots" else kind)
    victim = min(folder.rglob("*.parquet"))
    # a copy, as where there are no links: else it is known by its original and not read
    content = victim.read_bytes()
    victim.unlink()
    victim.write_bytes(content)

    def going(path: Path) -> tuple[str, int]:
        if path == victim:
            path.unlink(missing_ok=True)
        return sha256_of(path)

    monkeypatch.setattr(integrity, "sha256_of", going)
    assert (victim.relative_to(root).as_posix(), MISSING) in what(toy_store(root))


def test_a_file_the_disk_cannot_give_is_told_and_the_proof_goes_on(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = sorted((root / "captures").iterdir())

    def failing(path: Path) -> tuple[str, int]:
        if path in bad:
            raise OSError(errno.EIO, "Input/output error", str(path))
        return sha256_of(path)

    monkeypatch.setattr(integrity, "sha256_of", failing)
    assert sorted(what(toy_store(root))) == [
        (f"captures/{path.name}", "cannot be read: Input/output error") for path in bad
    ]


def test_a_file_that_goes_while_the_rows_are_asked_is_a_finding_and_no_crash(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def going(*given: Any) -> Any:
        shutil.rmtree(root / "data")
        return prove_tables(*given)

    monkeypatch.setattr(integrity, "prove_tables", going)
    (finding,) = verify(toy_store(root))
    assert (finding.severity, finding.where) == ("error", "HEAD")
    assert "cannot be read" in finding.what

import hashlib
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.warehouse.toy_publication import (
    ARTICLES,
    TOY,
    publish,
    toy_articles,
    toy_captures,
    toy_store,
)
from warehouse import manifest
from warehouse.contract import ARROW_TYPES, Column, arrow_schema
from warehouse.files import Disk, WarehouseError, sha256_of
from warehouse.identity import snapshot_id
from warehouse.integrity import verify
from warehouse.lock import StaleWriter
from warehouse.manifest import Manifest, WarehouseDamaged
from warehouse.parts import Part
from warehouse.reading import read_snapshot
from warehouse.store import Store, table_entry


def parts_of(store: Store) -> list[Path]:
    return sorted((store.root / "data" / "parsed").glob("*"))


def test_a_part_comes_back_as_it_was_written(tmp_path: Path) -> None:
    store = toy_store(tmp_path / "warehouse")
    store.create()
    part = store.write_part("parsed", "f00", toy_articles(2))
    assert part == Part("parsed", "data/parsed/f00.parquet", 4, "f00")
    assert store.read_part(part) == toy_articles(2)
    assert store.read_part(part, ["text"]).column_names == ["text"]
    assert store.find_part("parsed", "f00") == part
    assert store.find_part("parsed", "f01") is None


def test_a_part_that_is_there_is_not_written_again(tmp_path: Path) -> None:
    store = toy_store(tmp_path)
    store.write_part("parsed", "f00", toy_articles(2))
    before = written(parts_of(store)[0])
    assert store.write_part("parsed", "f00", toy_articles(3)).rows == 4
    assert written(parts_of(store)[0]) == before


def written(path: Path) -> tuple[int, ...]:
    """Which file it is and when it was written; when it was read is another matter."""
    told = path.stat()
    return told.st_ino, told.st_size, told.st_mtime_ns, told.st_ctime_ns


def test_a_part_that_cannot_be_opened_counts_as_absent_and_is_written_anew(tmp_path: Path) -> None:
    store = toy_store(tmp_path)
    part = store.write_part("parsed", "f00", toy_articles(2))
    whole = (tmp_path / part.path).read_bytes()
    (tmp_path / part.path).unlink()
    (tmp_path / part.path).write_bytes(whole[: len(whole) // 2])
    assert store.find_part("parsed", "f00") is None
    store.write_part("parsed", "f00", toy_articles(2))
    assert (tmp_path / part.path).read_bytes() == whole


def test_a_part_replaced_since_head_is_hashed_again(tmp_path: Path) -> None:
    root = tmp_path / "warehouse"
    head = publish(root, Disk(), generation=1)
    assert head
    store = toy_store(root)
    old = head.parts[0]
    part = Part(old.layer, old.path, old.rows, old.fingerprint)
    assert store.part_entry(part, head) == old
    os.utime(root / "HEAD", (0, 0))
    store.write_part("captured", old.fingerprint, toy_captures(2), replace=True)
    assert store.part_entry(part, head).sha256 == sha256_of(root / old.path)[0] != old.sha256


def test_a_turned_bit_in_a_part_is_noticed_on_reading(tmp_path: Path) -> None:
    store = toy_store(tmp_path)
    part = store.write_part("parsed", "f00", toy_articles(2))
    path = tmp_path / part.path
    whole = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(whole[:40] + bytes([whole[40] ^ 1]) + whole[41:])
    with pytest.raises(WarehouseDamaged, match="run again"):
        store.read_part(part)


def test_equal_rows_make_equal_bytes_whatever_their_order_and_chunks(tmp_path: Path) -> None:
    rows = toy_articles(4)
    turned = pa.concat_tables([rows.slice(3), rows.slice(1, 2), rows.slice(0, 1)])
    one, two = toy_store(tmp_path / "one"), toy_store(tmp_path / "two")
    one.create()
    two.create()
    assert one.write_table("articles", rows, "f") == two.write_table("articles", turned, "f")


def test_writing_the_same_table_again_touches_no_file(tmp_path: Path) -> None:
    store = toy_store(tmp_path)
    entry = store.write_table("articles", toy_articles(3), "f")
    before = [(tmp_path / file.path).stat() for file in entry.files]
    again = store.write_table("articles", toy_articles(3), "f")
    assert again == entry
    assert [(tmp_path / file.path).stat() for file in entry.files] == before
    assert list((tmp_path / "staging").iterdir()) == []


def test_a_dated_table_lies_in_folders_by_month_and_the_undated_in_their_own(
    tmp_path: Path,
) -> None:
    store = toy_store(tmp_path)
    entry = store.write_table("articles", toy_articles(3), "f")
    assert [(file.partition, file.rows) for file in entry.files] == [
        ("month=2017-09", 4),
        ("month=undated", 1),
    ]
    for file in entry.files:
        schema, declared = pq.read_schema(tmp_path / file.path), arrow_schema(ARTICLES)
        assert schema.equals(declared)
        assert schema.metadata == declared.metadata
        assert schema.field("day").metadata[b"meaning"] == b"Its day."


def test_an_empty_table_has_one_empty_typed_file(tmp_path: Path) -> None:
    store = toy_store(tmp_path)
    entry = store.write_table("articles", toy_articles(1).slice(0, 0), "f")
    assert [(file.partition, file.rows) for file in entry.files] == [("month=undated", 0)]
    assert pq.read_schema(tmp_path / entry.files[0].path).names == list(ARTICLES.column_names)


def test_a_table_may_be_made_of_new_files_and_files_taken_over(tmp_path: Path) -> None:
    store = toy_store(tmp_path)
    whole = store.write_table("articles", toy_articles(3), "f")
    rows = toy_articles(3)
    undated = rows.filter(pa.compute.is_null(rows["day"]))
    file = store.write_table_file("articles", "month=undated", undated, "f")
    assert table_entry(ARTICLES, [*whole.files[:1], file]) == whole


def test_histories_are_no_part_of_the_snapshot_id() -> None:
    one = snapshot_id({"articles": "ab", "snapshots": "cd"}, TOY)
    assert one == snapshot_id({"articles": "ab", "snapshots": "ef"}, TOY)
    assert one != snapshot_id({"articles": "ac", "snapshots": "cd"}, TOY)
    assert one.startswith("s")
    assert len(one) == 21


def test_the_snapshot_id_is_the_same_in_another_folder_and_after_another_history(
    tmp_path: Path,
) -> None:
    straight = publish(tmp_path / "straight", Disk(), generation=3)
    publish(tmp_path / "winding", Disk(), generation=1)
    publish(tmp_path / "winding", Disk(), generation=2)
    winding = publish(tmp_path / "winding", Disk(), generation=3)
    assert straight
    assert winding
    assert straight.snapshot_id == winding.snapshot_id
    assert (straight.sequence, winding.sequence) == (1, 3)


def test_a_snapshot_that_lacks_a_table_of_the_contract_is_not_published(tmp_path: Path) -> None:
    store = toy_store(tmp_path)
    store.create()
    articles = store.write_table("articles", toy_articles(1), "f")
    with store.lock() as lock:
        manifest = store.following(
            None,
            lock,
            created_at=datetime(2026, 11, 1, tzinfo=UTC),
            run_id="run-1",
            code_version="toy",
            tables=[articles],
            parts=[],
        )
        with pytest.raises(WarehouseError, match="snapshots"):
            store.commit(manifest, lock)
    assert store.head() is None


def test_a_writer_that_was_overtaken_cannot_publish(tmp_path: Path) -> None:
    root = tmp_path / "warehouse"
    published = publish(root, Disk(), generation=1)
    assert published
    store = toy_store(root)
    with store.lock() as lock:
        late = store.following(
            None,
            lock,
            created_at=published.created_at,
            run_id="late",
            code_version="toy",
            tables=published.tables,
            parts=published.parts,
        )
        with pytest.raises(StaleWriter, match="another run published"):
            store.commit(late, lock)
        (root / "LOCK").unlink()
        publish(root, Disk(), generation=2)
        with pytest.raises(StaleWriter, match="later run"):
            store.commit(late, lock)
    head = store.head()
    assert head
    assert head.run_id == "run-2"


def test_sweeping_keeps_what_retained_snapshots_name_and_nothing_else(tmp_path: Path) -> None:
    root = tmp_path / "warehouse"
    for generation in (1, 2, 3, 4):
        publish(root, Disk(), generation, keep=10)
    store = toy_store(root)
    chain = list(store.chain())
    store.write_part("parsed", "orphan", toy_articles(1))
    (root / "staging" / "half.tmp").write_bytes(b"half")
    (root / "manifests" / "000009-000000000000.json").write_bytes(b"{}")
    with store.lock() as lock:
        store.sweep(2, lock)
    kept = chain[0].paths() | chain[1].paths()
    there = {
        path.relative_to(root).as_posix()
        for folder in ("data", "captures")
        for path in (root / folder).rglob("*.parquet")
    }
    assert there == kept
    assert list(store.chain()) == chain
    assert not list((root / "staging").iterdir())
    assert len(list((root / "snapshots").iterdir())) == 2
    assert len(list((root / "manifests").iterdir())) == 4


def test_of_years_of_snapshots_only_those_kept_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "warehouse"
    for generation in range(1, 8):
        publish(root, Disk(), generation, keep=2)
    store = toy_store(root)
    twin = next((root / "manifests").glob("000004-*.json"))
    (root / "manifests" / "000004-0123456789ab.json").write_bytes(twin.read_bytes())
    (root / "manifests" / "readme.txt").write_bytes(b"")
    read: list[int] = []

    def counted(data: bytes, path: Path) -> Manifest:
        read.append(int(path.name[:6]))
        return parsed(data, path)

    parsed = manifest._parsed
    monkeypatch.setattr(manifest, "_parsed", counted)
    with store.lock() as lock:
        read.clear()
        assert store.sweep(2, lock) == 2
        assert read == [7, 6, 5, 4, 3]
        read.clear()
        assert store.sweep(2, lock) == 0
        assert read == [7, 6, 5]
    assert twin.exists()
    read.clear()
    with read_snapshot(store) as reading:
        assert reading.manifest.sequence == 7
    assert set(read) == {7}
    assert len(list(store.chain())) == 7


def test_nothing_is_swept_when_head_is_damaged(tmp_path: Path) -> None:
    root = tmp_path / "warehouse"
    publish(root, Disk(), generation=1)
    store = toy_store(root)
    before = sorted(root.rglob("*"))
    with store.lock() as lock:
        (root / "HEAD").unlink()
        (root / "HEAD").write_bytes(b"{}")
        with pytest.raises(WarehouseDamaged):
            store.sweep(1, lock)
    assert sorted(root.rglob("*")) == before


def test_without_the_lock_nothing_is_swept(tmp_path: Path) -> None:
    root = tmp_path / "warehouse"
    publish(root, Disk(), generation=1)
    store = toy_store(root)
    with pytest.raises(StaleWriter):
        store.sweep(1, store.lock())


def test_captures_come_back_by_their_hash(tmp_path: Path) -> None:
    root = tmp_path / "warehouse"
    publish(root, Disk(), generation=1)
    publish(root, Disk(), generation=2)
    for generation in (1, 2):
        for row in toy_captures(generation).to_pylist():
            assert toy_store(root).capture_bytes(row["capture_id"]) == row["content"]
    with pytest.raises(WarehouseError, match="no capture"):
        toy_store(root).capture_bytes("0" * 64)


def test_one_capture_is_read_without_its_neighbours(tmp_path: Path) -> None:
    contents = [os.urandom(600_000) for _ in range(20)]
    ids = [hashlib.sha256(content).hexdigest() for content in contents]
    store = toy_store(tmp_path)
    rows = pa.table({"capture_id": ids, "content": pa.array(contents, pa.binary())})
    part = store.write_part("captured", "f00", rows)
    assert pq.ParquetFile(tmp_path / part.path).num_row_groups >= 5
    assert store.capture_bytes(ids[7], [part]) == contents[7]


def test_a_capture_whose_bytes_are_not_its_name_is_refused(tmp_path: Path) -> None:
    store = toy_store(tmp_path)
    rows = pa.table({"capture_id": ["0" * 64], "content": pa.array([b"x"], pa.binary())})
    part = store.write_part("captured", "f00", rows)
    with pytest.raises(WarehouseDamaged, match="not what came in"):
        store.capture_bytes("0" * 64, [part])


def published_by_an_older_release(root: Path) -> Manifest:
    """Articles without tags and run, with a column that is gone; and no other table."""
    older = replace(
        ARTICLES,
        columns=(
            *(column for column in ARTICLES.columns if column.name not in {"tags", "run_id"}),
            Column("gone", "VARCHAR", "Given up since."),
        ),
    )
    store = Store(root, tables=(older,))
    store.create()
    rows = toy_articles(2)
    rows = rows.append_column("gone", pa.array(["x"] * rows.num_rows))
    with store.lock() as lock:
        manifest = store.following(
            None,
            lock,
            created_at=datetime(2026, 10, 1, tzinfo=UTC),
            run_id="run-0",
            code_version="older",
            tables=[store.write_table("articles", rows, "f")],
            parts=[],
        )
        store.commit(manifest, lock)
    return manifest


def test_what_an_older_release_published_is_read_in_the_columns_of_today(tmp_path: Path) -> None:
    older = published_by_an_older_release(tmp_path)
    store = toy_store(tmp_path)
    rows = store.read_table(older, "articles")
    assert rows.schema.equals(arrow_schema(ARTICLES))
    common = ["article_id", "text", "share"]
    same = toy_articles(2).select(common).to_pylist()
    assert rows.select(common).sort_by("article_id").to_pylist() == same
    assert rows["tags"].to_pylist() == [None] * 4
    assert rows["run_id"].to_pylist() == [""] * 4  # may not be null
    assert store.read_table(older, "articles", ["tags"]).num_rows == 4
    assert store.read_table(older, "snapshots").num_rows == 0
    assert older.files_of("snapshots") == ()


def test_a_column_of_any_type_may_join_a_table_also_one_that_may_not_be_null(
    tmp_path: Path,
) -> None:
    older = published_by_an_older_release(tmp_path)
    joined = tuple(
        Column(f"{'may' if nullable else 'must'}_{number}", kind, "New.", nullable=nullable)
        for number, kind in enumerate(ARROW_TYPES)
        for nullable in (True, False)
    )
    table = replace(ARTICLES, columns=(*ARTICLES.columns, *joined))
    (row, *_) = Store(tmp_path, tables=(table,)).read_table(older, "articles").to_pylist()
    assert all((row[column.name] is None) == column.nullable for column in joined)


def test_the_run_after_an_upgrade_publishes_over_the_older_release(tmp_path: Path) -> None:
    published_by_an_older_release(tmp_path)
    publish(tmp_path, Disk(), generation=3)
    store = toy_store(tmp_path)
    assert [manifest.run_id for manifest in store.chain()] == ["run-3", "run-0"]
    assert verify(store) == []

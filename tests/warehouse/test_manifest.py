import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from warehouse.manifest import (
    FileEntry,
    Head,
    Manifest,
    PartEntry,
    TableEntry,
    WarehouseDamaged,
    chain,
    read_head,
    read_manifest,
)

FIRST = Manifest(
    sequence=1,
    parent=None,
    snapshot_id="s0",
    created_at=datetime(2026, 11, 1, 12, 30, tzinfo=UTC),
    run_id="run-1",
    epoch=3,
    contract_version="1.0.0",
    code_version="toy",
    tables=(
        TableEntry(
            "articles", 2, "ab", (FileEntry("data/x.parquet", 2, 9, "cd", None, "f", "ef"),)
        ),
    ),
    parts=(PartEntry("captured", "captures/f.parquet", 3, 10, "gh", "f"),),
)


def put(root: Path, manifest: Manifest) -> Head:
    head = Head(manifest.path(), manifest.sha256())
    (root / "manifests").mkdir(exist_ok=True)
    (root / manifest.path()).write_bytes(manifest.to_bytes())
    (root / "HEAD").write_bytes(head.to_bytes())
    return head


def newest(root: Path) -> Manifest:
    head = read_head(root)
    assert head is not None
    return read_manifest(root, head)


def test_a_manifest_comes_back_as_it_was_written(tmp_path: Path) -> None:
    head = put(tmp_path, FIRST)
    assert read_head(tmp_path) == head
    assert read_manifest(tmp_path, head) == FIRST


def test_equal_manifests_have_equal_bytes_in_every_zone() -> None:
    east = timezone(timedelta(hours=8))
    assert replace(FIRST, created_at=FIRST.created_at.astimezone(east)).sha256() == FIRST.sha256()


def test_a_manifest_names_every_file_it_needs() -> None:
    assert FIRST.paths() == {"data/x.parquet", "captures/f.parquet"}
    assert FIRST.parts_of("captured") == FIRST.parts
    assert FIRST.parts_of("parsed") == ()
    assert FIRST.table("articles").rows == 2
    with pytest.raises(KeyError):
        FIRST.table("none")


def test_the_chain_leads_back_to_the_first(tmp_path: Path) -> None:
    put(tmp_path, FIRST)
    second = replace(FIRST, sequence=2, parent=FIRST.sha256())
    put(tmp_path, second)
    assert list(chain(tmp_path, second)) == [second, FIRST]


def test_a_missing_link_of_the_chain_is_named(tmp_path: Path) -> None:
    put(tmp_path, FIRST)
    second = replace(FIRST, sequence=2, parent=FIRST.sha256())
    put(tmp_path, second)
    (tmp_path / FIRST.path()).unlink()
    with pytest.raises(WarehouseDamaged, match="000001-"):
        list(chain(tmp_path, second))


def test_no_head_is_no_snapshot(tmp_path: Path) -> None:
    assert read_head(tmp_path) is None


def test_a_lost_head_is_not_taken_for_a_new_warehouse(tmp_path: Path) -> None:
    # A run that took it for one would sweep all that was ever published.
    put(tmp_path, FIRST)
    put(tmp_path, replace(FIRST, sequence=2, parent=FIRST.sha256()))
    (tmp_path / "HEAD").unlink()
    with pytest.raises(WarehouseDamaged, match="is missing, though"):
        read_head(tmp_path)


def test_a_first_run_that_died_before_head_moved_has_published_nothing(tmp_path: Path) -> None:
    put(tmp_path, FIRST)
    (tmp_path / "HEAD").unlink()
    assert read_head(tmp_path) is None


def test_a_head_without_its_manifest_says_what_to_do(tmp_path: Path) -> None:
    head = put(tmp_path, FIRST)
    (tmp_path / FIRST.path()).unlink()
    with pytest.raises(WarehouseDamaged, match="backup"):
        read_manifest(tmp_path, head)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"manifest": 1, "sha256": 2}', "\x00"])
def test_a_head_of_nonsense_says_what_to_do(tmp_path: Path, text: str) -> None:
    (tmp_path / "HEAD").write_text(text)
    with pytest.raises(WarehouseDamaged, match="backup"):
        read_head(tmp_path)


def test_any_turned_bit_in_head_or_manifest_is_noticed(tmp_path: Path) -> None:
    put(tmp_path, FIRST)
    for name in ("HEAD", FIRST.path()):
        path = tmp_path / name
        whole = path.read_bytes()
        for place in range(len(whole)):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :])
            with pytest.raises(WarehouseDamaged):
                newest(tmp_path)
        path.write_bytes(whole)


def test_a_manifest_of_another_release_is_refused_in_words(tmp_path: Path) -> None:
    data = FIRST.to_bytes().replace(b'"format": 1', b'"format": 2')
    head = put(tmp_path, FIRST)
    (tmp_path / head.manifest).write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    with pytest.raises(WarehouseDamaged, match="another release"):
        read_manifest(tmp_path, Head(head.manifest, digest))

import errno
import hashlib
import stat
from pathlib import Path

import pyarrow as pa
import pytest

from tests.warehouse.faulty_disk import FaultyDisk, Killed, killed, refused
from warehouse.files import (
    READ_ONLY,
    Disk,
    DiskError,
    NewFile,
    place_copy,
    remove_tree,
    sha256_of,
    stage,
    swap_symlink,
    write_atomic,
)
from warehouse.parquet import write_parquet


def test_a_written_file_has_all_of_its_content_and_tells_its_hash(tmp_path: Path) -> None:
    written = write_atomic(Disk(), tmp_path / "page", b"word " * 1000)
    assert (tmp_path / "page").read_bytes() == b"word " * 1000
    assert written.sha256 == hashlib.sha256(b"word " * 1000).hexdigest()
    assert sha256_of(tmp_path / "page") == (written.sha256, written.bytes)
    assert [path.name for path in tmp_path.iterdir()] == ["page"]


def test_content_larger_than_the_buffer_arrives_whole(tmp_path: Path) -> None:
    blocks = [bytes([number]) * 700_000 for number in range(5)]

    def content(sink: NewFile) -> None:
        for block in blocks:
            sink.write(block)

    write_atomic(Disk(), tmp_path / "page", content)
    assert (tmp_path / "page").read_bytes() == b"".join(blocks)


def test_a_write_that_fails_half_way_leaves_the_old_content(tmp_path: Path) -> None:
    path = tmp_path / "page"
    write_atomic(Disk(), path, b"old")
    for k in range(1, 5):
        with pytest.raises(DiskError):
            write_atomic(FaultyDisk(k, refused(errno.ENOSPC)), path, b"new")
        assert path.read_bytes() == b"old"


def test_a_killed_write_leaves_the_old_content(tmp_path: Path) -> None:
    path = tmp_path / "page"
    write_atomic(Disk(), path, b"old")
    for k in range(1, 5):
        with pytest.raises(Killed):
            write_atomic(FaultyDisk(k, killed), path, b"new")
        assert path.read_bytes() == b"old"


def test_a_full_disk_is_told_with_the_file_and_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DiskError) as caught:
        stage(FaultyDisk(2, refused(errno.ENOSPC)), tmp_path, b"news")
    assert caught.value.errno == errno.ENOSPC
    assert "No space left on device" in str(caught.value)
    assert "Free some space and run again" in str(caught.value)
    assert str(tmp_path) in str(caught.value)


def test_a_full_disk_under_a_parquet_writer_is_told_as_itself(tmp_path: Path) -> None:
    rows = pa.table({"text": pa.array(["x"], pa.string())})
    with pytest.raises(DiskError, match="Free some space"):
        stage(
            FaultyDisk(2, refused(errno.ENOSPC)),
            tmp_path,
            lambda sink: write_parquet(sink, rows),
        )
    assert list(tmp_path.iterdir()) == []


def test_published_files_cannot_be_edited_in_place(tmp_path: Path) -> None:
    staged = stage(Disk(), tmp_path, b"news")
    assert stat.S_IMODE(staged.path.stat().st_mode) & 0o222 == 0
    assert staged.path.stat().st_mode & READ_ONLY


def test_a_copy_is_a_hard_link_where_links_are_possible(tmp_path: Path) -> None:
    source = tmp_path / "a"
    source.write_bytes(b"news")
    place_copy(Disk(), source, tmp_path / "b", tmp_path)
    assert (tmp_path / "b").samefile(source)


def test_a_copy_is_made_where_links_are_impossible(tmp_path: Path) -> None:
    source = tmp_path / "a"
    source.write_bytes(b"news")
    place_copy(FaultyDisk(1, refused(errno.EXDEV)), source, tmp_path / "b", tmp_path)
    assert (tmp_path / "b").read_bytes() == b"news"
    assert not (tmp_path / "b").samefile(source)


def test_a_swapped_symlink_points_to_the_old_or_the_new(tmp_path: Path) -> None:
    link = tmp_path / "tables"
    swap_symlink(Disk(), link, "snapshots/1", tmp_path)
    for k in (1, 2):
        with pytest.raises(Killed):
            swap_symlink(FaultyDisk(k, killed), link, "snapshots/2", tmp_path)
        assert str(link.readlink()) == "snapshots/1"
    swap_symlink(Disk(), link, "snapshots/2", tmp_path)
    assert str(link.readlink()) == "snapshots/2"


def test_removing_a_tree_does_not_follow_links_out_of_it(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "page").write_bytes(b"news")
    (tmp_path / "tree" / "inner").mkdir(parents=True)
    (tmp_path / "tree" / "inner" / "link").symlink_to(tmp_path / "kept")
    remove_tree(Disk(), tmp_path / "tree")
    assert not (tmp_path / "tree").exists()
    assert (tmp_path / "kept" / "page").exists()

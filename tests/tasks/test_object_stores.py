"""Addresses of object stores: what they name, how it is read, and what is refused."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pyarrow.fs
import pytest

from tasks import object_stores
from tasks.capturing import PartSize
from tasks.ingest import Ingested, ingest
from tasks.listing import InputError, is_folder, list_inputs, place_of
from tasks.opening import Unreadable, hash_of, look, open_input
from tasks.readers.limits import ReadingRules
from tasks.recognition import Knowledge
from warehouse.store import Store


@pytest.fixture
def bucket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands for all object stores; its first folder is the bucket."""
    for name in ("news/2024/a.txt", "news/2024/b.txt", "news/2025/05/c d.txt", "news/.x/d.txt"):
        path = tmp_path / "stored" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"The text of {name}.")
    store = pyarrow.fs.SubTreeFileSystem(str(tmp_path / "stored"), pyarrow.fs.LocalFileSystem())
    monkeypatch.setattr(object_stores, "_connected", lambda address: store, raising=True)
    return tmp_path / "stored" / "news"


def listed(*inputs: str) -> list[str]:
    return [
        found.location + (f" ({found.skip})" if found.skip else "") for found in list_inputs(inputs)
    ]


def test_an_address_names_an_object_or_all_that_lie_below_it(bucket: Path) -> None:
    assert listed("s3://news/2024/a.txt") == ["s3://news/2024/a.txt"]
    everything = [
        "s3://news/.x/d.txt (hidden)",
        "s3://news/2024/a.txt",
        "s3://news/2024/b.txt",
        "s3://news/2025/05/c d.txt",
    ]
    assert listed("s3://news") == listed("s3://news/") == everything
    assert listed("s3://news/.x") == ["s3://news/.x/d.txt"]


def test_what_tools_left_there_is_hidden(bucket: Path) -> None:
    for name in ("2024/Thumbs.db", "2024/~$a.docx", "2024/__MACOSX/a.txt"):
        (bucket / name).parent.mkdir(exist_ok=True)
        (bucket / name).write_text("x")
    assert [one for one in listed("s3://news/2024") if "hidden" in one] == [
        "s3://news/2024/Thumbs.db (hidden)",
        "s3://news/2024/__MACOSX/a.txt (hidden)",
        "s3://news/2024/~$a.docx (hidden)",
    ]


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("*/b.txt", ["2024/b.txt"]),
        ("**/*.txt", ["2024/a.txt", "2024/b.txt", "2025/05/c d.txt"]),
        ("2024/[ab].txt", ["2024/a.txt", "2024/b.txt"]),
        ("2025/*.txt", []),
    ],
)
def test_a_pattern_names_what_it_matches(bucket: Path, pattern: str, names: list[str]) -> None:
    address = f"gs://news/{pattern}"
    if names:
        assert [one for one in listed(address) if "hidden" not in one] == [
            f"gs://news/{name}" for name in names
        ]
    else:
        with pytest.raises(InputError, match="no object of that name"):
            listed(address)


def test_a_query_says_how_to_reach_the_store_and_is_not_stored(bucket: Path) -> None:
    [found] = list_inputs(["s3://news/2024/a.txt?region=eu-west-1"])
    assert (found.source_uri, found.place) == ("s3://news/2024/a.txt",) * 2
    assert place_of("s3://news/2024?region=eu-west-1") == "s3://news/2024"


def test_an_object_is_read_through_its_store(bucket: Path) -> None:
    [found] = list_inputs(["s3://news/2025/05/c d.txt"])
    with open_input(found) as stream:
        assert stream.seekable()
        assert stream.read(8) == b"The text"
        stream.seek(4)
        assert stream.read(4) == b"text"
    (bucket / "2025/05/c d.txt").unlink()
    with pytest.raises(Unreadable, match="vanished_file"):
        hash_of(found)


def test_size_and_time_of_an_object_come_with_the_listing(bucket: Path) -> None:
    [found] = list_inputs(["s3://news/2024/a.txt"])
    status = (bucket / "2024/a.txt").stat()
    seen = look(found)
    assert (seen.size, seen.modified_ns) == (status.st_size, status.st_mtime_ns)
    (bucket / "2024/a.txt").unlink()
    assert look(found) == seen
    [gone] = list_inputs(["s3://news/2024/a.txt"], must_exist=False)
    with pytest.raises(Unreadable, match="vanished_file"):
        look(gone)


def test_objects_are_captured_once_and_known_again(bucket: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "wh")
    store.create()

    def take(known: Ingested | None = None, day: int = 1) -> Ingested:
        sightings = known.sightings if known else ()
        return ingest(
            store,
            list_inputs(["s3://news"]),
            Knowledge(sightings, frozenset(one.item_id for one in sightings)),
            beside={},
            rules=ReadingRules(),
            reading="these",
            size=PartSize(1_000_000, 1_000),
            run_id=f"r{day}",
            started_at=datetime(2100, 1, day, tzinfo=UTC),
        )

    first = take()
    assert (first.account.kept, first.account.skipped) == (3, 1)
    again = take(first, 2)
    assert (again.account.kept, dict(again.account.reasons)) == (0, {"hidden": 1, "unchanged": 3})


def test_a_file_address_is_the_path_it_names(tmp_path: Path) -> None:
    (tmp_path / "a b").mkdir()
    (tmp_path / "a b" / "c.txt").write_text("x")
    [found] = list_inputs([f"file://{tmp_path}/a%20b", str(tmp_path / "a b")])
    assert found.source_uri == f"file://{tmp_path}/a b/c.txt"
    assert found.location == place_of(found.source_uri) == str(tmp_path / "a b" / "c.txt")
    assert is_folder(f"file://{tmp_path}")
    with pytest.raises(InputError, match="no such file or folder"):
        list(list_inputs([f"file://{tmp_path}/none"]))


@pytest.mark.parametrize(
    ("address", "complaint"),
    [
        ("https://post.example/a.html", "nothing is fetched from the web"),
        ("s3://key:secret@news/a.txt", "credentials"),
        ("nothing://news/a.txt", "no such store; known are s3://"),
    ],
)
def test_an_address_that_is_none_of_a_known_store_is_refused(address: str, complaint: str) -> None:
    with pytest.raises(InputError, match=complaint) as caught:
        list(list_inputs([address]))
    assert "secret" not in str(caught.value)


def test_a_store_that_does_not_answer_is_named(
    bucket: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(*_: object) -> None:
        raise OSError("When getting information for bucket 'news': timeout\nmore of it")

    monkeypatch.setattr(object_stores, "_listed", silent)
    with pytest.raises(
        InputError, match=r"s3://news: the object store does not answer: When .*out$"
    ):
        listed("s3://news")


def test_what_is_below_an_address_was_listed_unless_it_is_a_pattern() -> None:
    assert is_folder("s3://news/2024")
    assert not is_folder("s3://news/*.txt")


@pytest.mark.parametrize(
    ("address", "reached", "path"),
    [
        ("s3://news/2024/a b.txt", "s3://news", "news/2024/a b.txt"),
        ("gs://news/2024/*.txt", "gs://news", "news/2024/*.txt"),
        ("gcs://news?retry_limit_seconds=1", "gcs://news?retry_limit_seconds=1", "news"),
        ("hdfs://namenode:8020/data/news.txt", "hdfs://namenode:8020", "/data/news.txt"),
        ("hdfs://namenode", "hdfs://namenode", "/"),
    ],
)
def test_of_an_address_only_the_bucket_or_host_reaches_the_store(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, address: str, reached: str, path: str
) -> None:
    asked: list[str] = []

    def from_uri(uri: str) -> tuple[pyarrow.fs.FileSystem, str]:
        asked.append(uri)
        local = pyarrow.fs.LocalFileSystem()
        return pyarrow.fs.SubTreeFileSystem(str(tmp_path), local), ""

    monkeypatch.setattr(object_stores.pyarrow.fs, "FileSystem", SimpleNamespace(from_uri=from_uri))
    _, found = object_stores._store_of(address)
    assert (asked, found) == ([reached], path)


def test_hdfs_is_listed_below_its_host_and_named_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.txt").write_text("x")
    store = pyarrow.fs.SubTreeFileSystem(str(tmp_path), pyarrow.fs.LocalFileSystem())
    monkeypatch.setattr(object_stores, "_connected", lambda _: store)
    [found] = list_inputs(["hdfs://namenode:8020/data"])
    assert found.place == "hdfs://namenode:8020/data/a.txt"
    with open_input(found) as stream:
        assert stream.read() == b"x"


@pytest.mark.parametrize("address", ["hdfs://namenode:8020/data", "gs://news/a?no_such_option=1"])
def test_a_file_system_that_cannot_be_had_is_named_in_one_line(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HADOOP_HOME", "JAVA_HOME", "ARROW_LIBHDFS_DIR"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(InputError) as caught:
        list(list_inputs([address]))
    said = str(caught.value)
    assert said.startswith(f"{address}: the object store cannot be opened: ")
    assert "\n" not in said

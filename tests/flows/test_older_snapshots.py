"""Reading older snapshots: by number, id or its beginning, from their own files."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from flows.cli import main
from tests.flows.small_chain import BRIDGE, FERRY, HARVEST, published
from warehouse.reading import NoSuchSnapshot, find_snapshot, read_snapshot
from warehouse.store import Store

Dateline = Callable[..., Result]
TITLES = "select title from documents order by title"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse of three snapshots, of which the last two are kept."""
    root = tmp_path_factory.mktemp("chain") / "wh"
    published(root, [BRIDGE], [BRIDGE, FERRY], [BRIDGE, FERRY, HARVEST])
    return root


@pytest.fixture
def dateline(root: Path) -> Dateline:
    def call(*arguments: str) -> Result:
        return CliRunner().invoke(main, [*arguments, "--warehouse", str(root)])

    return call


def test_an_older_snapshot_answers_by_number_id_and_beginning(
    root: Path, dateline: Dateline
) -> None:
    second = list(Store(root).chain())[1]
    for name in ("2", second.snapshot_id, second.snapshot_id[:9]):
        result = dateline("sql", TITLES, "--snapshot", name, "--format", "csv")
        assert result.exit_code == 0, result.stderr
        assert len(result.stdout.splitlines()) == 1 + 2
        assert f"snapshot {second.snapshot_id}, number 2 of 2024-03-02" in result.stderr
    assert len(dateline("sql", TITLES, "--format", "csv").stdout.splitlines()) == 1 + 3


def test_an_older_snapshot_has_the_views_of_this_release(dateline: Dateline) -> None:
    question = "select sum(documents) as n from coverage_daily"
    result = dateline("sql", question, "--snapshot", "2", "--format", "csv")
    assert result.stdout == "n\n2\n"
    assert "lacks" not in result.stderr


def test_a_snapshot_that_is_gone_names_those_that_are_there(root: Path, dateline: Dateline) -> None:
    third, second, first = Store(root).chain()
    result = dateline("sql", TITLES, "--snapshot", "1")
    assert result.exit_code == 2
    assert f"{first.snapshot_id} (1, of 2024-03-01) is no longer kept" in result.stderr
    assert f"3 {third.snapshot_id}, 2 {second.snapshot_id}" in result.stderr


@pytest.mark.parametrize("name", ["9", "s00not", "", "documents"])
def test_a_snapshot_that_never_was_is_named(root: Path, name: str) -> None:
    with pytest.raises(NoSuchSnapshot, match="no snapshot has this number or id"):
        find_snapshot(Store(root), name)


def test_a_beginning_of_several_ids_is_refused(root: Path) -> None:
    with pytest.raises(NoSuchSnapshot, match="begins 3 ids"):
        find_snapshot(Store(root), "s")


@pytest.mark.parametrize(
    "query",
    [
        "from read_text('/etc/hostname')",
        "copy documents to '{folder}/out.csv'",
        "attach '{folder}/other.duckdb'",
        "set enable_external_access = true",
        "set allowed_directories = ['/']",
        "from read_csv('http://localhost:1/x.csv')",
    ],
)
@pytest.mark.parametrize("number", [2, 3])
def test_no_question_to_a_snapshot_reaches_other_files(
    root: Path, tmp_path: Path, query: str, number: int
) -> None:
    store = Store(root)
    with (
        read_snapshot(store, find_snapshot(store, str(number))) as reading,
        pytest.raises(duckdb.Error),
    ):
        reading.connection.execute(query.format(folder=tmp_path))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "query",
    [
        "copy (select 1 as a) to '{file}'",
        "attach '{folder}/other.db'",
        "set threads = 1",
        "select 1; copy (select 1) to '{file}'",
        "explain analyze copy (select 1) to '{file}'",
        "create table a as select 1",
        "create or replace view documents as select 42 as n; select * from documents",
        "",
    ],
)
@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_nothing_but_a_query_is_put_to_an_older_snapshot(
    root: Path, tmp_path: Path, dateline: Dateline, query: str, form: str
) -> None:
    store = Store(root)
    second = list(store.chain())[1]
    file = store.root / second.table("documents").files[0].path
    before = file.read_bytes()
    asked = query.format(file=file, folder=file.parent)
    target = str(tmp_path / "out")
    result = dateline("sql", asked, "--snapshot", "2", "--format", form, "--output", target)
    assert result.exit_code == 2
    assert "asks nothing" in result.stderr or "only one query that reads" in result.stderr
    assert file.read_bytes() == before
    assert [*file.parent.glob("*.db")] == []


def test_a_pivot_over_an_older_snapshot_is_answered(dateline: Dateline) -> None:
    pivot = "pivot (select outlet_id, 1 as n from documents) on outlet_id using sum(n)"
    result = dateline("sql", pivot, "--snapshot", "2")
    assert result.exit_code == 0, result.stderr


def test_what_readers_have_open_is_read_from_their_file(root: Path) -> None:
    store = Store(root)
    with read_snapshot(store) as reading:
        assert reading.manifest == store.head()
        path = reading.connection.execute("select path from duckdb_databases()").fetchall()
        assert (str(root / "dateline.duckdb"),) in path


def test_without_the_file_the_newest_snapshot_is_read_from_its_tables(
    root: Path, tmp_path: Path
) -> None:
    (root / "dateline.duckdb").rename(tmp_path / "aside")
    try:
        with read_snapshot(Store(root)) as reading:
            assert len(reading.connection.execute(TITLES).fetchall()) == 3
    finally:
        (tmp_path / "aside").rename(root / "dateline.duckdb")


def test_views_that_an_older_contract_cannot_fill_are_named_and_its_tables_answer(
    tmp_path: Path,
) -> None:
    wh = tmp_path / "wh"
    store = published(wh, [BRIDGE])
    head = store.head()
    assert head is not None
    [file] = [wh / file.path for file in head.files_of("clusters")]
    file.chmod(0o644)
    pq.write_table(pq.read_table(file).drop_columns(["origin_basis"]), file)
    (wh / "PROJECTION").unlink()
    with read_snapshot(store, head) as reading:
        assert set(reading.unmade) == {"originals"}
        assert "origin_basis" in reading.unmade["originals"]
        assert reading.connection.execute("from documents").fetchall()

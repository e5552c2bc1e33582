import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.dataset as ds
import pytest

from tests.warehouse.toy_publication import LIMITS, MODEL, publish, toy_store
from warehouse.database import Model, load_models
from warehouse.files import Disk, WarehouseError
from warehouse.projection import heal


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("published") / "warehouse"
    publish(root, Disk(), generation=2)
    return root


@pytest.fixture
def root(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / "warehouse", symlinks=True))


def ask(root: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(root / "dateline.duckdb"), read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_the_database_holds_the_snapshot_with_types_comments_and_views(root: Path) -> None:
    assert ask(root, "select count(*) from articles") == [(4,)]
    assert ask(root, "select articles from articles_daily where day is null") == [(1,)]
    assert ask(
        root,
        "select comment from duckdb_columns() "
        "where table_name = 'articles' and column_name = 'day'",
    ) == [("Its day.",)]
    assert ask(root, "select comment from duckdb_views() where view_name = 'articles_daily'") == [
        ("Articles by day.",)
    ]
    assert ask(root, "select max(sequence) from snapshots") == [(1,)]


def test_dashboards_read_the_tables_with_duckdb_pyarrow_and_pandas(root: Path) -> None:
    with duckdb.connect() as connection:
        rows = connection.execute(
            f"select month, count(*) from '{root}/tables/articles/**/*.parquet' "
            "group by month order by month"
        ).fetchall()
    assert rows == [("2017-09", 3), ("undated", 1)]
    folder = root / "tables" / "articles"
    dataset = ds.dataset(folder, format="parquet", partitioning="hive")
    assert dataset.count_rows(filter=ds.field("month") == "undated") == 1
    frame = pd.read_parquet(folder)
    assert sorted(frame["month"].astype(str)) == ["2017-09"] * 3 + ["undated"]
    assert list(pd.read_parquet(root / "tables" / "snapshots")["sequence"]) == [1]


def test_names_under_tables_stay_the_same_from_snapshot_to_snapshot(root: Path) -> None:
    before = sorted(path.relative_to(root) for path in (root / "tables").rglob("*.parquet"))
    publish(root, Disk(), generation=3)
    after = sorted(path.relative_to(root) for path in (root / "tables").rglob("*.parquet"))
    assert [path for path in before if path not in after] == []


def test_a_warehouse_that_shows_head_is_left_alone(root: Path) -> None:
    before = (root / "dateline.duckdb").stat()
    assert heal(toy_store(root), [MODEL], LIMITS) == ()
    assert (root / "dateline.duckdb").stat() == before


def test_lost_projections_are_made_anew(root: Path) -> None:
    (root / "dateline.duckdb").unlink()
    (root / "tables").unlink()
    shutil.rmtree(root / "snapshots")
    (root / "snapshots").mkdir()
    assert heal(toy_store(root), [MODEL], LIMITS) == ("tables", "dateline.duckdb")
    assert ask(root, "select count(*) from articles") == [(4,)]


def test_another_view_is_reason_enough_to_build_the_database_again(root: Path) -> None:
    other = Model("tagged", "Tagged.", "create or replace view tagged as select 1 as one")
    assert heal(toy_store(root), [MODEL, other], LIMITS) == ("dateline.duckdb", "dateline.sql")
    assert ask(root, "select one from tagged") == [(1,)]


def test_views_may_read_views_whose_files_come_later(root: Path) -> None:
    first = Model("a_first", "First.", "create or replace view a_first as from z_last")
    last = Model("z_last", "Last.", "create or replace view z_last as select 2 as two")
    heal(toy_store(root), [first, last], LIMITS)
    assert ask(root, "from a_first") == [(2,)]


def test_a_view_that_cannot_be_made_is_named_and_the_old_database_stays(root: Path) -> None:
    wrong = Model("wrong", "Wrong.", "create or replace view wrong as from nowhere")
    with pytest.raises(WarehouseError, match="the view wrong"):
        heal(toy_store(root), [wrong], LIMITS)
    assert ask(root, "select count(*) from articles") == [(4,)]
    assert list((root / "staging").glob("*.duckdb")) == []


def test_a_real_folder_in_the_place_of_the_link_is_not_deleted(root: Path) -> None:
    (root / "tables").unlink()
    (root / "tables").mkdir()
    with pytest.raises(WarehouseError, match="Move it away"):
        heal(toy_store(root), [MODEL], LIMITS)


def test_models_are_files_with_a_comment_and_a_view(tmp_path: Path) -> None:
    (tmp_path / "daily.sql").write_text(
        "-- Articles by day.\ncreate or replace view daily as\nselect 1 as articles;\n"
    )
    (model,) = load_models(tmp_path)
    assert (model.name, model.comment) == ("daily", "Articles by day.")
    (tmp_path / "nameless.sql").write_text("select 1\n")
    with pytest.raises(WarehouseError, match=r"nameless\.sql"):
        load_models(tmp_path)


def test_a_macro_is_a_file_that_explains_each_argument(tmp_path: Path) -> None:
    (tmp_path / "deeper").mkdir()
    (tmp_path / "deeper" / "more.sql").write_text(
        "-- One more.\n-- @arg n: The number.\n-- more: It and one.\n"
        "create or replace macro more(n := 1) as table\nselect n + 1 as more;\n"
    )
    (model,) = load_models(tmp_path)
    assert (model.name, model.kind, model.arguments) == ("more", "macro", (("n", "The number."),))
    assert model.comment_statement == (
        """comment on macro table "more" is 'One more. n: The number.'"""
    )


def test_a_macro_may_read_others_and_have_the_name_of_a_view(root: Path) -> None:
    sql = "create or replace macro articles_daily(n := 5) as table from later(n)"
    models = [
        MODEL,
        Model("articles_daily", "Up to n.", sql, "macro", (("n", "How many."),)),
        Model("later", "L.", "create or replace macro later(n) as table from articles limit n",
              "macro", (("n", "How many."),)),
    ]  # fmt: skip
    heal(toy_store(root), models, LIMITS)
    assert ask(root, "select count(*) from articles_daily(n := 2)") == [(2,)]
    assert ask(root, "select articles from articles_daily where day is null") == [(1,)]
    assert ask(
        root, "select distinct comment from duckdb_functions() where function_name = 'later'"
    ) == [("L. n: How many.",)]


def test_a_damaged_script_is_written_anew(root: Path) -> None:
    script = root / "dateline.sql"
    whole = script.read_bytes()
    script.write_bytes(whole.replace(b"articles", b"artifact", 1))
    assert heal(toy_store(root), [MODEL], LIMITS) == ("dateline.sql",)
    assert script.read_bytes() == whole


def test_duckdb_alone_makes_the_views_and_macros_over_the_parquet_files(root: Path) -> None:
    more = Model("first", "F.", "create or replace macro first(n) as table from articles limit n",
                 "macro", (("n", "How many."),))  # fmt: skip
    heal(toy_store(root), [MODEL, more], LIMITS)
    program = (
        "import duckdb, sys; c = duckdb.connect(); "
        "c.execute(open('dateline.sql', encoding='utf-8').read()); "
        "print(c.execute('select count(*) from articles').fetchall(), "
        "c.execute('select articles from articles_daily where day is null').fetchall(), "
        "c.execute('select count(*) from first(3)').fetchall(), 'warehouse' in sys.modules)"
    )
    # -I: nothing of ours can be imported from where it starts, nor from the environment
    found = subprocess.run(
        [sys.executable, "-I", "-c", program], cwd=root, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "[(4,)] [(1,)] [(3,)] False"


def test_the_shipped_models_load() -> None:
    assert all(model.comment for model in load_models())


def test_readers_of_the_old_database_and_the_old_files_keep_them(root: Path) -> None:
    name = root.parent / "reader.duckdb"
    name.hardlink_to(root / "dateline.duckdb")
    old_tables = root / (root / "tables").readlink()
    with duckdb.connect(str(name), read_only=True) as reader:
        publish(root, Disk(), generation=3)
        assert reader.execute("select count(*) from articles").fetchall() == [(4,)]
    assert len(pd.read_parquet(old_tables / "articles")) == 4
    assert len(pd.read_parquet(root / "tables" / "articles")) == 5

"""`dateline sql`: answers, formats, refusals, exit codes."""

import csv
import io
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.flows.cli_copy import Dateline, steers

EVERYTHING = (
    "select 1 as whole, 2.5 as part, null as nothing, [1, 2] as list, true as yes, "
    "date '2017-08-25' as day, timestamptz '2017-08-25 05:23:40+00' as instant, 'a,\"b' as text, "
    "0.1::decimal(3, 1) as money"
)


def test_sql_prints_a_table_with_dashes_for_nulls(dateline: Dateline, made: Path) -> None:
    result = dateline("sql", EVERYTHING, "--warehouse", made / "wh")
    assert result.exit_code == 0
    row = result.stdout.rstrip().splitlines()[-1].split("  ")
    assert [cell.strip() for cell in row if cell.strip()] == [
        "1", "2.5", "-", "1, 2", "true", "2017-08-25", "2017-08-25 05:23:40+00:00", 'a,"b', "0.1",
    ]  # fmt: skip


def test_sql_gives_csv_that_another_tool_reads(dateline: Dateline, made: Path) -> None:
    result = dateline("sql", EVERYTHING, "--warehouse", made / "wh", "--format", "csv")
    [row] = csv.DictReader(io.StringIO(result.stdout))
    assert row["nothing"] == ""
    assert row["text"] == 'a,"b'
    assert row["day"] == "2017-08-25"


def test_sql_gives_json_that_another_tool_reads(dateline: Dateline, made: Path) -> None:
    result = dateline("sql", EVERYTHING, "--warehouse", made / "wh", "--format", "json")
    [row] = json.loads(result.stdout)
    assert row["whole"] == 1
    assert row["nothing"] is None
    assert row["list"] == [1, 2]
    assert row["money"] == 0.1
    assert row["yes"] is True


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_sql_takes_values_for_names_as_cite_does(dateline: Dateline, made: Path, form: str) -> None:
    query = "select $n + 1 as n, $day::date as day, $word as word"
    values = ("--param", "n=3", "--param", "day=2017-08-25", "--param", "word=a=b")
    result = dateline("sql", query, *values, "--warehouse", made / "wh", "--format", form)
    assert result.exit_code == 0, result.stderr
    if form == "csv":
        assert result.stdout == "n,day,word\n4,2017-08-25,a=b\n"
    else:
        [row] = pq.read_table(io.BytesIO(result.stdout_bytes)).to_pylist()
        assert (row["n"], row["word"]) == (4, "a=b")
    missing = dateline("sql", query, "--param", "n=3", "--warehouse", made / "wh")
    assert missing.exit_code == 2
    assert "day" in missing.stderr
    assert dateline("sql", "select 1", "--param", "n", "--warehouse", made / "wh").exit_code == 2


@pytest.mark.parametrize(
    "query", ["-- why\nselect 1 as one", "--why\nselect 1 as one", "-- a=b\nselect 1 as one"]
)
def test_a_statement_may_begin_with_a_comment(dateline: Dateline, made: Path, query: str) -> None:
    warehouse = ("--warehouse", made / "wh")
    for place in ((query, *warehouse), (*warehouse, query), (*warehouse, "--", query)):
        result = dateline("sql", "--format", "csv", *place)
        assert (result.exit_code, result.stdout) == (0, "one\n1\n")
    card = json.loads(dateline("cite", query, "--question", "-- so?", *warehouse).stdout)
    assert (card["sql"], card["question"]) == (query, "-- so?")
    assert dateline("export", "csv", query, "one.csv", *warehouse).exit_code == 0


@pytest.mark.parametrize("word", ["--nonsense", "--nonsense=a b"])
def test_an_option_that_is_none_is_no_statement(dateline: Dateline, made: Path, word: str) -> None:
    result = dateline("sql", "select 1", word, "--warehouse", made / "wh")
    assert result.exit_code == 2
    assert "No such option" in result.stderr


@pytest.mark.parametrize("form", ["csv", "json", "parquet"])
def test_sql_writes_a_file(dateline: Dateline, made: Path, form: str) -> None:
    result = dateline(
        "sql", "select title from documents order by 1", "--warehouse", made / "wh",
        "--format", form, "--output", f"titles.{form}",
    )  # fmt: skip
    assert (result.exit_code, result.stdout) == (0, "")
    if form == "parquet":
        assert pq.read_table("titles.parquet").num_rows == 3
    else:
        assert "New bridge over the Wen river" in Path(f"titles.{form}").read_text("utf-8")


def test_sql_gives_parquet_to_a_pipe(dateline: Dateline, made: Path) -> None:
    result = dateline("sql", "select 1 as one", "--warehouse", made / "wh", "--format", "parquet")
    assert pq.read_table(io.BytesIO(result.stdout_bytes)).to_pylist() == [{"one": 1}]


def test_a_hostile_headline_reaches_no_terminal(dateline: Dateline, made: Path) -> None:
    query = "select title, body from documents order by 1"
    result = dateline("sql", query, "--warehouse", made / "wh")
    assert "beats the forecast" in result.stdout
    assert not steers(result.stdout)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("select nothing from documents",), "nothing"),
        (("selec 1",), "syntax error"),
        (("select error('odd row') from documents",), "odd row"),
        (("delete from documents",), "read-only"),
        (("set threads = 2", "--format", "parquet"), "no rows"),
        (("select 1", "--output", "x"), "--output needs --format"),
        (("select 1", "--format", "csv", "--output", "no/such/folder.csv"), "there is no folder"),
        (("select 1", "--format", "xml"), "xml"),
    ],
)
def test_a_question_that_cannot_be_answered_exits_2(
    dateline: Dateline, made: Path, arguments: tuple[str, ...], said: str
) -> None:
    result = dateline("sql", *arguments, "--warehouse", made / "wh")
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_what_a_message_quotes_of_the_copy_steers_no_terminal(
    dateline: Dateline, made: Path
) -> None:
    wrong = dateline(
        "sql", "select ('a' || chr(27) || ']0;owned' || chr(7))::int", "--warehouse", made / "wh"
    )
    assert wrong.exit_code == 2
    assert "owned" in wrong.stderr
    assert not steers(wrong.stderr)


def test_a_database_that_is_none_is_named(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "wh").mkdir()
    (tmp_path / "wh" / "dateline.duckdb").write_text("no database at all" * 99)
    result = dateline("sql", "select 1", "--warehouse", "wh")
    assert result.exit_code == 2
    assert "not a valid DuckDB database" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [("sql", "select 1"), ("explain", "d1"), ("quarantine", "list"), ("verify",), ("report",)],
)
def test_a_folder_without_a_warehouse_is_named(
    dateline: Dateline, arguments: tuple[str, ...]
) -> None:
    result = dateline(*arguments, "--warehouse", "elsewhere")
    assert result.exit_code in {1, 2}
    assert "elsewhere" in result.stderr
    assert not Path("elsewhere").exists()

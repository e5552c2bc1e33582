"""CSV and Excel files: what is in a cell, what is beside it, and what is refused."""

import csv
import io
import json
import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from flows import workbooks
from flows.cells import CannotExport, csv_line, is_risky
from flows.cli import main
from flows.workbooks import write_workbook
from tests.flows.small_chain import BRIDGE, FERRY, HARVEST, document, published

NOON = datetime(2024, 3, 1, 12, tzinfo=UTC)
FORMULAS = ("=1+1", "+1", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1")
Dateline = Callable[..., Result]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("exports") / "wh"
    hostile = document(4, '=HYPERLINK("http://x","Rice")', "Star", date(2023, 6, 12))
    published(root, [BRIDGE], [BRIDGE, FERRY, HARVEST, hostile])
    return root


@pytest.fixture
def export(root: Path) -> Dateline:
    def call(*arguments: object) -> Result:
        said = [str(one) for one in arguments]
        return CliRunner().invoke(main, ["export", *said, "--warehouse", str(root)])

    return call


# --- csv -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        ("", '""'),
        ('a,"b"\nc', '"a,""b""\nc"'),
        (True, "true"),
        (-5, "-5"),
        (10**20, "100000000000000000000"),
        (-0.5, "-0.5"),
        (float("nan"), "NaN"),
        (float("-inf"), "-INF"),
        (Decimal("-1.50"), "-1.50"),
        (date(1066, 10, 14), "1066-10-14"),
        (time(9, 30), "09:30:00"),
        (NOON, "2024-03-01T12:00:00.000000Z"),
        (["=a", None], '"[""=a"", null]"'),
        ([1234567890123.5, 0.1, math.inf], '"[1234567890123.5, 0.1, ""INF""]"'),
        ({"a": 1, "day": date(2020, 1, 1)}, '"{""a"": 1, ""day"": ""2020-01-01""}"'),
        ({date(2020, 1, 1): 1}, '"{""2020-01-01"": 1}"'),
        (b"\x01", '"01"'),
    ],
)
def test_a_value_is_one_cell_of_csv(value: object, cell: str) -> None:
    assert csv_line([value]) == f"{cell}\n"


@pytest.mark.parametrize("text", FORMULAS)
def test_text_like_a_formula_is_text_in_csv(text: str) -> None:
    [[read]] = csv.reader(io.StringIO(csv_line([text]), newline=""))
    assert not is_risky(read)
    assert read == f"'{text}"
    [[raw]] = csv.reader(io.StringIO(csv_line([text], is_raw=True), newline=""))
    assert raw == text


def test_csv_is_read_back_with_its_types_and_says_what_it_is(
    export: Dateline, tmp_path: Path
) -> None:
    target = tmp_path / "out.csv"
    query = (
        "select title, published_date, word_count, null::varchar as none from documents order by 1"
    )
    result = export("csv", query, target, "--question", "What?", "--created-at", "2024-03-01")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "4 rows\n")
    rows = duckdb.read_csv(str(target)).order("title").fetchall()
    assert rows[1] == ("Bridge opens", date(2023, 5, 4), 10, None)
    assert rows[0][0] == '\'=HYPERLINK("http://x","Rice")'
    said = json.loads((tmp_path / "out.csv-metadata.json").read_text("utf-8"))
    assert (said["url"], said["dc:title"]) == ("out.csv", "What?")
    assert [(one["titles"], one["datatype"]) for one in said["tableSchema"]["columns"]] == [
        ("title", "string"), ("published_date", "date"), ("word_count", "integer"),
        ("none", "string"),
    ]  # fmt: skip
    [card] = said["notes"]
    assert (card["sql"], card["result"]["rows"]) == (query, 4)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.csv", "out.csv-metadata.json"]


def test_an_older_snapshot_and_values_are_exported(export: Dateline, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    query = "select title from documents where title <> $title"
    result = export("csv", query, target, "--snapshot", 1, "--param", "title=x", "--raw")
    assert result.exit_code == 0, result.stderr
    assert target.read_text("utf-8") == '"title"\n"Bridge opens"\n'


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_answer_that_cannot_be_cited_goes_without_a_hash_and_says_why(
    export: Dateline, tmp_path: Path, form: str
) -> None:
    query = "pivot documents on outlet_name using count(*) group by published_date"
    result = export(form, query, tmp_path / f"out.{form}")
    assert result.exit_code == 0, result.stderr
    assert "goes without a hash: a PIVOT without an IN list" in result.stderr
    if form == "xlsx":
        about = dict(sheet(tmp_path / "out.xlsx", "About"))
        assert "IN list" in about["cannot be cited"]
        assert "4 documents of 3 outlets" in about["methods"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("selec 1", "syntax error"),
        ("delete from documents", "only one query that reads"),
        ("copy documents to 'x.csv'", "only one query that reads"),
        ("from read_text('/etc/hostname')", "hostname"),
        ("select error('odd row') from documents", "odd row"),
    ],
)
def test_a_query_that_cannot_be_answered_leaves_no_file(
    export: Dateline, tmp_path: Path, form: str, query: str, said: str
) -> None:
    target = tmp_path / f"out.{form}"
    target.write_text("from before")
    result = export(form, query, target)
    assert (result.exit_code, said in result.stderr) == (2, True), result.stderr
    assert [path.name for path in tmp_path.iterdir()] == [target.name]
    assert target.read_text() == "from before"


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_folder_that_is_not_there_is_said_in_a_line(
    export: Dateline, tmp_path: Path, form: str
) -> None:
    result = export(form, "select 1 as n", tmp_path / "nowhere" / f"out.{form}")
    assert result.exit_code == 2
    assert f"there is no folder {tmp_path / 'nowhere'}; make it first" in result.stderr
    assert "Errno" not in result.stderr


def test_a_name_that_promises_another_form_is_refused(export: Dateline, tmp_path: Path) -> None:
    for form, name in (("csv", "o.xlsx"), ("xlsx", "o.CSV"), ("csv", "o.graphml")):
        result = export(form, "select 1 as n", tmp_path / name)
        assert (result.exit_code, "the name says" in result.stderr) == (2, True)
    assert export("csv", "select 1 as n", tmp_path / "o.txt").exit_code == 0
    assert not list(tmp_path.glob("o.[!t]*"))


# --- xlsx ------------------------------------------------------------------------------------


def sheet(path: Path, name: str) -> list[tuple[Any, ...]]:
    return list(load_workbook(path)[name].iter_rows(values_only=True))


def written(path: Path, *row: tuple[str, object]) -> Any:
    """The cells of a workbook with one row, as another library reads them."""
    columns = [(f"c{number}", kind) for number, (kind, _) in enumerate(row)]
    done = write_workbook(path, columns, [[value for _, value in row]], [("a", "b")], NOON)
    assert done.rows == 1
    return load_workbook(path)["Answer"][2], done.mended


def test_a_workbook_has_typed_cells(tmp_path: Path) -> None:
    cells, mended = written(
        tmp_path / "x.xlsx",
        ("BIGINT", 5), ("DOUBLE", -0.25), ("DECIMAL(3,1)", Decimal("1.5")), ("BOOLEAN", True),
        ("DATE", date(2024, 2, 29)), ("TIMESTAMP WITH TIME ZONE", NOON), ("VARCHAR", None),
        ("BIGINT", 10**15), ("DOUBLE", float("inf")), ("DATE", date(1850, 1, 1)),
        ("VARCHAR[]", ["a", "b"]), ("VARCHAR", "2024-01-01"), ("VARCHAR", "http://x.example"),
    )  # fmt: skip
    assert [cell.value for cell in cells] == [
        5, -0.25, 1.5, True, datetime(2024, 2, 29), datetime(2024, 3, 1, 12), None,  # noqa: DTZ001
        "1000000000000000", "inf", "1850-01-01", '["a", "b"]', "2024-01-01", "http://x.example",
    ]  # fmt: skip
    assert [cell.data_type for cell in cells[:4]] == ["n", "n", "n", "b"]
    assert [cell.number_format for cell in cells[4:6]] == ["yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"]
    assert mended == 0
    assert sheet(tmp_path / "x.xlsx", "Answer")[0][5] == "c5 (UTC)"


@pytest.mark.parametrize("text", FORMULAS)
def test_text_like_a_formula_is_text_in_a_workbook(tmp_path: Path, text: str) -> None:
    [cell], _ = written(tmp_path / "x.xlsx", ("VARCHAR", text))
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert cell.value.replace("_x000D_", "\r") == text  # as the format spells a line feed's twin


def test_a_character_that_no_workbook_can_hold_is_marked_and_counted(tmp_path: Path) -> None:
    cells, mended = written(
        tmp_path / "x.xlsx", ("VARCHAR", "a\x00b\x1b"), ("VARCHAR", "人民\U0001f5de")
    )
    assert [cell.value for cell in cells] == ["a\ufffdb\ufffd", "人民\U0001f5de"]
    assert mended == 1


def test_a_text_of_the_longest_size_is_whole_and_one_more_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    [cell], _ = written(path, ("VARCHAR", "x" * 32_767))
    assert len(cell.value) == 32_767
    path.unlink()
    for text in ("x" * 32_768, "\U0001f5de" * 16_384):
        with pytest.raises(CannotExport, match=r"column c0, row 1: a text of .* left\(c0"):
            written(path, ("VARCHAR", text))
        assert not path.exists()


def test_more_rows_or_columns_than_a_sheet_has_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.xlsx"
    monkeypatch.setattr(workbooks, "MOST_ROWS", 3)
    done = write_workbook(path, [("a", "INTEGER")], [[1], [2]], [], NOON)
    assert done.rows == 2
    with pytest.raises(CannotExport, match="more than 2 rows"):
        write_workbook(path, [("a", "INTEGER")], [[1], [2], [3]], [], NOON)
    assert not path.exists()
    with pytest.raises(CannotExport, match="16,385 columns"):
        write_workbook(path, [("a", "INTEGER")] * 16_385, [], [], NOON)


def test_about_says_what_the_answer_is(export: Dateline, tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    query = "select outlet_name, count(*) as n from documents group by all order by 1"
    result = export("xlsx", query, target, "--question", "=Who?", "--created-at", "2024-03-01")
    assert (result.exit_code, result.stderr) == (0, "3 rows\n")
    about = dict(sheet(target, "About"))
    assert (about["question"], about["SQL"], about["rows"]) == ("=Who?", query, "3")
    assert re.match(r"s[0-9a-f]{20} \(number 2\)", about["snapshot"])
    assert re.match(r"[0-9a-f]{64} \(dateline-result/1\)", about["SHA-256 of the answer"])
    assert "it is not zero" in about["methods"]
    assert sheet(target, "Answer") == [
        ("outlet_name", "n"), ("Daily Post", 1), ("Night Mail", 2), ("Star", 1),
    ]  # fmt: skip
    first = target.read_bytes()
    export("xlsx", query, target, "--question", "=Who?", "--created-at", "2024-03-01")
    assert target.read_bytes() == first


def test_a_hostile_headline_is_no_formula_in_a_workbook(export: Dateline, tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    assert export("xlsx", "select title from documents order by 1", target).exit_code == 0
    cell = load_workbook(target)["Answer"]["A2"]
    assert (cell.value[:10], cell.data_type, cell.hyperlink) == ("=HYPERLINK", "s", None)

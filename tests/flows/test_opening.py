"""Whoever has the files and DuckDB's own command line needs nothing of ours."""

import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest

from tests.flows.small_copy import BRIDGE, FERRY, HARVEST, run_over, write_copy

DUCKDB = Path(sys.executable).parent / "duckdb"  # of the package duckdb-cli, a program of its own
ASKED = (
    (
        "select outlet_id, period::varchar, number, counted from coverage(grain := 'year', "
        "gaps := 'zero') order by all"
    ),
    "select title from search('bridge traffic')",
    "select count(*) from search_documents",
    "select count(*) > 20 from data_dictionary where table_name = 'coverage'",
)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("opening")
    copy = write_copy(folder / "copy", bridge=BRIDGE, ferry=FERRY, harvest=HARVEST)
    run_over(folder / "wh", copy)
    return folder / "wh"


def answers(folder: Path, *arguments: str) -> list[list[list[str]]]:
    """The rows of each question, from a process whose environment is empty."""
    found = []
    for query in ASKED:
        said = subprocess.run(
            [DUCKDB, "-csv", "-noheader", *arguments, "-c", query],
            cwd=folder, env={}, check=True, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        found.append(list(csv.reader(io.StringIO(said.stdout))))
    return found


def test_the_file_answers_in_a_process_that_knows_nothing_of_ours(warehouse: Path) -> None:
    coverage, searched, documents, dictionary = answers(warehouse, "-readonly", "dateline.duckdb")
    assert [row[0] for row in coverage] == ["global_times", "korea_herald"]
    assert [row[2:] for row in coverage] == [["2.0", "2"], ["1.0", "1"]]
    assert searched == [["New bridge over the Wen river opens to traffic"]]
    assert documents == [["3"]]
    assert dictionary == [["false"]]


def test_the_parquet_tables_answer_the_same(warehouse: Path) -> None:
    of_tables = answers(warehouse, "-init", "dateline.sql")
    assert of_tables == answers(warehouse, "-readonly", "dateline.duckdb")

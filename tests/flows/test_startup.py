"""What a command loads: a person who asks for help does not wait for Great Expectations."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import clean_environ
from tests.flows.small_copy import BRIDGE, run_over, write_copy

ROOT = Path(__file__).resolve().parents[2]
SLOW = {"prefect", "great_expectations", "pandas"}

SCRIPT = """
import json, sys
sys.path.insert(0, sys.argv.pop(1))
sys.argv[0] = "dateline"
from flows.cli import main
try:
    main()
except SystemExit as end:
    code = end.code
print(json.dumps([code, sorted({name.partition(".")[0] for name in sys.modules})]), file=sys.stderr)
"""


def loaded(*arguments: str, cwd: Path = ROOT) -> set[str]:
    """Top names of the modules in memory when the command has ended well."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(ROOT), *arguments],
        cwd=cwd,
        env=clean_environ(),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    code, modules = json.loads(done.stderr.splitlines()[-1])
    assert not code, done.stderr
    return set(modules)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("startup")
    run_over(folder / "wh", write_copy(folder / "copy", bridge=BRIDGE))
    return folder / "wh"


@pytest.mark.parametrize("arguments", [("--help",), ("run", "--help"), ("--version",)])
def test_help_loads_nothing_slow(arguments: tuple[str, ...]) -> None:
    assert not loaded(*arguments) & {*SLOW, "pyarrow", "duckdb", "pydantic", "lxml", "bs4"}


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_sql_loads_duckdb_and_nothing_slow(warehouse: Path, form: str) -> None:
    arguments = ("sql", "select 1", "--warehouse", str(warehouse), "--format", form)
    modules = loaded(*arguments)
    assert "duckdb" in modules
    assert not modules & {*SLOW, "pyarrow", "lxml", "bs4"}


def test_a_list_of_the_quarantine_loads_nothing_slow(warehouse: Path) -> None:
    assert not loaded("quarantine", "list", "--warehouse", str(warehouse)) & SLOW


# duckdb looks at pandas as soon as a query has parameters, and pyarrow when it reads a table:
# a third of a second, which only the first answers must not cost.
SLOWEST = {"prefect", "great_expectations"}


def test_explain_loads_no_engine_and_no_expectations(warehouse: Path) -> None:
    assert not loaded("explain", "d", "--warehouse", str(warehouse)) & SLOWEST


def test_a_run_that_finds_nothing_new_loads_no_expectations(warehouse: Path) -> None:
    arguments = ("run", str(warehouse.parent / "copy"), "--engine", "inline")
    assert not loaded(*arguments, "--warehouse", str(warehouse)) & SLOWEST

"""Every view against rows worked out by hand: a folder a view, given.sql and expected.csv."""

import csv
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from warehouse.contract import Table, create_statements
from warehouse.database import MODELS_FOLDER, Model, create_models, load_models
from warehouse.session import session
from warehouse.tables import TABLES

CASES = Path(__file__).parent / "models"
MODELS = [model for model in load_models() if model.kind == "view"]


@pytest.fixture(scope="module")
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """The contract's tables without their `not null`, so that a row says only what matters."""
    with session() as connection:
        for table in TABLES:
            connection.execute(loosely(table))
        create_models(connection, load_models())
        yield connection


def loosely(table: Table) -> str:
    return create_statements(table)[0].replace(" not null", "")


def test_every_view_has_a_case_and_every_case_a_view() -> None:
    cases = {path.name for path in CASES.iterdir() if path.is_dir()}
    assert cases == {model.name for model in MODELS}


def test_a_file_is_named_after_its_view() -> None:
    files = {path.stem for path in MODELS_FOLDER.glob("*.sql")}
    assert files == {model.name for model in MODELS}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
def test_a_view_gives_the_expected_rows(
    model: Model, connection: duckdb.DuckDBPyConnection
) -> None:
    case = CASES / model.name
    connection.execute("begin")
    connection.execute((case / "given.sql").read_text("utf-8"))
    found = connection.execute(f'from "{model.name}"')
    columns = [column[0] for column in found.description or ()]
    rows = [["" if value is None else str(value) for value in row] for row in found.fetchall()]
    connection.execute("rollback")
    with (case / "expected.csv").open(encoding="utf-8", newline="") as file:
        assert [columns, *rows] == list(csv.reader(file))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
def test_a_view_over_nothing_is_empty(model: Model, connection: duckdb.DuckDBPyConnection) -> None:
    assert connection.execute(f'from "{model.name}"').fetchall() == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)
def test_a_view_says_what_it_holds_and_ends_in_final(model: Model) -> None:
    assert model.comment.endswith(".")
    assert "select * from final" in model.sql.splitlines()[-1]
    assert model.sql == model.sql.lower() or not any(
        word in model.sql for word in ("SELECT", "FROM", "WHERE", "GROUP BY")
    )

"""The few rows that macros are tested with, in a database of their own."""

from pathlib import Path

import duckdb

from tests.warehouse.test_macros import CASES
from tests.warehouse.test_models import loosely
from warehouse.database import create_models, load_models
from warehouse.tables import TABLES


def fill(connection: duckdb.DuckDBPyConnection) -> None:
    """The connection has every table with its rows, every view and macro."""
    for table in TABLES:
        connection.execute(loosely(table))
    create_models(connection, load_models())
    connection.execute((CASES / "given.sql").read_text("utf-8"))


def world_file(path: Path) -> Path:
    """The file holds what `fill` fills."""
    with duckdb.connect(str(path)) as connection:
        fill(connection)
    return path

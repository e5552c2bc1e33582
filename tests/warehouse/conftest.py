"""The small world whose macros are worked out by hand."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.test_models import loosely
from warehouse.database import create_models, load_models
from warehouse.session import session
from warehouse.tables import TABLES

WORLD = Path(__file__).parent / "macros" / "given.sql"


@pytest.fixture(scope="module")
def world() -> Iterator[duckdb.DuckDBPyConnection]:
    """The contract's tables without their `not null`, the models, and the given rows."""
    with session() as connection:
        for table in TABLES:
            connection.execute(loosely(table))
        create_models(connection, load_models())
        connection.execute(WORLD.read_text("utf-8"))
        yield connection

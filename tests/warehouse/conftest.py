"""The small world whose macros and questions are worked out by hand."""

from collections.abc import Iterator

import duckdb
import pytest

from tests.warehouse.small_world import fill
from warehouse.session import session


@pytest.fixture(scope="module")
def world() -> Iterator[duckdb.DuckDBPyConnection]:
    with session() as connection:
        fill(connection)
        yield connection

"""Questions to dateline.duckdb, which is opened read-only."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

import duckdb

from warehouse.session import session


class QueryError(Exception):
    """DuckDB could not answer; the message is its own."""


def answer(
    database: Path, query: str, values: Sequence[object] = ()
) -> tuple[list[str], list[tuple[Any, ...]]]:
    """The names of the columns, and the rows; QueryError when the query is wrong."""
    with session(database, read_only=True) as connection:
        try:
            found = connection.execute(query, values)
            return [column[0] for column in found.description or ()], found.fetchall()
        except duckdb.Error as error:
            raise QueryError(str(error)) from error


def write_parquet(database: Path, query: str, target: Path | BinaryIO) -> None:
    """The answer as one Parquet file; QueryError when the query is wrong."""
    import pyarrow.parquet as pq  # noqa: PLC0415  a table on the terminal does not need it

    with session(database, read_only=True) as connection:
        try:
            table = connection.sql(query).to_arrow_table()
        except duckdb.Error as error:
            raise QueryError(str(error)) from error
    pq.write_table(table, target, compression="zstd")

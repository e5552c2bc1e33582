"""Questions to dateline.duckdb, opened read-only, or to an older snapshot that is still kept."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import duckdb

from warehouse.session import session


class QueryError(Exception):
    """DuckDB could not answer; the message is its own."""


# What opens something else than the file, and closes it at the end.
Opener = Callable[[], AbstractContextManager[duckdb.DuckDBPyConnection]]


Answer = tuple[list[str], list[tuple[Any, ...]]]
# For every ? in its order, or for every $name.
Values = Sequence[object] | Mapping[str, object]


def answer(database: Path | Opener, query: str, values: Values = ()) -> Answer:
    """The names of the columns, and the rows; QueryError when the query is wrong or empty."""
    if not query.strip(" \t\n;"):
        raise QueryError("the query asks nothing")
    with opened(database, query) as connection:
        return _answered(connection, query, values)


def answer_all(database: Path, queries: Iterable[str]) -> list[Answer]:
    """The answers of one snapshot, also where a run publishes another meanwhile."""
    with opened(database, "") as connection:
        return [_answered(connection, query) for query in queries]


def _answered(connection: duckdb.DuckDBPyConnection, query: str, values: Values = ()) -> Answer:
    found = connection.execute(query, values or None)
    return [column[0] for column in found.description or ()], found.fetchall()


def write_parquet(
    database: Path | Opener, query: str, target: Path | BinaryIO, values: Values = ()
) -> None:
    """The answer as one Parquet file; QueryError when the query is wrong."""
    import pyarrow.parquet as pq  # noqa: PLC0415  a table on the terminal does not need it

    with opened(database, query) as connection:
        relation = connection.sql(query, params=values or None)
        if relation is None:
            raise QueryError("the query answers with no rows, so there is nothing to write")
        try:
            pq.write_table(relation.to_arrow_table(), target, compression="zstd")
        except OSError as error:
            if isinstance(target, Path):
                raise QueryError(not_written(target, error)) from error
            raise


def save(target: Path, text: str) -> None:
    """The file holds the text; QueryError when it cannot be written."""
    try:
        target.write_text(text, encoding="utf-8")
    except OSError as error:
        raise QueryError(not_written(target, error)) from error


def not_written(target: Path, error: OSError) -> str:
    """Which file cannot be written and why, in words."""
    if not target.parent.is_dir():
        return f"{target}: there is no folder {target.parent}; make it first"
    return f"{target} cannot be written: {(error.strerror or str(error)).lower()}"


def is_open_pivot(connection: duckdb.DuckDBPyConnection, query: str) -> bool:
    """Whether the query is a PIVOT whose columns the rows decide.

    DuckDB makes two statements of one. QueryError when it is no single query that only reads.
    """
    statements = connection.extract_statements(query)
    kinds = [statement.type for statement in statements]
    if not kinds:
        raise QueryError("the query asks nothing")
    pivot = [duckdb.StatementType.CREATE, duckdb.StatementType.SELECT]
    # those of a PIVOT have no text; who writes two statements may create what they like
    if kinds == pivot and not any(statement.query for statement in statements):
        return True
    if kinds != [duckdb.StatementType.SELECT]:
        said = ", ".join(kind.name for kind in kinds)
        raise QueryError(f"only one query that reads is answered here; this is {said}")
    return False


@contextmanager
def opened(database: Path | Opener, query: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """Where the query is put to; an older snapshot answers nothing but a query that only reads.

    It lies in folders that DuckDB must be let into, and whom it lets in, it lets write there too:
    `copy ... to` would overwrite what is published.
    """
    try:
        where = session(database, read_only=True) if isinstance(database, Path) else database()
        with where as connection:
            if not isinstance(database, Path):
                is_open_pivot(connection, query)
            yield connection
    except (duckdb.Error, OSError) as error:
        raise QueryError(str(error)) from error

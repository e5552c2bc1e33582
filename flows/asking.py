"""One question put to one snapshot so that its answer can be cited: what it reads, what it says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import duckdb

from flows.answers import QueryError
from flows.determinism import (
    Tree,
    changing,
    is_ordered,
    names_in,
    objections,
    parsed,
    remarks,
    tie_broken,
    volatile_functions,
)
from flows.results import Result, result_of
from warehouse.reading import Reading

Order = str  # 'total', 'ties' or 'none', as ORDERS says
ORDERS: Final[Mapping[Order, str]] = {
    "total": "the query orders its rows, and no two that differ are equal in that order",
    "ties": "the query orders its rows; those equal in its order are taken in the order of their "
    "columns from left to right",
    "none": "the query gives its rows no order",
}
_VIEW: Final = re.compile(r"(?is)create\s+view\b.*?\bas\s(?P<query>.*)")
MORE_THREADS: Final = 3  # than one: rows arrive in another order


@dataclass(frozen=True, slots=True)
class Asked:
    """The answer, as far as it can be compared, and what the query read for it.

    `reads` are the tables, `through` the views and macros between, all sorted.
    """

    result: Result
    order: Order
    remarks: tuple[str, ...]
    reads: tuple[str, ...]
    through: tuple[str, ...]
    columns: frozenset[str]

    @property
    def hash(self) -> str:
        """The hash of the result, in its order where the query gives it one."""
        return self.result.hash(is_ordered=self.order != "none")


def ask(reading: Reading, query: str, parameters: Mapping[str, Any]) -> Asked:
    """The answer to a query that must say the same each time; else QueryError says why not.

    It is asked with one thread and with several; an ordered one with its ties broken in one
    direction and in the other, so that a limit that cuts between equal rows is found.
    """
    connection = reading.connection
    tree = parsed(connection, query)
    sources = _sources(connection, tree, frozenset(table.name for table in reading.manifest.tables))
    volatile = volatile_functions(connection)
    against = objections(tree, volatile)
    against += [
        f"{name}, which it reads, answers differently each time"
        for name, inner in sources.items()
        if inner and changing(names_in(inner), volatile)
    ]
    if against:
        raise QueryError(f"the query cannot be cited: {'; '.join(against)}")
    result, order = _answered(connection, tree, query, parameters)
    return Asked(
        result=result,
        order=order,
        remarks=tuple(remarks(tree)),
        reads=tuple(sorted(name for name, inner in sources.items() if inner is None)),
        through=tuple(sorted(name for name, inner in sources.items() if inner is not None)),
        columns=names_in(tree).columns,
    )


def _answered(
    connection: duckdb.DuckDBPyConnection,
    tree: Tree,
    query: str,
    parameters: Mapping[str, Any],
) -> tuple[Result, Order]:
    def run(text: str, threads: int) -> Result:
        connection.execute(f"set threads = {threads}")
        return result_of(connection.execute(text, dict(parameters) or None))

    plain = run(query, 1)
    if not is_ordered(tree):
        if plain.unordered() != run(query, MORE_THREADS).unordered():
            raise QueryError(_unsettled(tree))
        return plain, "none"
    width = len(plain.columns)
    up = run(tie_broken(connection, tree, width, "ASCENDING"), 1)
    down = run(tie_broken(connection, tree, width, "DESCENDING"), MORE_THREADS)
    if not plain.unordered() == up.unordered() == down.unordered():
        raise QueryError(_unsettled(tree))
    kept = Result(plain.columns, up.digests)
    return kept, "total" if up.digests == down.digests else "ties"


def _unsettled(tree: Tree) -> str:
    why = (
        "the query cannot be cited: two runs of it gave different rows. A limit cuts between rows "
        "that are equal in its order (order by a key, too), or a value hangs on the order of rows"
    )
    return "; ".join([why, *remarks(tree)])


def _sources(
    connection: duckdb.DuckDBPyConnection, tree: Tree, tables: frozenset[str]
) -> dict[str, Tree | None]:
    """Every table the query reads, with None, and every view and macro between, with its tree."""
    inner = dict(
        connection.execute(
            "select lower(view_name), sql from duckdb_views() where not internal "
            "union all select lower(function_name), macro_definition from duckdb_functions() "
            "where function_type in ('macro', 'table_macro') and not internal"
        ).fetchall()
    )
    found: dict[str, Tree | None] = {}
    waiting = [tree]
    while waiting:
        names = names_in(waiting.pop())
        for name in sorted(names.tables | names.functions & inner.keys()):
            if name in found:
                continue
            found[name] = None
            if name not in tables and name in inner:
                found[name] = _tree_of(connection, inner[name])
                waiting.append(found[name] or {})
    return found


def _tree_of(connection: duckdb.DuckDBPyConnection, definition: str) -> Tree:
    view = _VIEW.match(definition)
    query = (view["query"] if view else definition).rstrip("; \n")
    try:
        return parsed(connection, query)
    except (QueryError, duckdb.Error):  # a scalar macro is an expression
        return parsed(connection, f"select {query}")

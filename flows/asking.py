"""One question put to one snapshot so that its answer can be cited: what it reads, what it says."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import duckdb

from flows.answers import QueryError, is_open_pivot
from flows.determinism import (
    Call,
    Names,
    Tree,
    calls_in,
    changing,
    is_ordered,
    names_in,
    objections,
    parsed,
    remarks,
    tie_broken,
    volatile_functions,
    ways_of,
)
from flows.methods import Touched
from flows.results import Result, result_of
from warehouse.reading import Reading

Order = str  # 'total', 'ties' or 'none', as ORDERS says
ORDERS: Final[Mapping[Order, str]] = MappingProxyType(
    {
        "total": "the query orders its rows, and no two that differ are equal in that order",
        "ties": "the query orders its rows; those equal in its order are taken in the order of "
        "their columns from left to right",
        "none": "the query gives its rows no order",
    }
)
NAMES_ALONE: Final = (
    "known"  # reads tables of names to refuse a mistyped one: no figure hangs on it
)
OF_TOPICS: Final = frozenset({"topics", "topic_hits"})
# Macros that count everything where they are given no topic.
ANY_TOPIC: Final = frozenset(
    {
        "coverage", "coverage_under", "first_movers", "originality", "quotes_of", "sample",
        "share_of_voice", "silence", "wire_share",
    }
)  # fmt: skip
_VIEW: Final = re.compile(r"(?is)create\s+view\b.*?\bas\s(?P<query>.*)")
MORE_THREADS: Final = 3  # than one: rows arrive in another order


@dataclass(frozen=True, slots=True)
class Asked:
    """The answer, as far as it can be compared, and what the query read for it.

    `switches` are the macros it calls with the values it gives them.
    """

    result: Result
    order: Order
    remarks: tuple[str, ...]
    touched: Touched
    switches: tuple[str, ...]

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
    names = names_in(tree)
    calls = calls_in(tree, _parameters(connection))
    sources = _sources(reading, names, calls)
    volatile = volatile_functions(connection)
    against = objections(tree, volatile)
    against += [
        f"{name}, which it reads, answers differently each time"
        for name, inner in sources.items()
        if inner and changing(names_in(inner), volatile)
    ]
    if against:
        raise QueryError(f"the query cannot be cited: {'; '.join(against)}")
    (threads,) = connection.sql("select current_setting('threads')").fetchall()[0]
    try:
        result, order = _answered(connection, tree, query, parameters)
    finally:
        connection.execute(f"set threads = {threads}")
    return Asked(
        result=result,
        order=order,
        remarks=tuple(remarks(tree)),
        # those a star stands for are named by the answer only
        touched=_touched(
            sources, names.columns | {name.lower() for name, _ in result.columns}, calls
        ),
        switches=tuple(map(str, calls)),
    )


def touched_by(reading: Reading, query: str) -> Touched:
    """What a query reads that need not be fit to be cited.

    Of a PIVOT that DuckDB makes two statements of there is no tree: every word of it that is the
    name of a table or view counts.
    """
    calls: list[Call] = []
    if is_open_pivot(reading.connection, query):
        known = reading.connection.execute(
            "select table_name from duckdb_tables() union all select view_name from duckdb_views()"
        ).fetchall()
        words = set(re.findall(r"\w+", query.lower()))
        names = Names(
            frozenset(name for (name,) in known if name in words), frozenset(), frozenset()
        )
    else:
        tree = parsed(reading.connection, query)
        names, calls = names_in(tree), calls_in(tree, _parameters(reading.connection))
    return _touched(_sources(reading, names, calls), names.columns, calls)


def _touched(
    sources: Mapping[str, Tree | None], columns: frozenset[str], calls: Sequence[Call]
) -> Touched:
    # a unit sets copies aside where it is no document
    if any(call.values.get("unit", "'document'") != "'document'" for call in calls):
        columns |= {"unit"}
    return Touched(
        frozenset(name for name, inner in sources.items() if inner is None),
        frozenset(name for name, inner in sources.items() if inner is not None),
        columns,
        ways_of(calls),
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


def _sources(reading: Reading, names: Names, calls: Sequence[Call]) -> dict[str, Tree | None]:
    """Every table the query reads, with None, and every view and macro between, with its tree.

    A `with` clause that is called like a table counts as the table, which it most often reads.
    Macros that are asked for no topic look at no topic, though their statement names the tables.
    """
    found = _read(reading, names)
    if OF_TOPICS & found.keys():
        aside = {call.macro for call in calls} & ANY_TOPIC
        without = Names(names.tables, names.functions - aside, names.columns)
        asked = any(
            call.macro in aside and call.values.get("topic", "null") != "null" for call in calls
        )
        if not asked and not OF_TOPICS & _read(reading, without).keys():
            return {name: tree for name, tree in found.items() if name not in OF_TOPICS}
    return found


def _read(reading: Reading, names: Names) -> dict[str, Tree | None]:
    connection = reading.connection
    tables = {table.name for table in reading.manifest.tables}
    views = dict(
        connection.execute(
            "select lower(view_name), sql from duckdb_views() where not internal"
        ).fetchall()
    )
    macros = dict(
        connection.execute(
            "select lower(function_name), macro_definition from duckdb_functions() "
            "where function_type in ('macro', 'table_macro') and not internal"
        ).fetchall()
    )
    macros.pop(NAMES_ALONE, None)
    found: dict[str, Tree | None] = {}
    waiting, seen = [names], set()
    while waiting:
        names = waiting.pop()
        called = [("table", name) for name in names.tables if name in tables]
        called += [("view", name) for name in names.tables if name in views and name not in tables]
        called += [("macro", name) for name in names.functions if name in macros]
        for kind, name in sorted(called):
            if (kind, name) in seen:
                continue
            seen.add((kind, name))
            if kind == "table":
                found[name] = None
                continue
            tree = _tree_of(connection, (views if kind == "view" else macros)[name])
            # a view and a macro of one name are one name to who reads of it
            found[name] = {**(found.get(name) or {}), kind: tree}
            waiting.append(names_in(tree))
    return found


def _parameters(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """The names of the arguments of each macro, in their order."""
    return dict(
        connection.execute(
            "select lower(function_name), parameters from duckdb_functions() "
            "where function_type in ('macro', 'table_macro') and not internal"
        ).fetchall()
    )


def _tree_of(connection: duckdb.DuckDBPyConnection, definition: str) -> Tree:
    view = _VIEW.match(definition)
    query = (view["query"] if view else definition).rstrip("; \n")
    for text in (query, f"select {query}"):  # a scalar macro is an expression
        with suppress(QueryError, duckdb.Error):
            return parsed(connection, text)
    return {}  # a PIVOT within it has no tree; asking twice has to do

"""What a query reads: the tables, and the views and macros between."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Final, NamedTuple

import duckdb

from flows.answers import QueryError
from flows.calls import Call, topic_arguments
from flows.syntax import Names, Tree, names_in, parsed
from warehouse.reading import Reading

NAMES_ALONE: Final = "known"  # a macro that refuses mistyped names: no figure hangs on it
OF_TOPICS: Final = frozenset({"topics", "topic_hits"})
_VIEW: Final = re.compile(r"(?is)create\s+view\b.*?\bas\s(?P<query>.*)")


class Defined(NamedTuple):
    """What the snapshot has, in lower case: tables, views and macros with their SQL, arguments."""

    tables: frozenset[str]
    views: Mapping[str, str]
    macros: Mapping[str, str]
    arguments: Mapping[str, Sequence[str]]


def defined_in(reading: Reading) -> Defined:
    """What the snapshot that is read has, by the names that queries call it by."""
    views = reading.connection.execute(
        "select lower(view_name), sql from duckdb_views() where not internal"
    ).fetchall()
    macros = reading.connection.execute(
        "select lower(function_name), macro_definition, parameters from duckdb_functions() "
        "where function_type in ('macro', 'table_macro') and not internal"
    ).fetchall()
    tables = frozenset(table.name for table in reading.manifest.tables)
    return Defined(
        tables,
        # of an older snapshot the tables are views, too, of their files
        {name: sql for name, sql in views if name not in tables},
        {name: sql for name, sql, _ in macros if name != NAMES_ALONE},
        {name: arguments for name, _, arguments in macros},
    )


def sources_of(
    connection: duckdb.DuckDBPyConnection, defined: Defined, names: Names, calls: Sequence[Call]
) -> dict[str, Tree | None]:
    """Every table the query reads, with None, and every view and macro between, with its tree.

    Macros that are asked for no topic look at no topic, though their statement names the tables.
    """
    found = _read(connection, defined, names)
    asked = [call for call in calls if "topic" in defined.arguments[call.macro]]
    if any(
        call.values.get(name, "null") != "null" for call in asked for name in topic_arguments(call)
    ):
        return found
    takes = {call.macro for call in asked}
    others = Names(names.tables, names.functions - takes, names.columns)
    if takes and not OF_TOPICS & _read(connection, defined, others).keys():
        return {name: tree for name, tree in found.items() if name not in OF_TOPICS}
    return found


def _read(
    connection: duckdb.DuckDBPyConnection, defined: Defined, names: Names
) -> dict[str, Tree | None]:
    found: dict[str, Tree | None] = {}
    waiting = [names]
    seen: dict[str, set[str]] = {"view": set(), "macro": set()}
    while waiting:
        names = waiting.pop()
        found |= dict.fromkeys(names.tables & defined.tables)
        for kind, definitions, called in (
            ("view", defined.views, names.tables),
            ("macro", defined.macros, names.functions),
        ):
            for name in sorted((called & definitions.keys()) - seen[kind]):
                seen[kind].add(name)
                tree = _tree_of(connection, definitions[name])
                # a view and a macro of one name are one name to who reads of it
                found[name] = {**(found.get(name) or {}), kind: tree}
                waiting.append(names_in(tree))
    return found


def _tree_of(connection: duckdb.DuckDBPyConnection, definition: str) -> Tree:
    view = _VIEW.match(definition)
    query = (view["query"] if view else definition).rstrip("; \n")
    for text in (query, f"select {query}"):  # a scalar macro is an expression
        with suppress(QueryError, duckdb.Error):
            return parsed(connection, text)
    return {}  # a PIVOT within it has no tree; asking twice has to do

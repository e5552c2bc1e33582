"""The tree of a query, as DuckDB parses it, and the names that stand in it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import duckdb

from flows.answers import QueryError, is_open_pivot

Tree = dict[str, Any]

ONE_ARGUMENT_AGE: Final = "age with one argument"  # counts up to today; with two it is arithmetic
SYSTEM_SCHEMAS: Final = frozenset({"information_schema", "pg_catalog"})


@dataclass(frozen=True, slots=True)
class Names:
    """What a query calls: tables and views, functions and macros, single words of columns.

    `sources` are the functions that stand where a table does, `own` the names of its `with`
    clauses: where one of them holds, no table or view of that name is meant.
    """

    tables: frozenset[str]
    functions: frozenset[str]
    columns: frozenset[str]
    sources: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()


def parsed(connection: duckdb.DuckDBPyConnection, query: str) -> Tree:
    """The tree of one query that only reads; QueryError says what it is instead."""
    if is_open_pivot(connection, query):
        raise QueryError(
            "a PIVOT without an IN list gives other columns when a row is new, so it cannot be "
            "cited: name the columns, pivot ... on month in ('2017-09', '2017-10') using ..."
        )
    found = connection.execute("select json_serialize_sql(?)", [query]).fetchone()
    tree: Tree = json.loads(found[0]) if found else {"error": True}
    if tree["error"]:
        raise QueryError(f"the query cannot be cited: {tree.get('error_message', 'not parsed')}")
    return tree


def text_of(connection: duckdb.DuckDBPyConnection, tree: Tree) -> str:
    """The query as DuckDB writes the tree."""
    found = connection.execute("select json_deserialize_sql(?::json)", [json.dumps(tree)])
    return str((found.fetchone() or ("",))[0])


def nodes(tree: Any) -> Iterator[Tree]:
    """Every object of the tree, whatever it lies in."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)


def constant(value: int | str) -> Tree:
    """The value as it stands in a tree."""
    kind = "INTEGER" if isinstance(value, int) else "VARCHAR"
    return {
        "class": "CONSTANT",
        "type": "VALUE_CONSTANT",
        "alias": "",
        "query_location": 0,
        "value": {"type": {"id": kind, "type_info": None}, "is_null": False, "value": value},
    }


def names_in(tree: Any) -> Names:
    """Every name in the tree, in lower case."""
    tables, functions, columns, sources, own = (set[str]() for _ in range(5))
    for node, hidden in _scoped(tree):
        own |= hidden
        if node.get("type") == "BASE_TABLE":
            schema, name = node["schema_name"].lower(), node["table_name"].lower()
            if schema in SYSTEM_SCHEMAS:
                tables.add(f"{schema}.{name}")
            elif schema or name not in hidden:
                tables.add(name)
        elif node.get("type") == "TABLE_FUNCTION":
            sources.add(node["function"]["function_name"].lower())
        elif node.get("class") in {"FUNCTION", "WINDOW"}:
            name = node["function_name"].lower()
            functions.add(name)
            if name == "age" and len(node["children"]) == 1:
                functions.add(ONE_ARGUMENT_AGE)
        elif node.get("class") == "COLUMN_REF":
            columns.add(node["column_names"][-1].lower())
    return Names(*map(frozenset, (tables, functions, columns, sources, own)))


def _scoped(tree: Any) -> Iterator[tuple[Tree, frozenset[str]]]:
    """Every object of the tree with the names that `with` clauses give there.

    A clause sees those before it; itself only where it is recursive, so that
    `with documents as (from documents ...)` reads the table.
    """
    waiting: list[tuple[Any, frozenset[str]]] = [(tree, frozenset())]
    while waiting:
        node, hidden = waiting.pop()
        if isinstance(node, list):
            waiting.extend((one, hidden) for one in node)
        if not isinstance(node, dict):
            continue
        for clause in (node.get("cte_map") or {}).get("map", ()):
            query = clause["value"]
            named = hidden | {clause["key"].lower()}
            is_recursive = query["query"]["node"]["type"] == "RECURSIVE_CTE_NODE"
            waiting.append((query, named if is_recursive else hidden))
            hidden = named
        yield node, hidden
        waiting.extend((one, hidden) for key, one in node.items() if key != "cte_map")

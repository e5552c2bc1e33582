"""Whether a query must answer the same again, read from its syntax tree, as DuckDB parses it."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import duckdb

from flows.answers import QueryError, is_open_pivot

Tree = dict[str, Any]

# Written like a column, answered by the clock.
CLOCK_WORDS: Final = frozenset(
    {"current_date", "current_timestamp", "current_time", "localtimestamp", "localtime"}
)
# What it calls volatile and yet says the same of the same: it only stops the query.
STEADY: Final = frozenset({"error"})
ORDER_DEPENDENT: Final = frozenset(
    {
        "any_value", "arbitrary", "arg_max", "arg_min", "argmax", "argmin", "array_agg", "first",
        "group_concat", "last", "list", "listagg", "max_by", "min_by", "mode", "string_agg",
    }
)  # fmt: skip
# What these macros do with unknown days when they are not told.
GAPS: Final = MappingProxyType(
    {
        "attention": "null", "compare": "null", "coverage": "null", "coverage_under": "zero",
        "share_of_voice": "null",
    }
)  # fmt: skip
# Of this machine and this moment, not of the snapshot.
MACHINE: Final = ("duckdb_", "pragma_", "read_", "glob", "sniff_", "parquet_")


@dataclass(frozen=True, slots=True)
class Names:
    """What a query calls: tables and views, functions and macros, single words of columns.

    Among the tables are the names of its own `with` clauses.
    """

    tables: frozenset[str]
    functions: frozenset[str]
    columns: frozenset[str]


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


@dataclass(frozen=True, slots=True)
class Call:
    """A macro that the query calls itself, with the values it gives, by the macro's own names."""

    macro: str
    values: Mapping[str, str]

    def __str__(self) -> str:
        given = ", ".join(f"{name} := {value}" for name, value in self.values.items())
        return f"{self.macro}({given})"


def calls_in(tree: Tree, macros: Mapping[str, Sequence[str]]) -> list[Call]:
    """Every call of these macros, whose arguments are named in their order; sorted."""
    calls = []
    for node in _nodes(tree):
        if node.get("class") == "FUNCTION" and (name := node["function_name"].lower()) in macros:
            values = {}
            for place, one in enumerate(node["children"]):
                values[one["alias"].lower() or macros[name][place]] = _value(one)
            calls.append(Call(name, values))
    return sorted(calls, key=str)


def ways_of(calls: Iterable[Call]) -> frozenset[str]:
    """How the calls take unknown days, also those that leave it to the macro."""
    return frozenset(
        call.values.get("gaps", GAPS[call.macro]).strip("'") for call in calls if call.macro in GAPS
    )


def _value(node: Tree) -> str:
    match node:
        case {"class": "CAST", "child": child}:
            return _value(child)
        case {"class": "PARAMETER", "identifier": name}:
            return f"${name}"
        case {"class": "CONSTANT", "value": {"is_null": True}}:
            return "null"
        case {"class": "CONSTANT", "value": {"type": {"id": "VARCHAR"}, "value": text}}:
            return f"'{text}'"
        case {"class": "CONSTANT", "value": {"type": {"id": "INTEGER"}, "value": number}}:
            return str(number)
    return "..."


def names_in(tree: Any) -> Names:
    """Every name in the tree, in lower case."""
    tables, functions, columns = set(), set(), set()
    for node in _nodes(tree):
        if node.get("type") == "BASE_TABLE":
            schema = node["schema_name"].lower()
            tables.add(f"{schema}.{node['table_name'].lower()}".removeprefix("main.").lstrip("."))
        elif node.get("class") in {"FUNCTION", "WINDOW"}:
            functions.add(node["function_name"].lower())
        elif node.get("class") == "COLUMN_REF":
            columns.add(node["column_names"][-1].lower())
    return Names(frozenset(tables), frozenset(functions), frozenset(columns))


def changing(names: Names, volatile: frozenset[str]) -> list[str]:
    """Those of the names that look at the clock or at chance."""
    return sorted(names.functions & volatile | names.columns & CLOCK_WORDS)


def objections(tree: Tree, volatile: frozenset[str]) -> list[str]:
    """Why the query need not answer the same twice; each names what to write instead."""
    names = names_in(tree)
    found = [
        f"{name} answers differently each time: write the value itself"
        for name in changing(names, volatile)
    ]
    found += [
        f"{name} tells of this machine, not of the snapshot"
        for name in sorted({*names.functions, *names.tables})
        if name.startswith((*MACHINE, "information_schema.", "pg_catalog."))
    ]
    for node in _nodes(tree):
        if node.get("sample"):
            found.append(
                "a sample hangs on how the rows lie in their files: order by "
                "md5(document_id || 'a seed') and limit instead"
            )
        if "modifiers" in node:
            found += _of_modifiers({one["type"]: one for one in node["modifiers"]})
        if node.get("type") == "WINDOW_ROW_NUMBER" and not node["orders"]:
            found.append("row_number() numbers in any order: order within its over (...)")
    return list(dict.fromkeys(found))


def remarks(tree: Tree) -> list[str]:
    """What hangs on the order of the rows where the query gives them none."""
    calls = [node for node in _nodes(tree) if node.get("class") == "FUNCTION"]
    # list(x order by x) comes out of the parser as list_sort(list(x))
    sorted_later = {
        id(one)
        for node in calls
        if node["function_name"] == "list_sort"
        for one in node["children"]
    }
    loose = {
        node["function_name"].lower()
        for node in calls
        if node["function_name"].lower() in ORDER_DEPENDENT
        and not node["order_bys"]["orders"]
        and id(node) not in sorted_later
    }
    said = "where several rows could give the value, the query does not say which one does"
    return [f"{', '.join(sorted(loose))}: {said}"] if loose else []


def volatile_functions(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Functions that DuckDB itself does not promise the same answer of."""
    rows = connection.execute(
        "select distinct lower(function_name) from duckdb_functions() "
        "where stability in ('VOLATILE', 'CONSISTENT_WITHIN_QUERY')"
    ).fetchall()
    return frozenset(name for (name,) in rows) - STEADY


def is_ordered(tree: Tree) -> bool:
    """Whether the query itself gives its rows an order."""
    return _order(tree) is not None


def tie_broken(
    connection: duckdb.DuckDBPyConnection, tree: Tree, columns: int, direction: str
) -> str:
    """The ordered query with equal rows put in the order of their columns, left to right.

    Asked once ascending and once descending, an order that says it all gives the same twice.
    """
    changed = deepcopy(tree)
    orders = _order(changed)
    if orders is None:
        raise ValueError("the query has no order")
    if not any(one["expression"]["class"] == "STAR" for one in orders):  # order by all is total
        orders += [
            {
                "type": direction,
                "null_order": "ORDER_DEFAULT",
                "expression": _constant(number),
            }
            for number in range(1, columns + 1)
        ]
    found = connection.execute(
        "select json_deserialize_sql(?::json)", [json.dumps(changed)]
    ).fetchone()
    return str(found[0]) if found else ""


def _constant(number: int) -> Tree:
    kind = {"id": "INTEGER", "type_info": None}
    return {
        "class": "CONSTANT",
        "type": "VALUE_CONSTANT",
        "alias": "",
        "query_location": 0,
        "value": {"type": kind, "is_null": False, "value": number},
    }


def _order(tree: Tree) -> list[Tree] | None:
    for one in tree["statements"][0]["node"]["modifiers"]:
        if one["type"] == "ORDER_MODIFIER":
            orders: list[Tree] = one["orders"]
            return orders
    return None


def _of_modifiers(by_type: Mapping[str, Tree]) -> Iterator[str]:
    if "ORDER_MODIFIER" in by_type:
        return
    if by_type.keys() & {"LIMIT_MODIFIER", "LIMIT_PERCENT_MODIFIER"}:
        yield "a limit without an order takes any rows: add order by"
    if by_type.get("DISTINCT_MODIFIER", {}).get("distinct_on_targets"):
        yield "distinct on without an order keeps any row: add order by"


def _nodes(tree: Any) -> Iterator[Tree]:
    """Every object of the tree, whatever it lies in."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)

"""Whether a query must answer the same again, read from its syntax tree."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import duckdb

from flows.syntax import ONE_ARGUMENT_AGE, Names, Tree, names_in, nodes

# Written like a column, answered by the clock or the session.
CLOCK_WORDS: Final = frozenset(
    {
        "current_date", "current_timestamp", "current_time", "localtimestamp", "localtime",
        "current_catalog", "current_database", "current_schema",
    }
)  # fmt: skip
# Of these DuckDB promises the same answer, or says nothing, and yet they look at clock or chance.
ALSO_CHANGING: Final = frozenset(
    {
        ONE_ARGUMENT_AGE, "ago", "current_localtime", "current_localtimestamp", "current_catalog",
        "reservoir_quantile", "pg_postmaster_start_time", "pg_conf_load_time",
    }
)  # fmt: skip
# What it calls volatile and yet says the same of the same: it only stops the query.
STEADY: Final = frozenset({"error"})
# They read what is written in a string, or by a name that the tree does not show as a table's.
HIDING: Final = frozenset(
    {"query", "query_table", "json_execute_serialized_sql", "histogram", "histogram_values"}
)
# Of this machine and this moment, not of the snapshot.
MACHINE: Final = ("pg_", "has_", "inet_", "information_schema.", "pg_catalog.")
MACHINE_NAMES: Final = frozenset(
    {"version", "current_setting", "get_block_size", "getenv", "json_serialize_plan"}
)
NOT_OF_MACHINE: Final = frozenset({"pg_typeof", "pg_size_pretty"})
# The table functions that make rows of their arguments, and of nothing else.
OF_ARGUMENTS: Final = frozenset(
    {
        "generate_series", "range", "repeat", "repeat_row", "unnest", "json_each", "json_tree",
        "summary", "test_all_types", "test_vector_types",
    }
)  # fmt: skip
ORDER_DEPENDENT: Final = frozenset(
    {
        "any_value", "approx_quantile", "approx_top_k", "arbitrary", "arg_max", "arg_max_null",
        "arg_max_nulls_last", "arg_min", "arg_min_null", "arg_min_nulls_last", "argmax", "argmin",
        "array_agg", "first", "group_concat", "json_group_array", "json_group_object",
        "json_group_structure", "last", "list", "listagg", "max_by", "min_by", "mode",
        "string_agg",
    }
)  # fmt: skip
# Their value is the place of a row among others: without an order there is none.
BY_PLACE: Final = frozenset(
    {
        "WINDOW_ROW_NUMBER", "WINDOW_NTILE", "WINDOW_LAG", "WINDOW_LEAD", "WINDOW_FIRST_VALUE",
        "WINDOW_LAST_VALUE", "WINDOW_NTH_VALUE", "WINDOW_FILL",
    }
)  # fmt: skip
LIMITS: Final = frozenset({"LIMIT_MODIFIER", "LIMIT_PERCENT_MODIFIER"})


@dataclass(frozen=True, slots=True)
class Unfit:
    """Names that no answer to be cited may hang on, as this DuckDB has them.

    `sources` are functions that stand where a table does, and make rows of more than is given them.
    """

    changing: frozenset[str]
    machine: frozenset[str]
    sources: frozenset[str]


def unfit(connection: duckdb.DuckDBPyConnection) -> Unfit:
    """What DuckDB does not promise the same answer of, and what it shows of itself."""
    rows = connection.execute(
        "select lower(function_name), function_type, stability from duckdb_functions() "
        "where internal"
    ).fetchall()
    views = connection.execute("select lower(view_name) from duckdb_views() where internal")
    volatile = {
        name for name, _, stability in rows if stability in {"VOLATILE", "CONSISTENT_WITHIN_QUERY"}
    }
    # one that a later DuckDB brings is refused until it is known what it reads
    sources = {name for name, kind, _ in rows if kind in {"table", "table_macro"}}
    return Unfit(
        (frozenset(volatile) | ALSO_CHANGING) - STEADY,
        MACHINE_NAMES | {name for (name,) in views.fetchall()},
        frozenset(sources) - OF_ARGUMENTS - HIDING,
    )


def against(names: Names, unfit: Unfit) -> list[str]:
    """Why nothing that calls these names can be cited."""
    called = names.functions | names.columns & CLOCK_WORDS
    found = [
        f"{name} answers differently each time: write the value itself"
        for name in sorted(called & (unfit.changing | CLOCK_WORDS))
    ]
    if "rowid" in names.columns:
        found.append("rowid is a row's place in the file, not in the snapshot: use a key")
    machine = {
        name
        for name in names.functions | names.tables
        if name not in NOT_OF_MACHINE and (name in unfit.machine or name.startswith(MACHINE))
    }
    found += [
        f"{name} tells of this machine, not of the snapshot"
        for name in sorted(machine | names.sources & unfit.sources)
    ]
    found += [
        f"{name} hides which tables it reads: write the query with their names"
        for name in sorted(names.sources & HIDING)
    ]
    return found


def objections(tree: Tree, unfit: Unfit) -> list[str]:
    """Why the query need not answer the same twice; each names what to write instead."""
    found = against(names_in(tree), unfit)
    for node in nodes(tree):
        if node.get("sample"):
            found.append(
                "a sample hangs on how the rows lie in their files: order by "
                "md5(document_id || 'a seed') and limit instead"
            )
        if node.get("ref_type") == "POSITIONAL":
            found.append("a positional join takes rows as they lie in their files: join by a key")
        if "modifiers" in node:
            found += _of_modifiers({one["type"]: one for one in node["modifiers"]})
        if node.get("class") == "WINDOW" and hangs_on_place(node) and not _ordered(node):
            found.append(
                f"{node['function_name']}() over rows in any order: order within its over (...)"
            )
    return list(dict.fromkeys(found))


def remarks(tree: Tree) -> list[str]:
    """What hangs on the order of the rows where the query gives them none."""
    calls = [node for node in nodes(tree) if node.get("class") in {"FUNCTION", "WINDOW"}]
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
        and not (node.get("order_bys") or {"orders": node.get("arg_orders")})["orders"]
        and id(node) not in sorted_later
    }
    if any(node.get("ref_type") == "ASOF" for node in nodes(tree)):
        loose.add("asof join")
    said = "where several rows could give the value, the query does not say which one does"
    return [f"{', '.join(sorted(loose))}: {said}"] if loose else []


def hangs_on_place(window: Tree) -> bool:
    """Whether a window's value hangs on the places of single rows in its order."""
    if window["type"] in BY_PLACE:
        return True
    return window["type"] == "WINDOW_AGGREGATE" and any(
        window[end].endswith("_ROWS") for end in ("start", "end")
    )


def _ordered(window: Tree) -> bool:
    return bool(window["orders"] or window.get("arg_orders"))


def _of_modifiers(by_type: Mapping[str, Tree]) -> Iterator[str]:
    if "ORDER_MODIFIER" in by_type:
        return
    if by_type.keys() & LIMITS:
        yield "a limit without an order takes any rows: add order by"
    if by_type.get("DISTINCT_MODIFIER", {}).get("distinct_on_targets"):
        yield "distinct on without an order keeps any row: add order by"

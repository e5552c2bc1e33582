"""Orders of a query that leave rows equal, and the same query with them set in an order."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Final

import duckdb

from flows.determinism import LIMITS, hangs_on_place
from flows.syntax import Tree, constant, nodes, text_of

# What a window function is changed for when it is asked whether its order has equal rows.
PLACES: Final = (("row_number", "WINDOW_ROW_NUMBER"), ("rank", "WINDOW_RANK"))


def is_ordered(tree: Tree) -> bool:
    """Whether the query itself gives its rows an order."""
    return _order(_top(tree)) is not None


def tie_broken(
    connection: duckdb.DuckDBPyConnection, tree: Tree, columns: int, direction: str
) -> str:
    """The ordered query with equal rows put in the order of their columns, left to right.

    Asked once ascending and once descending, an order that says it all gives the same twice.
    """
    changed = deepcopy(tree)
    orders = _order(_top(changed))
    if orders is None:
        raise ValueError("the query has no order")
    if not any(_is_all(one["expression"]) for one in orders):
        orders += [_by(constant(number), direction) for number in range(1, columns + 1)]
    return text_of(connection, changed)


def cut_by_order(tree: Tree) -> bool:
    """Whether a query within takes some of the rows that it orders."""
    return any(True for _ in _cuts(tree))


def cuts_broken(connection: duckdb.DuckDBPyConnection, tree: Tree, direction: str) -> str:
    """The query whose inner limits find equal rows in the order of their columns."""
    changed = deepcopy(tree)
    for node in _cuts(changed):
        orders = _order(node) or []
        chosen = _select_list(node)
        if any(one["class"] == "STAR" for one in chosen):
            orders.append(_by(_all_columns(), direction))
        else:
            orders += [_by(constant(place), direction) for place, _ in enumerate(chosen, 1)]
    return text_of(connection, changed)


def placed(tree: Tree) -> list[str]:
    """The window functions whose values hang on the places of rows in an order, by name."""
    return sorted({node["function_name"].lower() for node in _placed(tree)})


def by_place(connection: duckdb.DuckDBPyConnection, tree: Tree) -> tuple[str, str]:
    """The query with places in the place of those values: rows that are equal share one or not."""
    texts = []
    for name, kind in PLACES:
        changed = deepcopy(tree)
        for node in _placed(changed):
            orders = node["orders"] or node.get("arg_orders")
            node.update(
                function_name=name, type=kind, children=[], orders=orders, arg_orders=[],
                start="UNBOUNDED_PRECEDING", end="CURRENT_ROW_RANGE", start_expr=None,
                end_expr=None, offset_expr=None, default_expr=None, ignore_nulls=False,
                exclude_clause="NO_OTHER", distinct=False, filter_expr=None,
            )  # fmt: skip
        texts.append(text_of(connection, changed))
    return texts[0], texts[1]


def _top(tree: Tree) -> Tree:
    node: Tree = tree["statements"][0]["node"]
    return node


def _order(node: Tree) -> list[Tree] | None:
    for one in node["modifiers"]:
        if one["type"] == "ORDER_MODIFIER":
            orders: list[Tree] = one["orders"]
            return orders
    return None


def _is_all(expression: Tree) -> bool:
    """Whether it is `all`, or `columns(*)`: rows that are equal in it are equal.

    `columns('outlet_id')` is a star to the parser, too.
    """
    return (
        expression["class"] == "STAR"
        and expression["columns"]
        and not any(expression.get(key) for key in ("expr", "exclude_list", "replace_list",
                                                    "qualified_exclude_list", "relation_name"))
    )  # fmt: skip


def _cuts(tree: Tree) -> Iterator[Tree]:
    top = _top(tree)
    for node in nodes(tree):
        if node is top or "modifiers" not in node or not _order(node):
            continue
        kept = {one["type"]: one for one in node["modifiers"]}
        targets = kept.get("DISTINCT_MODIFIER", {}).get("distinct_on_targets")
        is_whole = any(_is_all(one["expression"]) for one in _order(node) or ())
        if (kept.keys() & LIMITS or targets) and not is_whole:
            yield node


def _placed(tree: Tree) -> Iterator[Tree]:
    for node in nodes(tree):
        if node.get("class") == "WINDOW" and hangs_on_place(node):
            yield node


def _select_list(node: Tree) -> list[Tree]:
    while "select_list" not in node:
        node = node["left"]
    chosen: list[Tree] = node["select_list"]
    return chosen


def _by(expression: Tree, direction: str) -> Tree:
    return {"type": direction, "null_order": "ORDER_DEFAULT", "expression": expression}


def _all_columns() -> Tree:
    return {
        "class": "STAR", "type": "STAR", "alias": "", "query_location": 0, "relation_name": "",
        "exclude_list": [], "replace_list": [], "columns": True, "expr": None,
        "qualified_exclude_list": [], "rename_list": [],
    }  # fmt: skip

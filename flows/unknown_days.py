"""Whether an answer has no figure because of days that nobody observed, and what to ask then."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

import duckdb

from flows.answers import Opener, QueryError, Values, opened
from flows.calls import GAPS
from flows.syntax import Tree, constant, nodes, parsed, text_of

FILLED: Final = "zero"


def why_unknown(
    database: Path | Opener,
    query: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    settings: Sequence[str] = (),
    values: Values = (),
) -> str:
    """In one line, why columns have no figure above 0, and what to ask; empty where it is not gaps.

    The query is put again with unknown days taken for empty: a column may be null for reasons of
    its own, and then it stays so.
    """
    nulls = {place: _nulls(rows, place) for place, _ in enumerate(columns)}
    empty = [place for place in nulls if nulls[place] and not any(row[place] for row in rows)]
    if not empty:
        return ""
    try:
        with opened(database, query) as connection:
            for setting in settings:
                connection.execute(setting)
            tree = parsed(connection, query)
            macros = _filled(tree)
            if not macros:
                return ""
            filled = connection.execute(text_of(connection, tree), values or None).fetchall()
    except (QueryError, duckdb.Error):
        return ""  # the answer stands all the same
    unknown = [columns[place] for place in empty if _nulls(filled, place) < nulls[place]]
    if not unknown:
        return ""
    asked = ", ".join(f"{name}(..., gaps := '{FILLED}')" for name in sorted(macros))
    return (
        f"{', '.join(unknown)}: no figure above 0 is known, for a day that is a gap or was not "
        f"observed leaves none. {asked} takes such days for empty, gaps := 'scale' for like the "
        "others"
    )


def _nulls(rows: Iterable[Sequence[Any]], place: int) -> int:
    return sum(row[place] is None for row in rows)


def _filled(tree: Tree) -> set[str]:
    """The macros whose unknown days were null; from now on the tree takes them for empty."""
    changed = set()
    for node in list(nodes(tree)):
        name = node.get("function_name", "").lower() if node.get("class") == "FUNCTION" else ""
        if name not in GAPS:
            continue
        given = [one for one in node["children"] if one["alias"].lower() == "gaps"]
        if GAPS[name] != "null" and not given:
            continue
        if given and given[0].get("value", {}).get("value") != "null":
            continue
        node["children"] = [one for one in node["children"] if one not in given]
        node["children"].append(constant(FILLED) | {"alias": "gaps"})
        changed.add(name)
    return changed

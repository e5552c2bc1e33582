"""The macros that a query calls, and the values and topics it asks them for."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import duckdb

from flows.syntax import Tree, nodes, parsed, text_of
from warehouse.quoting import quote

# What these macros do with unknown days when they are not told.
GAPS: Final = MappingProxyType(
    {
        "attention": "null", "compare": "null", "coverage": "null", "coverage_together": "null",
        "coverage_under": "zero",
        "share_of_voice": "null",
    }
)  # fmt: skip
TWO_TOPICS: Final = "compare"  # it names topics by `one` and `two`, unless they are outlets
EQUAL: Final = frozenset({"COMPARE_EQUAL", "COMPARE_IN", "COMPARE_NOT_DISTINCT_FROM"})
# A value that hangs on a row, or on another answer, is none that can be written beside a call.
_OF_ROWS: Final = frozenset({"COLUMN_REF", "SUBQUERY", "WINDOW", "STAR", "LAMBDA"})


@dataclass(frozen=True, slots=True)
class Call:
    """A macro that the query calls itself, with the values it gives, by the macro's own names."""

    macro: str
    values: Mapping[str, str]

    def __str__(self) -> str:
        given = ", ".join(f"{name} := {value}" for name, value in self.values.items())
        return f"{self.macro}({given})"


@dataclass(frozen=True, slots=True)
class Values:
    """What expressions come to that hang on no row: SQL that can be pasted."""

    connection: duckdb.DuckDBPyConnection
    parameters: Mapping[str, Any]

    def of(self, node: Tree) -> str:
        """The value; of an expression that has none without a row, its own words."""
        text = self._text(node)
        if any(one.get("class") in _OF_ROWS for one in nodes(node)):
            return text
        names = {one["identifier"] for one in nodes(node) if one.get("class") == "PARAMETER"}
        given = {name: self.parameters[name] for name in names & self.parameters.keys()}
        try:
            found = self.connection.execute(f"select {text}", given or None).fetchone()
        except duckdb.Error:  # the query itself will say what is wrong
            return text
        return literal(found[0]) if found else text

    def _text(self, node: Tree) -> str:
        select = parsed(self.connection, "select null")
        select["statements"][0]["node"]["select_list"] = [{**deepcopy(node), "alias": ""}]
        text = text_of(self.connection, select).removeprefix("SELECT ")
        return re.sub(r"\s+", " ", text)


def literal(value: Any) -> str:
    """The value as SQL says it."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case str():
            return quote(value)
        case list():
            return f"[{', '.join(map(literal, value))}]"
        case int() | float():
            return str(value)
    # a decimal is written like a number, a day like text
    text = str(value)
    return text if re.fullmatch(r"-?[\d.]+", text) else quote(text)


def calls_in(tree: Tree, macros: Mapping[str, Sequence[str]], values: Values) -> list[Call]:
    """Every call of these macros, whose arguments are named in their order; sorted."""
    calls = []
    for node in nodes(tree):
        if node.get("class") == "FUNCTION" and (name := node["function_name"].lower()) in macros:
            given = {}
            for place, one in enumerate(node["children"]):
                given[one["alias"].lower() or macros[name][place]] = values.of(one)
            calls.append(Call(name, given))
    return sorted(calls, key=str)


def ways_of(calls: Iterable[Call]) -> frozenset[str]:
    """How the calls take unknown days, also those that leave it to the macro."""
    return frozenset(
        call.values.get("gaps", GAPS[call.macro]).strip("'") for call in calls if call.macro in GAPS
    )


def topics_of(tree: Tree, calls: Iterable[Call], values: Values) -> frozenset[str]:
    """What the query names where a topic is asked for: in a macro, or beside a `topic_id`."""
    said = [
        call.values[name] for call in calls for name in topic_arguments(call) if name in call.values
    ]
    said += [values.of(node) for node in _beside_topic_ids(tree)]
    return frozenset(
        one[1:-1].replace("''", "'") for one in said if one.startswith("'") and one.endswith("'")
    )


def topic_arguments(call: Call) -> tuple[str, ...]:
    """The arguments by which the call names topics."""
    two = call.macro == TWO_TOPICS and call.values.get("what", "'topic'") == "'topic'"
    return ("topic", "one", "two") if two else ("topic",)


def _beside_topic_ids(tree: Tree) -> Iterator[Tree]:
    for node in nodes(tree):
        if node.get("class") in {"COMPARISON", "OPERATOR"} and node["type"] in EQUAL:
            sides = node.get("children") or [node["left"], node["right"]]
            others = [one for one in sides if one.get("class") != "COLUMN_REF"]
            named = [one["column_names"][-1].lower() for one in sides if one not in others]
            if "topic_id" in named:
                yield from others

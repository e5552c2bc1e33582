"""What a check reads: one slim column computed from a table, never a whole text."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from warehouse.contract import Column

_DAY: Final = pa.int32()  # a date32 is the number of days since 1970, and casts to it for nothing


@dataclass(frozen=True, slots=True)
class Measure:
    """A named column that is computed from others, one value a row of the table."""

    name: str
    reads: tuple[str, ...]
    compute: Callable[[pa.Table], Any]


def value(column: Column) -> Measure:
    """The column in the smallest form that its contract checks need; null stays null.

    Words with a list of allowed values or a pattern stay as they are; free text becomes its
    length, a list its number of elements, dates and instants numbers. NaN becomes infinite:
    pandas takes NaN for a missing value, and it would pass every range.
    """
    name = column.name
    if column.type in ("VARCHAR[]", "INTEGER[]"):
        return Measure(f"{name}_elements", (name,), lambda table: pc.list_value_length(table[name]))
    if column.type == "VARCHAR" and not (column.allowed or column.pattern):
        return Measure(f"{name}_length", (name,), lambda table: pc.utf8_length(table[name]))
    if column.type == "DATE":
        return Measure(name, (name,), lambda table: table[name].cast(_DAY))
    if column.type == "TIMESTAMPTZ":
        return Measure(name, (name,), lambda table: table[name].cast(pa.int64()))
    if column.type == "DOUBLE":
        return Measure(name, (name,), lambda table: _nan_is_infinite(table[name]))
    return Measure(name, (name,), lambda table: table[name])


def foreign_elements(name: str, allowed: tuple[str, ...]) -> Measure:
    """How many elements of a list column are not among the allowed values; null counts as one."""

    def compute(table: pa.Table) -> Any:
        lists = table[name].combine_chunks()
        own = pc.is_in(pc.list_flatten(lists), value_set=pa.array(allowed, pa.string()))
        parents = pc.list_parent_indices(lists).filter(pc.invert(own))
        counted = pc.value_counts(parents)
        found = dict(zip(counted.field(0).to_pylist(), counted.field(1).to_pylist(), strict=True))
        return pa.array([found.get(row, 0) for row in range(len(lists))], pa.int64())

    return Measure(f"{name}_foreign_elements", (name,), compute)


def key_repeats(key: tuple[str, ...]) -> Measure:
    """In how many rows of the table the key of the row stands; 1 everywhere when it is unique."""

    def compute(table: pa.Table) -> Any:
        keys = table.select(key)
        counted = keys.group_by(list(key)).aggregate([([], "count_all")])
        # A join matches no nulls and keeps no order; both are mended here: null keys get null,
        # which the not_null checks of the key report, and rows are put back by their number.
        numbered = keys.append_column("__row", pa.array(range(len(keys)), pa.int64()))
        joined = numbered.join(counted, list(key), join_type="left outer").sort_by("__row")
        return joined["count_all"]

    return Measure("_and_".join(key) + "_repeats", key, compute)


def trimmed_length(name: str) -> Measure:
    """Characters of a text without the blanks around it; 0 when it is null."""
    return Measure(
        f"{name}_characters",
        (name,),
        lambda table: pc.fill_null(pc.utf8_length(pc.utf8_trim_whitespace(table[name])), 0),
    )


def share_of(name: str, character: str) -> Measure:
    """Share of one character in a text, 0 in an empty one."""

    def compute(table: pa.Table) -> Any:
        found = pc.count_substring(table[name], character).cast(pa.float64())
        return pc.divide(found, pc.max_element_wise(pc.utf8_length(table[name]), 1))

    return Measure(f"{name}_replacement_share", (name,), compute)


def days(table: pa.Table, name: str) -> Any:
    """A date column, or the UTC day of an instant, as days since 1970."""
    return table[name].cast(pa.date32(), safe=False).cast(_DAY)


def _nan_is_infinite(numbers: Any) -> Any:
    return pc.if_else(pc.fill_null(pc.is_nan(numbers), fill_value=False), float("inf"), numbers)

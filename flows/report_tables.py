"""Rows as tables of the report: every figure escaped, and readable on a phone."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from html import escape
from typing import Any

Rows = Sequence[Mapping[str, Any]]


def phone_style(rows: Mapping[str, Rows], order: Sequence[str]) -> str:
    """Names of columns before their cells, for a screen too narrow for a table with a head.

    Said once a column: said in each cell, they would be a third of the page.
    """
    named = "".join(
        f'#{section} td:nth-child({place})::before {{ content: "{name.replace("_", " ")}"; }}\n'
        for section in order
        if rows[section]
        for place, name in enumerate(rows[section][0], start=1)
        if place > 1 and name != "title"  # the first heads its row, and a title tells itself
    )
    return f"@media screen and (max-width: 40rem) {{\n{named}}}\n"


def table_of(rows: Rows) -> str:
    """The rows, of which there is one at least, under the names of their columns."""
    names = list(rows[0])
    numbers = {
        name for name in names
        if all(isinstance(row[name], int | float | None) and not isinstance(row[name], bool)
               for row in rows)
    }  # fmt: skip
    head = "".join(
        f'<th scope="col"{_class(name, name in numbers)}>{escape(name.replace("_", " "))}</th>'
        for name in names
    )
    body = "".join(
        "<tr>"
        + "".join(
            f"<td{_class(name, name in numbers, _is_day(row[name]))}>"
            f"{shown_as(row[name], is_share='share' in name)}</td>"
            for name in names
        )
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="rows" tabindex="0"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _class(name: str, is_number: bool, is_date: bool = False) -> str:
    """What a column needs: a number the right edge, a day one line, a title the room."""
    if is_number or is_date:
        return ' class="n"' if is_number else ' class="d"'
    return ' class="t"' if name == "title" else ' class="i"' if name.endswith("_id") else ""


def _is_day(value: object) -> bool:
    # an instant may wrap between its day and its time: a table that is too wide hides its end
    return isinstance(value, date) and not isinstance(value, datetime)


def shown_as(value: object, *, is_share: bool = False) -> str:
    """The value as escaped text. Null is a dash: it is unknown, and no zero."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if is_share and isinstance(value, int | float):
        return f"{value:.1%}"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1_000 else f"{value:,.4g}"
    if isinstance(value, datetime):
        return escape(value.isoformat(sep=" ", timespec="minutes"))
    return escape(str(value))

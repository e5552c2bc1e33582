"""The data dictionary: every column of every table and view, as rows and as a page."""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from warehouse.contract import CONTRACT_VERSION, Table, create_statements
from warehouse.database import Model
from warehouse.session import session
from warehouse.tables import TABLES

_COLUMN_LINE: Final = re.compile(r"^-- (?P<name>\w+): (?P<meaning>.+)$", re.MULTILINE)


def dictionary_rows(
    models: Sequence[Model], tables: Sequence[Table] = TABLES
) -> list[dict[str, Any]]:
    """One row a column, tables first, then views, each in its own order.

    ValueError when a view has a column its file does not explain, or explains one it lacks.
    """
    rows = [
        {
            "table_name": table.name,
            "column_name": column.name,
            "position": position,
            "type": column.type,
            "meaning": column.meaning,
            "unit": column.unit or None,
            "is_nullable": column.nullable,
            "allowed": list(column.allowed),
            "is_key": column.name in table.key,
            "since": column.since,
        }
        for table in tables
        for position, column in enumerate(table.columns, start=1)
    ]
    return rows + list(_view_rows(models, tables))


def _view_rows(models: Sequence[Model], tables: Sequence[Table]) -> Iterable[dict[str, Any]]:
    with session() as connection:
        for table in tables:
            connection.execute(create_statements(table)[0])
        for model in models:
            connection.execute(model.sql)
            described = connection.execute(f'describe "{model.name}"').fetchall()
            said = dict(_COLUMN_LINE.findall(model.sql))
            odd = sorted(set(said) ^ {row[0] for row in described})
            if odd:
                raise ValueError(
                    f"warehouse/models/{model.name}.sql: the '-- column: meaning' lines and the "
                    f"view's columns differ by {', '.join(odd)}"
                )
            for position, (name, kind, *_) in enumerate(described, start=1):
                yield {
                    "table_name": model.name,
                    "column_name": name,
                    "position": position,
                    "type": kind,
                    "meaning": said[name],
                    "unit": None,
                    "is_nullable": True,
                    "allowed": [],
                    "is_key": False,
                    "since": "published",
                }


def dictionary_page(models: Sequence[Model], tables: Sequence[Table] = TABLES) -> str:
    """The dictionary as Markdown, generated from the contract and the views."""
    rows = dictionary_rows(models, tables)
    head = (
        f"Contract {CONTRACT_VERSION}. Generated from `warehouse/tables/` and `warehouse/models/` "
        "by `dateline dictionary --markdown`; do not edit by hand."
    )
    lines = ["# Data dictionary", "", head]
    heads = [(table.name, table.meaning, f"Grain: {table.grain}. Key: {', '.join(table.key)}.")
             for table in tables]  # fmt: skip
    heads += [(model.name, model.comment, "A view.") for model in models]
    for name, meaning, grain in heads:
        lines += ["", f"## {name}", "", meaning, "", grain, ""]
        lines += ["| column | type | null | meaning |", "| --- | --- | --- | --- |"]
        for row in rows:
            if row["table_name"] == name:
                text = row["meaning"] + (f" Unit: {row['unit']}." if row["unit"] else "")
                if row["allowed"]:
                    text += f" One of: {', '.join(row['allowed'])}."
                null = "yes" if row["is_nullable"] else "no"
                cells = (f"`{row['column_name']}`", row["type"], null, text)
                lines.append(
                    f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
                )
    return "\n".join(lines) + "\n"

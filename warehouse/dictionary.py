"""The data dictionary: every column of every table, view and macro, as rows and a page."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from warehouse.contract import CONTRACT_VERSION, Table, create_statements
from warehouse.database import Model, create_models
from warehouse.session import session
from warehouse.tables import TABLES

_COLUMN_LINE: Final = re.compile(r"^-- (?P<name>\w+): (?P<meaning>.+)$", re.MULTILINE)


def dictionary_rows(
    models: Sequence[Model], tables: Sequence[Table] = TABLES
) -> list[dict[str, Any]]:
    """One row a column, tables first, then views and macros, each in its own order.

    Of a macro the arguments come before the columns. ValueError when a model has a column or an
    argument its file does not explain, or explains one it lacks.
    """
    rows = [
        {
            "object_type": "table",
            "table_name": table.name,
            "role": "column",
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
    return rows + list(_model_rows(models, tables))


def _model_rows(models: Sequence[Model], tables: Sequence[Table]) -> Iterable[dict[str, Any]]:
    with session() as connection:
        for table in tables:
            connection.execute(create_statements(table)[0])
        create_models(connection, models)
        # asked once: the list of all functions takes DuckDB 20 ms
        of_macros: dict[str, list[str]] = dict(
            connection.execute(
                "select function_name, parameters from duckdb_functions() "
                "where function_type = 'table_macro' and not internal"
            ).fetchall()
        )
        for model in models:
            arguments = of_macros[model.name] if model.kind == "macro" else []
            given = ", ".join(f'"{name}" := null' for name in arguments)
            source = f'"{model.name}"' + (f"({given})" if model.kind == "macro" else "")
            described = connection.execute(f"describe from {source}").fetchall()
            columns = [(name, kind) for name, kind, *_ in described]
            _complain(model, "columns", dict(_COLUMN_LINE.findall(model.sql)), dict(columns))
            _complain(model, "arguments", dict(model.arguments), dict.fromkeys(arguments))
            yield from _rows(model, "argument", [(name, "") for name in arguments])
            yield from _rows(model, "column", columns)


def _complain(
    model: Model, what: str, said: Mapping[str, object], there: Mapping[str, object]
) -> None:
    if odd := sorted(said.keys() ^ there.keys()):
        raise ValueError(
            f"warehouse/models: {model.name}.sql: the lines that explain the {what} and the "
            f"{model.kind}'s {what} differ by {', '.join(odd)}"
        )


def _rows(
    model: Model, role: str, described: Sequence[tuple[str, str]]
) -> Iterable[dict[str, Any]]:
    said = dict(model.arguments) if role == "argument" else dict(_COLUMN_LINE.findall(model.sql))
    for position, (name, kind) in enumerate(described, start=1):
        yield {
            "object_type": model.kind,
            "table_name": model.name,
            "role": role,
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
    heads = [
        ("table", table.name, table.meaning,
         f"Grain: {table.grain}. Key: {', '.join(table.key)}.")
        for table in tables
    ]  # fmt: skip
    heads += [(model.kind, model.name, model.comment, _form(model)) for model in models]
    for kind, name, meaning, grain in heads:
        lines += ["", f"## {name}{'()' if kind == 'macro' else ''}", "", meaning, "", grain, ""]
        lines += ["| column | type | null | meaning |", "| --- | --- | --- | --- |"]
        for row in rows:
            if (row["object_type"], row["table_name"]) == (kind, name):
                text = row["meaning"] + (f" Unit: {row['unit']}." if row["unit"] else "")
                if row["allowed"]:
                    text += f" One of: {', '.join(row['allowed'])}."
                null = "yes" if row["is_nullable"] else "no"
                type_ = row["type"] if row["role"] == "column" else "argument"
                cells = (f"`{row['column_name']}`", type_, null, text)
                lines.append(
                    f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
                )
    return "\n".join(lines) + "\n"


def _form(model: Model) -> str:
    if model.kind == "view":
        return "A view."
    return f"A macro: `from {model.name}({', '.join(name for name, _ in model.arguments)})`."

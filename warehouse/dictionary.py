"""The data dictionary: every column of every table, view and macro, as rows and a page."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import duckdb

from warehouse.contract import CONTRACT_VERSION, Table, create_statements
from warehouse.database import Model, create_models
from warehouse.session import session
from warehouse.tables import TABLES

_LONGEST_EXAMPLE: Final = 40  # characters
_OF_A_MACHINE: Final = frozenset({"location"})  # an absolute path
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


@dataclass(frozen=True, slots=True)
class Held:
    """What a warehouse has of a table: how many rows, and a value of each column, cut short."""

    rows: int
    examples: Mapping[str, str]


def held_by(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Table] = TABLES
) -> dict[str, Held]:
    """Of each table its rows, and the values of the row that comes first by its key.

    Of a column that is null there, the first value that is not. None of what tells of this machine
    or of this run: histories and volatile columns, and absolute paths.
    """
    held = {}
    for table in tables:
        (rows,) = connection.execute(f'select count(*) from "{table.name}"').fetchone() or (0,)
        shown = [
            column.name for column in table.columns
            if not (table.history or column.volatile or column.name in _OF_A_MACHINE)
        ]  # fmt: skip
        order = ", ".join(f'"{name}"' for name in table.key)
        first = ", ".join(
            f'first("{name}"::varchar order by {order}) filter (where "{name}" is not null)'
            for name in shown
        )
        values = connection.execute(f'select {first or "null"} from "{table.name}"').fetchone()
        pairs = zip(shown, values or (), strict=False)
        held[table.name] = Held(rows, {name: _short(text) for name, text in pairs if text})
    return held


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_EXAMPLE else f"{text[:_LONGEST_EXAMPLE]}…"


def dictionary_page(
    models: Sequence[Model],
    tables: Sequence[Table] = TABLES,
    held: Mapping[str, Held] = MappingProxyType({}),
) -> str:
    """The dictionary as Markdown, from the contract and the views; with what a warehouse holds."""
    rows = dictionary_rows(models, tables)
    head = (
        f"Contract {CONTRACT_VERSION}. Generated from `warehouse/tables/` and `warehouse/models/` "
        "by `dateline dictionary --markdown`; do not edit by hand."
    )
    if held:
        head += " Numbers of rows and examples are those of `samples/copy`."
    lines = ["# Data dictionary", "", head]
    heads = [(table.name, "table", table.meaning, _grain(table, held)) for table in tables]
    heads += [(model.name, model.kind, model.comment, _form(model)) for model in models]
    for name, kind, meaning, form in heads:
        examples = held[name].examples if kind == "table" and name in held else {}
        names = ["column", "type", "null", *(["example"] if examples else []), "meaning"]
        lines += ["", f"## {name}{'()' if kind == 'macro' else ''}", "", meaning, "", form, ""]
        lines += [f"| {' | '.join(names)} |", f"| {' | '.join(['---'] * len(names))} |"]
        for row in rows:
            if (row["object_type"], row["table_name"]) == (kind, name):
                text = row["meaning"] + (f" Unit: {row['unit']}." if row["unit"] else "")
                if row["allowed"]:
                    text += f" One of: {', '.join(row['allowed'])}."
                shown = [examples.get(row["column_name"], "")] if examples else []
                null = "yes" if row["is_nullable"] else "no"
                type_ = row["type"] if row["role"] == "column" else "argument"
                cells = (f"`{row['column_name']}`", type_, null, *shown, text)
                lines.append(
                    f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
                )
    return "\n".join(lines) + "\n"


def _grain(table: Table, held: Mapping[str, Held]) -> str:
    said = f"Grain: {table.grain}. Key: {', '.join(table.key)}."
    if table.name in held:
        said += f" Rows: {held[table.name].rows:,}."
    return f"{said}\n\nMind: {table.caveat}" if table.caveat else said


def _form(model: Model) -> str:
    if model.kind == "view":
        return "A view."
    return f"A macro: `from {model.name}({', '.join(name for name, _ in model.arguments)})`."

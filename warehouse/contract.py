"""The two words every table is declared with, and what is rendered from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal

import pyarrow as pa

from warehouse.quoting import quote

CONTRACT_VERSION: Final = "1.3.0"  # raised by hand when a column changes its meaning or goes

Layer = Literal["captured", "parsed", "cleaned", "matched", "validated", "published"]

ARROW_TYPES: Final[Mapping[str, pa.DataType]] = MappingProxyType(
    {
        "VARCHAR": pa.string(),
        "BIGINT": pa.int64(),
        "INTEGER": pa.int32(),
        "DOUBLE": pa.float64(),
        "BOOLEAN": pa.bool_(),
        "DATE": pa.date32(),
        "TIMESTAMPTZ": pa.timestamp("us", tz="UTC"),
        "VARCHAR[]": pa.list_(pa.string()),
        "INTEGER[]": pa.list_(pa.int32()),
    }
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its DuckDB type, what it means, and what a value of it may be.

    `volatile` columns tell when or by which run a row came to be; they are kept out of the
    snapshot id, so that the same content has the same id whenever and wherever it was made.
    """

    name: str
    type: str
    meaning: str
    unit: str = ""
    nullable: bool = True
    allowed: tuple[str, ...] = ()
    pattern: str = ""
    minimum: float | None = None
    maximum: float | None = None
    since: Layer = "cleaned"
    volatile: bool = False

    def __post_init__(self) -> None:
        if self.type not in ARROW_TYPES:
            raise ValueError(f"{self.name}: {self.type} is no type of the contract")


def share(name: str, meaning: str, *, nullable: bool = False, since: Layer = "matched") -> Column:
    """A column of shares or of confidences: 0 to 1."""
    return Column(
        name, "DOUBLE", meaning, unit="0-1", minimum=0, maximum=1, nullable=nullable, since=since
    )


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its grain in words, its key, its columns, and where its rows lie.

    `partition_by` names the date column whose month makes the Parquet folders. A `history`
    table tells what happened to the warehouse, not what is in it; it is no part of the
    snapshot id. `references` are (column, table, column) that must resolve. In dateline.duckdb
    the rows of all months are in the order `ordered_by` names, where there is one. The `caveat` is
    what to mind before counting its rows.
    """

    name: str
    grain: str
    meaning: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    partition_by: str | None = None
    history: bool = False
    references: tuple[tuple[str, str, str], ...] = field(default=())
    ordered_by: tuple[str, ...] = ()
    caveat: str = ""

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        if len(names) != len(set(names)):
            raise ValueError(f"{self.name}: a column is declared twice")
        missing = {*self.key, *self.ordered_by} - set(names)
        if missing:
            raise ValueError(f"{self.name}: key columns {sorted(missing)} are not declared")

    def column(self, name: str) -> Column:
        """The column of that name; KeyError when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name}.{name}")

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names of the columns in the order of the table."""
        return tuple(column.name for column in self.columns)


def arrow_schema(table: Table) -> pa.Schema:
    """The table's Arrow schema; meaning and unit ride along as field metadata."""
    fields = [
        pa.field(
            column.name,
            ARROW_TYPES[column.type],
            nullable=column.nullable,
            metadata={"meaning": column.meaning, "unit": column.unit},
        )
        for column in table.columns
    ]
    return pa.schema(
        fields,
        metadata={
            "dateline.table": table.name,
            "dateline.grain": table.grain,
            "dateline.contract_version": CONTRACT_VERSION,
        },
    )


def _said_of(table: Table) -> str:
    return " ".join(filter(None, [table.meaning, f"Grain: {table.grain}.", table.caveat]))


def create_statements(table: Table) -> list[str]:
    """`create table` and the `comment on` statements of one table, for DuckDB."""
    lines = [
        f'  "{column.name}" {column.type}{"" if column.nullable else " not null"}'
        for column in table.columns
    ]
    body = ",\n".join(lines)
    statements = [f'create table "{table.name}" (\n{body}\n)']
    statements.append(f'comment on table "{table.name}" is {quote(_said_of(table))}')
    for column in table.columns:
        text = column.meaning + (f" Unit: {column.unit}." if column.unit else "")
        statements.append(f'comment on column "{table.name}"."{column.name}" is {quote(text)}')
    return statements

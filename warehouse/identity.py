"""The logical content of tables as hashes, the same on every machine and in every order."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

import duckdb
import pyarrow as pa

from warehouse.contract import Column, Table
from warehouse.parts import fingerprint
from warehouse.session import Limits, session
from warehouse.tables import TABLES

_LANE_BITS: Final = 64
_NUMBER: Final = "number_of_the_table"
_LANES: Final = 4  # a SHA-256 in four numbers that DuckDB can add


@dataclass(frozen=True, slots=True)
class RowSum:
    """How many rows, and the sum of their SHA-256 in four lanes of 64 bits.

    A sum does not know the order of the rows, nor how they are cut into files and partitions:
    the sums of the files add up to that of the table. It tells contents apart that differ by
    accident. It is no defence against somebody who searches for equal sums; the SHA-256 of
    each file is.
    """

    rows: int = 0
    lanes: tuple[int, ...] = (0,) * _LANES

    def __add__(self, other: Self) -> "RowSum":
        lanes = zip(self.lanes, other.lanes, strict=True)
        return RowSum(
            self.rows + other.rows, tuple((one + two) % (1 << _LANE_BITS) for one, two in lanes)
        )

    def hex(self) -> str:
        """The lanes as 64 hex digits."""
        return "".join(f"{lane:016x}" for lane in self.lanes)

    @classmethod
    def of(cls, rows: int, text: str) -> Self:
        """The sum that `hex` wrote."""
        return cls(rows, tuple(int(text[at : at + 16], 16) for at in range(0, 64, 16)))


def row_sum(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    relation: str,
    *,
    volatile: bool = False,
) -> RowSum:
    """The sum over the rows of a relation that has the table's columns.

    Volatile columns are left out unless asked for.
    """
    sums = row_sums(connection, table, relation, "''", volatile=volatile)
    return sums.get("", RowSum())


def row_sums(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    relation: str,
    group: str,
    *,
    volatile: bool = False,
) -> dict[str, RowSum]:
    """One sum for each value of the expression `group`, in one pass."""
    row = ", ".join(encoded(column) for column in _columns(table, volatile=volatile))
    lanes = ", ".join(
        f"sum(('0x' || substr(digest, {1 + 16 * lane}, 16))::ubigint)" for lane in range(_LANES)
    )
    answer = connection.execute(
        f"with hashed as (select {group} as grouped, sha256(concat({row})) as digest "
        f"from {relation}) select grouped, count(*), {lanes} from hashed group by grouped"
    ).fetchall()
    return {
        str(name): RowSum(int(rows), tuple(int(lane) % (1 << _LANE_BITS) for lane in sums))
        for name, rows, *sums in answer
    }


def row_sums_of(
    connection: duckdb.DuckDBPyConnection, table: Table, tables: Sequence[pa.Table]
) -> list[RowSum]:
    """The sum over the rows of each of some Arrow tables, volatile columns left out."""
    numbered = [
        data.select(list(table.column_names)).append_column(
            _NUMBER, pa.repeat(pa.scalar(str(number)), data.num_rows)
        )
        for number, data in enumerate(tables)
    ]
    connection.register("arrow_rows", pa.concat_tables(numbered))
    found = row_sums(connection, table, "arrow_rows", _NUMBER)
    connection.unregister("arrow_rows")
    return [found.get(str(number), RowSum()) for number in range(len(tables))]


def table_hash(table: Table, sums: Iterable[RowSum]) -> str:
    """SHA-256 of the table's columns and of all its rows, volatile columns aside."""
    total = sum(sums, RowSum())
    columns = [f"{column.name} {column.type}" for column in _columns(table, volatile=False)]
    said = fingerprint(table.name, *columns, str(total.rows), total.hex())
    return hashlib.sha256(said.encode()).hexdigest()


def logical_hash(table: Table, data: pa.Table, limits: Limits | None = None) -> str:
    """`table_hash` of an Arrow table, whatever the order and chunking of its rows."""
    with session(limits=limits) as connection:
        return table_hash(table, row_sums_of(connection, table, [data]))


def snapshot_id(hashes: Mapping[str, str], tables: Sequence[Table] = TABLES) -> str:
    """'s' and 20 hex digits from the logical hashes by table name; histories are no part of it."""
    content = sorted(f"{table.name} {hashes[table.name]}" for table in tables if not table.history)
    return "s" + fingerprint(*content)[:20]


def _columns(table: Table, *, volatile: bool) -> list[Column]:
    return [column for column in table.columns if volatile or not column.volatile]


def encoded(column: Column) -> str:
    """SQL for the value as length, colon and text; '~' for null.

    The length keeps ('ab', 'c') apart from ('a', 'bc'). Every spelling is fixed here and not
    left to a cast, so that another DuckDB gives the same id: days and microseconds since 1970,
    seventeen significant digits, UTF-8.
    """
    name = f'"{column.name}"'
    spelled = {
        "VARCHAR": name,
        "BIGINT": f"{name}::varchar",
        "INTEGER": f"{name}::varchar",
        "DOUBLE": f"format('{{:.16e}}', {name} + 0.0)",  # + 0.0: minus zero is zero
        "BOOLEAN": f"if({name}, 't', 'f')",
        "DATE": f"({name} - date '1970-01-01')::varchar",
        "TIMESTAMPTZ": f"epoch_us({name})::varchar",
        "INTEGER[]": f"array_to_string({name}, ',')",
        "VARCHAR[]": (
            f"array_to_string(list_transform({name}, lambda item: {_counted('item')}), '')"
        ),
    }[column.type]
    return f"if({name} is null, '~', {_counted(spelled)})"


def _counted(text: str) -> str:
    return f"coalesce(strlen({text})::varchar || ':' || {text}, '~')"

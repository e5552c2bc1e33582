"""Tables that an older release wrote, in the columns of this one."""

from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.contract import Table
from warehouse.parquet import read_parquet

# What a row of an older release has in a column that came since and may not be null. Nobody knows
# the value; without one, no warehouse would outlive the release that adds such a column.
_UNKNOWN: Final = MappingProxyType(
    {
        "VARCHAR": "",
        "BIGINT": 0,
        "INTEGER": 0,
        "DOUBLE": 0.0,
        "BOOLEAN": False,
        "DATE": date(1970, 1, 1),
        "TIMESTAMPTZ": datetime(1970, 1, 1, tzinfo=UTC),
        "VARCHAR[]": (),
        "INTEGER[]": (),
    }
)


def as_declared(path: Path, table: Table, schema: pa.Schema) -> pa.Table:
    """The file's rows in the schema's columns, whatever columns the file has."""
    there = set(pq.read_schema(path).names)
    data = read_parquet(path, [name for name in schema.names if name in there])
    for field in schema:
        if field.name not in there:
            value = None if field.nullable else _UNKNOWN[table.column(field.name).type]
            data = data.append_column(field, pa.array([value] * data.num_rows, field.type))
    return data.select(schema.names).cast(schema)

"""Arrow tables as Parquet files whose bytes depend on nothing but the rows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from warehouse.contract import Table
from warehouse.files import NewFile

# One row group is what a reader decodes at least: 16 MB keeps a reader of one capture or one
# month quick, and 100,000 rows is near the 122,880 DuckDB gives a thread at a time.
_GROUP_BYTES: Final = 16 << 20
_GROUP_ROWS: Final = 100_000
_CAPTURE_GROUP_BYTES: Final = 2 << 20  # a capture is read alone, to show one document's bytes

_TAKEN_BYTES: Final = 128 << 20  # a piece of a sorted table: far from 2 GB, few of them

UNDATED: Final = "month=undated"


def write_parquet(sink: NewFile, data: pa.Table, group_bytes: int = _GROUP_BYTES) -> None:
    """The rows as Parquet, zstd, with checksums on the pages; equal tables give equal bytes."""
    writer = pq.ParquetWriter(
        sink, data.schema, compression="zstd", version="2.6", write_page_checksum=True
    )
    groups = max(1, -(-data.nbytes // group_bytes))
    rows = max(1, min(_GROUP_ROWS, -(-data.num_rows // groups)))
    for start in range(0, data.num_rows, rows):
        # Chunks of the input would show in the pages; joined, they do not.
        writer.write_table(data.slice(start, rows).combine_chunks(), row_group_size=rows)
    writer.close()


def write_captures(sink: NewFile, data: pa.Table) -> None:
    """As write_parquet, in small row groups sorted by capture_id, so that one is found soon."""
    write_parquet(sink, data.sort_by("capture_id"), _CAPTURE_GROUP_BYTES)


def read_parquet(path: Path, columns: list[str] | None = None) -> pa.Table:
    """The file's rows; the columns of its folder's name are not added."""
    return pq.read_table(path, columns=columns, partitioning=None, page_checksum_verification=True)


def file_order(table: Table) -> list[str]:
    """The columns by which the rows of its files are sorted: partition date, then key."""
    return [*([table.partition_by] if table.partition_by else []), *table.key]


def in_order(table: Table, data: pa.Table) -> pa.Table:
    """The rows in the contract's columns, sorted as `file_order` says."""
    names = list(table.column_names)
    data = data.select(names)
    order = pc.sort_indices(data, sort_keys=[(name, "ascending") for name in file_order(table)])
    if order.equals(pa.arange(0, data.num_rows).cast(pa.uint64())):
        return data
    # Arrow's strings end at 2 GB a chunk, and `take` joins all chunks: a table of half a million
    # articles would overflow. Wide strings do not, and the pieces are narrow again.
    wide = pa.schema(
        [
            field.with_type(pa.large_string()) if field.type == pa.string() else field
            for field in data.schema
        ]
    )
    joined = data.cast(wide).combine_chunks()
    rows = max(1, data.num_rows * _TAKEN_BYTES // max(1, data.nbytes))
    pieces = [
        joined.take(order.slice(start, rows)).cast(data.schema)
        for start in range(0, data.num_rows, rows)
    ]
    return pa.concat_tables(pieces)


def by_partition(table: Table, data: pa.Table) -> Iterator[tuple[str | None, pa.Table]]:
    """Runs of rows by folder name, of a table that is in order; one empty run when there is none.

    The one empty run becomes an empty file with the table's types, so that a reader of the
    folder finds the columns.
    """
    if table.partition_by is None:
        yield None, data
        return
    if not data.num_rows:
        yield UNDATED, data
        return
    months = pc.strftime(data[table.partition_by], format="%Y-%m")
    start = 0
    for entry in pc.value_counts(months).to_pylist():
        folder = UNDATED if entry["values"] is None else f"month={entry['values']}"
        yield folder, data.slice(start, entry["counts"])
        start += entry["counts"]


def find_capture(path: Path, capture_id: str) -> bytes | None:
    """The bytes of that capture in a captured part; None when it is not in it."""
    with pq.ParquetFile(path, page_checksum_verification=True) as file:
        place = file.schema_arrow.get_field_index("capture_id")
        for group in range(file.num_row_groups):
            statistics = file.metadata.row_group(group).column(place).statistics
            if (
                statistics is not None
                and statistics.has_min_max
                and not (statistics.min <= capture_id <= statistics.max)
            ):
                continue
            ids = file.read_row_group(group, columns=["capture_id"])["capture_id"]
            row = pc.index(ids, capture_id).as_py()
            if row >= 0:
                content = file.read_row_group(group, columns=["content"])["content"]
                return bytes(content[row].as_py())
    return None

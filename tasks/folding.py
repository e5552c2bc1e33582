"""Postings in the order of their terms become one row a term, however many there are."""

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

RUN: Final = ("in_month", "month", "term")


def folded(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """The rows of each month and term as one, with `doc_nos`, `tfs` and `positions` side by side.

    Takes rows of RUN, `doc_no`, `tf` and `positions`, sorted by month, term and doc_no. Holds a
    batch and the rows of one term at a time: DuckDB's own `list(... order by ...)` holds those of
    all terms, and ran out of a gigabyte at 20,000 articles.
    """
    held: list[pa.Table] = []
    for batch in batches:
        rows = pa.Table.from_batches([batch])
        if not rows.num_rows:
            continue
        starts = _starts(rows)
        if held and _key(held[-1]) != _key(rows):
            yield _fold(held)
            held = []
        last = int(starts[-1])
        if last:
            yield _fold([*held, rows.slice(0, last)])
            held = []
        held.append(rows.slice(last))
    if held:
        yield _fold(held)


def _key(rows: pa.Table) -> tuple[object, ...]:
    """Month and term of the first row."""
    return tuple(rows[name][0].as_py() for name in RUN)


def _starts(rows: pa.Table) -> np.ndarray:
    """The numbers of the rows at which another month or term begins; the first is one."""
    is_new = np.zeros(rows.num_rows, dtype=bool)
    is_new[0] = True
    for name in RUN:
        column = rows[name].combine_chunks()
        is_new[1:] |= pc.not_equal(column[1:], column[:-1]).to_numpy(zero_copy_only=False)
    return np.flatnonzero(is_new)


def _fold(parts: list[pa.Table]) -> pa.Table:
    rows = pa.concat_tables(parts).combine_chunks()
    starts = _starts(rows)
    bounds = pa.array([*starts, rows.num_rows], pa.int32())
    lengths = pc.list_value_length(rows["positions"]).to_numpy()
    ends = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
    places = pa.array([*ends[starts], ends[-1]], pa.int32())
    first = rows.take(pa.array(starts))
    positions = _flat(pc.list_flatten(rows["positions"]))
    return pa.table(
        {
            **{name: first[name] for name in ("term", "month", "in_month")},
            "doc_nos": pa.ListArray.from_arrays(bounds, _flat(rows["doc_no"])),
            "tfs": pa.ListArray.from_arrays(bounds, _flat(rows["tf"])),
            "positions": pa.ListArray.from_arrays(places, positions),
        }
    )


def _flat(column: pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks().cast(pa.int32())

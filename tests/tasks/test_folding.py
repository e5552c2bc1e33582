"""Postings are folded to one row a term, wherever the batches are cut."""

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.folding import folded

SCHEMA = pa.schema(
    [
        pa.field("in_month", pa.string()),
        pa.field("month", pa.int32()),
        pa.field("term", pa.string()),
        pa.field("doc_no", pa.int32()),
        pa.field("tf", pa.int32()),
        pa.field("positions", pa.list_(pa.int32())),
    ]
)
Row = tuple[str, int, str, int, int, list[int]]


def batches(rows: list[Row], size: int) -> list[pa.RecordBatch]:
    columns = list(zip(*rows, strict=True)) or [[] for _ in SCHEMA]
    arrays = [pa.array(column, field.type) for column, field in zip(columns, SCHEMA, strict=True)]
    return pa.Table.from_arrays(arrays, schema=SCHEMA).to_batches(max_chunksize=size)


ROWS = st.dictionaries(
    st.tuples(st.sampled_from(["2017-01", "2017-02"]), st.sampled_from("abc"), st.integers(0, 9)),
    st.lists(st.integers(0, 99), min_size=1, max_size=4),
    max_size=20,
).map(
    lambda found: [
        (month, int(month[-1]), term, number, len(places), places)
        for (month, term, number), places in sorted(found.items())
    ]
)


@settings(max_examples=60, deadline=None)
@given(ROWS, st.integers(1, 7))
def test_a_term_of_a_month_is_one_row_however_the_batches_are_cut(
    rows: list[Row], size: int
) -> None:
    expected: dict[tuple[str, str], tuple[list[int], list[int], list[int]]] = {}
    for month, _, term, number, count, places in rows:
        lists = expected.setdefault((month, term), ([], [], []))
        lists[0].append(number)
        lists[1].append(count)
        lists[2].extend(places)
    found = [row for part in folded(batches(rows, size)) for row in part.to_pylist()]
    assert [
        ((row["in_month"], row["term"]), (row["doc_nos"], row["tfs"], row["positions"]))
        for row in found
    ] == list(expected.items())


def test_nothing_is_folded_to_nothing() -> None:
    assert list(folded([])) == []
    assert list(folded(batches([], 1))) == []

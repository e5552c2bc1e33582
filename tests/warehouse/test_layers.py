"""Lists of rows in one column come back as they went in."""

from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.contract import CONTRACT_VERSION, arrow_schema
from warehouse.layers import (
    CAPTURED,
    CLEANED,
    EVIDENCE_FIELDS,
    LATER,
    PARAGRAPH_FIELDS,
    list_column,
    rows_of_list_column,
    table_of,
)
from warehouse.tables import DOCUMENTS, EVIDENCE, PARAGRAPHS

FIELDS = pa.struct([pa.field("word", pa.string()), pa.field("at", pa.int64())])


@dataclass(frozen=True)
class Word:
    word: str | None
    at: int | None


def round_trip(rows: list[list[Word]]) -> list[list[tuple[object, ...]]]:
    return rows_of_list_column(pa.chunked_array([list_column(rows, FIELDS)]))


WORDS = st.builds(
    Word, st.none() | st.text(max_size=5), st.none() | st.integers(-(2**63), 2**63 - 1)
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(WORDS, max_size=4), max_size=5))
def test_lists_of_rows_come_back_with_their_nulls_and_empty_lists(rows: list[list[Word]]) -> None:
    assert round_trip(rows) == [[(word.word, word.at) for word in row] for row in rows]


def test_no_rows_and_rows_without_anything_come_back() -> None:
    assert round_trip([]) == []
    assert round_trip([[], []]) == [[], []]


def test_chunks_slices_and_null_lists_come_back() -> None:
    kinds = pa.list_(FIELDS)
    first = pa.array([[{"word": "a", "at": 1}], None, [], [{"word": None, "at": 2}]], kinds)
    column = pa.chunked_array([first.slice(1), pa.array([], kinds), first.slice(0, 1)])
    assert rows_of_list_column(column) == [[], [], [(None, 2)], [("a", 1)]]


def test_they_come_back_through_parquet(tmp_path: Any) -> None:
    import pyarrow.parquet as pq

    rows = [[Word("a", 1)], [], [Word(None, None), Word("é", 3)]]
    table = pa.table({"words": list_column(rows, FIELDS)})
    pq.write_table(table, tmp_path / "words.parquet", row_group_size=1)
    again = pq.read_table(tmp_path / "words.parquet")["words"]
    assert rows_of_list_column(again) == [[("a", 1)], [], [(None, None), ("é", 3)]]


def test_columns_that_are_not_given_are_null() -> None:
    table = table_of({"item_id": ["i1", "i2"]}, CLEANED)
    assert table.schema.equals(CLEANED)
    assert table.num_rows == 2
    assert table["title"].null_count == 2


def test_no_columns_at_all_make_an_empty_table() -> None:
    assert table_of({}, CAPTURED).num_rows == 0


def test_columns_of_other_lengths_are_refused() -> None:
    with pytest.raises(pa.ArrowInvalid):
        table_of({"item_id": ["i1", "i2"], "capture_id": ["c1"]}, CAPTURED)


def test_a_cleaned_row_has_every_column_of_a_document_but_what_comes_later() -> None:
    assert set(CLEANED.names) >= set(DOCUMENTS.column_names) - LATER
    for column in DOCUMENTS.columns:
        if column.name not in LATER:
            assert (
                CLEANED.field(column.name).type == arrow_schema(DOCUMENTS).field(column.name).type
            )


def test_the_rows_inside_have_the_columns_of_their_tables() -> None:
    of_the_row = {"document_id", "version_no", "capture_id", "para_no", "evidence_no"}
    for fields, table in ((PARAGRAPH_FIELDS, PARAGRAPHS), (EVIDENCE_FIELDS, EVIDENCE)):
        assert {field.name for field in fields} == set(table.column_names) - of_the_row


def test_meaning_unit_and_version_ride_in_the_schema() -> None:
    schema = arrow_schema(DOCUMENTS)
    assert schema.metadata[b"dateline.contract_version"] == CONTRACT_VERSION.encode()
    assert schema.field("word_count").metadata[b"unit"] == b"words"
    assert not schema.field("document_id").nullable

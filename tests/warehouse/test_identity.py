"""Hashes of rows and tables that know the values and nothing else."""

import hashlib
from datetime import date

import duckdb
import pyarrow as pa
import pytest

from tests.warehouse.toy_publication import ARTICLES, toy_articles
from warehouse.contract import arrow_schema
from warehouse.identity import RowSum, logical_hash, row_sum


def test_the_logical_hash_knows_neither_order_nor_chunks_nor_volatile_columns() -> None:
    rows = toy_articles(4)
    place = rows.schema.get_field_index("run_id")
    other = rows.set_column(place, "run_id", pa.array(["another"] * rows.num_rows))
    turned = pa.concat_tables([other.slice(2), other.slice(0, 2)])
    assert logical_hash(ARTICLES, turned) == logical_hash(ARTICLES, rows)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("article_id", "a9"),
        ("day", date(2017, 9, 26)),
        ("day", None),
        ("text", None),
        ("text", "The harbour opened"),
        ("tags", ["port", ""]),
        ("tags", []),
        ("tags", None),
        ("tags", [None]),
        ("share", 0.5000000000000001),
        ("share", None),
    ],
)
def test_the_logical_hash_changes_with_any_value(column: str, value: object) -> None:
    rows = toy_articles(1).to_pylist()
    changed = [{**rows[0], column: value}, *rows[1:]]
    schema = arrow_schema(ARTICLES)
    before = logical_hash(ARTICLES, pa.Table.from_pylist(rows, schema))
    assert logical_hash(ARTICLES, pa.Table.from_pylist(changed, schema)) != before


def test_the_row_hash_is_the_one_written_down_here_and_not_whatever_duckdb_casts_to() -> None:
    # Should this fail after an upgrade, every snapshot id changes with it.
    # The id, the day since 1970, the words, the list of one tag, the share; the run is volatile.
    spelled = "2:a15:1743419:The harbour opened.6:4:port22:5.0000000000000000e-01"
    digest = hashlib.sha256(spelled.encode()).hexdigest()
    connection = duckdb.connect()
    connection.register("rows", toy_articles(1).slice(0, 1))
    assert row_sum(connection, ARTICLES, "rows").hex() == digest


def test_sums_of_files_add_up_to_the_sum_of_the_table() -> None:
    connection = duckdb.connect()
    rows = toy_articles(4)
    connection.register("whole", rows)
    connection.register("head", rows.slice(0, 2))
    connection.register("tail", rows.slice(2))
    head, tail = (row_sum(connection, ARTICLES, name) for name in ("head", "tail"))
    whole = row_sum(connection, ARTICLES, "whole")
    assert head + tail == whole
    assert RowSum.of(whole.rows, whole.hex()) == whole

"""Rows of Parquet as records, in bounded memory."""

import io
import json
import tracemalloc

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tasks.readers.limits import ReadingRules
from tasks.readers.parquet_rows import rows_at_once
from tasks.readers.records import Record
from tests.tasks.readers.reading import read_entries
from tests.tasks.readers.tables import RULES, beside, entries, reasons, texts


def parquet(rows: int) -> bytes:
    target = io.BytesIO()
    text = [f"Copy of day {number}." for number in range(rows)]
    pq.write_table(pa.table({"title": text, "body": text, "junk": text}), target, row_group_size=50)
    return target.getvalue()


def test_parquet_gives_its_rows() -> None:
    found = entries(parquet(120), "rows.bin")
    assert len(texts(found)) == 120
    assert texts(found)["#row=120"] == "Copy of day 119."
    assert beside(found).title == "Copy of day 0."


@pytest.mark.parametrize("form", ["parquet", "csv", "json"])
def test_a_row_of_any_table_is_too_large_by_its_own_text(form: str) -> None:
    copy = ["One.", "é" * 260, "Three."]
    target = io.BytesIO()
    pq.write_table(pa.table({"text": copy}), target)
    table = {
        "parquet": target.getvalue(),
        "csv": "\nt,".join(["title,text", *copy]).encode(),
        "json": json.dumps([{"text": one} for one in copy]).encode(),
    }[form]
    rules = ReadingRules(max_record_bytes=512)
    found = list(read_entries(io.BytesIO(table), f"rows.{form}", rules))
    assert list(texts(found).values()) == ["One.", "Three."]
    assert list(reasons(found).values()) == ["too_large"]


@pytest.mark.parametrize(("length", "least", "most"), [(20, 256, 256), (1_000_000, 10, 20)])
def test_long_rows_of_parquet_are_read_few_at_a_time(length: int, least: int, most: int) -> None:
    target = io.BytesIO()
    copy = [f"{number} " + "b" * length for number in range(24)]
    pq.write_table(pa.table({"text": copy}), target, use_dictionary=False)
    assert least <= rows_at_once(pq.ParquetFile(target), 0) <= most
    assert len(texts(entries(target.getvalue(), "rows.parquet"))) == 24


class Watched(io.BytesIO):
    """A file that knows the largest piece that was asked of it, and all that was."""

    largest = total = 0

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        self.largest, self.total = max(self.largest, len(data)), self.total + len(data)
        return data


def test_a_large_row_group_is_read_by_its_pages_and_only_the_columns_asked_for() -> None:
    target = Watched()
    copy = [f"{number} " + "b" * 4_000 for number in range(5_000)]
    data = pa.table({"text": copy, "junk": copy})
    pq.write_table(data, target, use_dictionary=False, compression="none")
    target.seek(0)
    target.largest = target.total = 0
    found = list(read_entries(target, "rows.parquet", RULES))
    assert len(texts(found)) == 5_000
    assert target.largest < 5_000_000  # of 20 MB a column; a page has a thousand of these rows
    assert target.total < 25_000_000


def test_a_page_of_parquet_that_would_fill_the_memory_is_refused() -> None:
    target = io.BytesIO()
    copy = [f"{number} " + "b" * 4_000 for number in range(500)]
    pq.write_table(pa.table({"text": copy}), target, use_dictionary=False, compression="none")
    rules = ReadingRules(max_memory_bytes=500_000)
    found = list(read_entries(io.BytesIO(target.getvalue()), "rows.parquet", rules))
    assert reasons(found) == {"": "nested_too_large"}


@pytest.mark.parametrize("form", ["text", "list", "object"])
def test_a_long_text_that_each_row_of_parquet_repeats_takes_its_memory_once(form: str) -> None:
    long = "b" * 1_000_000
    cell = {"text": long, "list": ["Lead.", long], "object": {"name": long, "id": 1}}[form]
    target = io.BytesIO()
    table = pa.table({"text": [cell] * 60, "url": [f"https://a.example/{n}" for n in range(60)]})
    pq.write_table(table, target, compression="none")
    del table
    assert target.tell() < 1_100_000
    before, most_of_arrow, lengths = pa.total_allocated_bytes(), 0, []
    tracemalloc.start()
    for entry in read_entries(io.BytesIO(target.getvalue()), "rows.parquet", RULES):
        most_of_arrow = max(most_of_arrow, pa.total_allocated_bytes() - before)
        if isinstance(entry, Record):
            lengths.append((len(entry.content), entry.beside.url))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    length = 1_000_007 if form == "list" else 1_000_000
    assert lengths == [(length, f"https://a.example/{n}") for n in range(60)]
    assert most_of_arrow < 8_000_000  # the text, the page it came in, and the look ahead
    assert most < 12_000_000


def test_a_list_that_repeats_a_long_text_in_one_row_is_too_large_before_it_is_whole() -> None:
    target = io.BytesIO()
    pq.write_table(pa.table({"text": [["b" * 200_000] * 400, ["One."]]}), target)
    rules = ReadingRules(max_record_bytes=1_000_000)
    tracemalloc.start()
    found = list(read_entries(io.BytesIO(target.getvalue()), "rows.parquet", rules))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert list(reasons(found).values()) == ["too_large"]
    assert list(texts(found).values()) == ["One."]
    assert most < 8_000_000  # of 80 MB


def test_a_bomb_of_parquet_is_refused_before_it_is_unpacked() -> None:
    target = io.BytesIO()
    copy = [" " * 4_000_000] * 20
    pq.write_table(pa.table({"text": copy}), target, use_dictionary=False, compression="zstd")
    rules = ReadingRules(ratio_free_bytes=1_000_000)
    found = list(read_entries(io.BytesIO(target.getvalue()), "rows.parquet", rules))
    assert reasons(found) == {"": "decompression_bomb"}


def test_damaged_parquet_is_quarantined() -> None:
    whole = parquet(120)
    assert reasons(entries(whole[:-20], "rows.parquet")) == {"": "damaged_archive"}
    damaged = whole[:4] + bytes(200) + whole[204:]
    found = entries(damaged, "rows.parquet")
    assert "damaged_member" in reasons(found).values()
    assert texts(found)


def test_a_day_that_python_has_not_costs_its_own_cell_only() -> None:
    target = io.BytesIO()
    days = pa.array([1 << 61, 1_500_000_000_000_000], pa.timestamp("us"))
    pq.write_table(pa.table({"text": ["One.", "Two."], "date": days}), target)
    found = entries(target.getvalue(), "rows.parquet")
    said = [one.beside.published_at for one in found if isinstance(one, Record)]
    assert said == [None, "2017-07-14T02:40:00"]

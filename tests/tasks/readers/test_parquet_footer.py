"""The footer of a Parquet file: read as Arrow reads it, and damaged in every way of one bit."""

import io
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tasks.readers.entries import open_entries
from tasks.readers.limits import ReadingRules
from tasks.readers.parquet_footer import Chunk, chunks_by_group
from tasks.readers.records import NoRecord

FLIPPED_BYTES = 40  # from the footer's beginning on; the schema, whose bits Arrow died of, is there


def quay(**options: object) -> bytes:
    target = io.BytesIO()
    text = ["The quay was closed on Monday."] * 3
    pq.write_table(pa.table({"text": text}), target, store_schema=False, **options)
    return target.getvalue()


def footer_of(file: bytes) -> int:
    """Where the footer begins."""
    return len(file) - 8 - int.from_bytes(file[-8:-4], "little")


@pytest.mark.parametrize("options", [{}, {"row_group_size": 7}, {"use_dictionary": False}])
@pytest.mark.parametrize("version", ["1.0", "2.6"])
def test_the_footer_says_of_each_chunk_what_arrow_says(
    options: dict[str, object], version: str
) -> None:
    target = io.BytesIO()
    rows = {
        "text": [f"Copy of day {number}." for number in range(20)],
        "é.x": [{"authors": ["Ann", "Li"], "words": number} for number in range(20)],
        "is_new": [True, None] * 10,
    }
    pq.write_table(pa.table(rows), target, version=version, **options)
    metadata = pq.ParquetFile(target).metadata
    groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    said = [[group.column(number) for number in range(group.num_columns)] for group in groups]
    assert chunks_by_group(target) == [
        [
            Chunk(
                one.path_in_schema,
                one.physical_type == "BYTE_ARRAY"
                and any("DICTIONARY" in encoding for encoding in one.encodings),
                one.total_compressed_size,
                one.total_uncompressed_size,
            )
            for one in chunks
        ]
        for chunks in said
    ]


def read_flipped() -> None:
    """Each bit of the footer's beginning flipped, one at a time; what is read does not matter."""
    good = quay()
    for place in range(footer_of(good), footer_of(good) + FLIPPED_BYTES):
        for bit in range(8):
            flipped = bytearray(good)
            flipped[place] ^= 1 << bit
            _, entries = open_entries(io.BytesIO(flipped), "a.parquet", ReadingRules())
            assert list(entries)


def test_no_flipped_bit_of_a_footer_ends_the_process() -> None:
    # in a process of its own, as a failure would be the end of all tests
    run = f"from {__name__} import read_flipped; read_flipped()"
    subprocess.run([sys.executable, "-c", run], check=True, capture_output=True)


def test_a_footer_that_is_none_is_a_damaged_archive() -> None:
    good = quay()
    for flipped in (good[: footer_of(good)] + b"\xff" * 60 + good[-8:], good[:-6] + good[-4:]):
        _, entries = open_entries(io.BytesIO(flipped), "a.parquet", ReadingRules())
        (entry,) = entries
        assert isinstance(entry, NoRecord)
        assert entry.reason_code == "damaged_archive"


@pytest.mark.parametrize(
    "footer", [b"", b"\x49" + b"\x1c" * 500, b"\x49\xfc\xff\xff\xff\x7f", b"\x0d"]
)
def test_a_footer_that_cannot_be_read_is_an_error_of_its_value(footer: bytes) -> None:
    tail = len(footer).to_bytes(4, "little") + b"PAR1"
    for file in (footer + tail, footer + b"\xff" + tail[1:]):
        with pytest.raises(ValueError, match="footer"):
            chunks_by_group(io.BytesIO(file))

"""Bytes that fit no character, all the way from a capture to the parts that a run writes."""

from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.article.identity import item_id
from tasks.clean import clean
from tasks.jobs import PartJob
from tasks.parse import parse
from tasks.readers.records import DAMAGED, GUESSED
from warehouse.layers import CAPTURED, table_of
from warehouse.store import Store

COPY = (
    "The boats came back to the pier of Linhai, where the caf\xe9 on the quay had opened early.\n\n"
    "The crews were at sea for a week, the harbour master said on Friday, and \xabnobody\xbb slept."
)


def read(
    folder: Path, data: bytes, content_type: str | None = None
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What parse writes of one capture, and what clean does where parse kept it."""
    store = Store(folder)
    store.create()
    capture = sha256(data).hexdigest()
    columns: dict[str, object] = {
        "item_id": [item_id(capture)],
        "capture_id": [capture],
        "content": pa.array([data], pa.large_binary()),
        "content_type": [content_type],
    }
    captured = store.write_part("captured", capture[:8], table_of(columns, CAPTURED))
    parsed = parse(PartJob(str(folder), captured, "r")).part
    cleaned = clean(PartJob(str(folder), parsed, "r", captured=captured)).part
    [row] = store.read_part(parsed).to_pylist()
    return row, store.read_part(cleaned).to_pylist()


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
@pytest.mark.parametrize("stray", [b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d"])
def test_a_stray_byte_is_shown_where_it_stood(tmp_path: Path, encoding: str, stray: bytes) -> None:
    data = COPY.encode(encoding).replace(b"Friday", b"Fri" + stray + b"day")
    _, [row] = read(tmp_path, data)
    assert row["encoding"] == encoding
    assert row["body"] == COPY.replace("Friday", "Fri\ufffdday")
    assert "damaged_bytes" in row["quality_flags"]
    [span] = [one for one in row["paragraphs"] if "Fri" in one["text"]]
    assert data[span["byte_start"] : span["byte_end"]].startswith(b"The crews were")


@pytest.mark.parametrize(("encoding", "is_guessed"), [("utf-8", False), ("cp1252", True)])
def test_a_text_in_a_guessed_encoding_says_so(
    tmp_path: Path, encoding: str, is_guessed: bool
) -> None:
    _, [row] = read(tmp_path, COPY.encode(encoding))
    assert row["body"] == COPY
    assert ("encoding_guessed" in row["quality_flags"]) == is_guessed


@pytest.mark.parametrize(
    ("note", "flag"), [(GUESSED, "encoding_guessed"), (DAMAGED, "damaged_bytes")]
)
def test_a_row_has_the_flags_of_its_table(tmp_path: Path, note: str, flag: str) -> None:
    _, [row] = read(tmp_path, COPY.encode(), f"text/plain; charset=utf-8; {note}")
    assert (row["body"], row["encoding"]) == (COPY, "utf-8")
    assert flag in row["quality_flags"]


@given(st.binary(max_size=12), st.integers(0, 180))
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_bytes_stop_a_part(
    tmp_path_factory: pytest.TempPathFactory, odd: bytes, at: int
) -> None:
    data = COPY.encode()
    parsed, cleaned = read(tmp_path_factory.mktemp("w"), data[:at] + odd + data[at:])
    assert len(cleaned) == (parsed["reason_code"] is None)
    assert all(row["body"] for row in cleaned)

"""JSON that takes far more memory than its length is refused before it is parsed."""

import io
import json
import tracemalloc

import pytest

from tasks.readers.json_weight import is_too_heavy
from tasks.readers.limits import ReadingRules
from tests.growth import grows_in_line
from tests.tasks.readers.reading import read_entries
from tests.tasks.readers.tables import reasons, texts

ROOM = 4 << 20
RULES = ReadingRules(max_memory_bytes=ROOM, max_record_bytes=4 << 20)
GOOD = '{"text": "Copy.", "title": "Quay"}'
HEAVY = '{"text": "a", "x": [' + "{}," * 250_000 + "{}]}"


@pytest.mark.parametrize(
    ("data", "read"),
    [
        (HEAVY, []),
        (f"{GOOD}\n{HEAVY}\n{GOOD}\n", ["#line=1", "#line=3"]),
        (f"{HEAVY}\n{GOOD}\n", ["#line=2"]),
        (f"[{GOOD}, {HEAVY}, {GOOD}]", ["#item=1"]),
        (f"[{HEAVY}]", []),
        (f"{{\n{GOOD[1:]}\n{HEAVY}", ["#item=1"]),
    ],
)
def test_an_object_of_countless_values_is_refused_unread(data: str, read: list[str]) -> None:
    stream = io.BytesIO(data.encode())
    tracemalloc.start()
    found = list(read_entries(stream, "rows.json", RULES))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert list(texts(found)) == read
    assert list(reasons(found).values()) == ["too_large"]
    assert most < 13 << 20  # parsed, it takes 18 MB beside itself


@pytest.mark.parametrize("sign", [",", ", [", '\\", {', ":"])
def test_a_long_text_of_many_signs_is_read(sign: str) -> None:
    row = '{"text": "' + sign * (400_000 // len(sign)) + '"}'
    rules = ReadingRules(max_memory_bytes=2 << 20)
    for data in (row, f"[{row}, {row}]", f"{row}\n{row}\n"):
        found = list(read_entries(io.BytesIO(data.encode()), "rows.json", rules))
        assert set(texts(found).values()) == {json.loads(row)["text"]}
        assert reasons(found) == {}


def test_small_objects_behind_a_long_one_are_not_weighed_with_it() -> None:
    long = json.dumps({"text": "a, " * 200_000})
    data = f"[{long}" + f",{GOOD}" * 20_000 + "]"
    found = list(read_entries(io.BytesIO(data.encode()), "rows.json", RULES))
    assert len(texts(found)) == 20_001
    assert reasons(found) == {}


@pytest.mark.parametrize("piece", ['\\"', '"', "{},", "\\"])
def test_weighing_takes_time_in_line_with_length(piece: str) -> None:
    def made(size: int) -> str:
        return '{"x": "' + piece * (4 * size // len(piece))

    def weigh(text: str) -> None:
        is_too_heavy(text, 1)

    assert grows_in_line(made, weigh, 70_000)

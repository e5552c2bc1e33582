"""Rows of JSON as records, whatever is wrong with some of them."""

import io
import json
import tracemalloc

import pytest

from tasks.readers.limits import ReadingRules
from tasks.readers.records import Beside, Record
from tests.growth import grows_in_line
from tests.tasks.readers.reading import read_entries
from tests.tasks.readers.tables import RULES, beside, entries, reasons, texts

ROWS = [
    {"title": "Quay", "text": "One.", "authors": ["A. Writer", {"name": "B. Penn"}], "n": 1},
    {"title": None, "text": ["First paragraph.", "Second."], "meta": {"url": "http://x.example"}},
]


@pytest.mark.parametrize(
    "piece", ["{x},", '{"a":', "[", '"', '{"text": "a"}{', "9", '{"a": [', "\\"]
)
def test_hostile_json_is_read_in_time_in_line_with_its_size(piece: str) -> None:
    def made(size: int) -> bytes:
        return b'[{"text": "a"},' + piece.encode() * (size // len(piece))

    def read(data: bytes) -> None:
        assert reasons(list(read_entries(io.BytesIO(data), "rows.json", RULES)))

    assert grows_in_line(made, read, 10_000)


def test_json_is_read_a_line_a_list_or_an_object() -> None:
    expected = ["One.", "First paragraph.\n\nSecond."]
    lines = "\n".join(map(json.dumps, ROWS)).encode()
    found = entries(lines, "rows.txt")
    assert texts(found) == dict(zip(("#line=1", "#line=2"), expected, strict=True))
    assert beside(found).byline == "A. Writer; B. Penn"
    shapes = ROWS, {"n": 2, "rows": ROWS}
    for data in (json.dumps(shapes[0]), json.dumps(shapes[0], indent=1), json.dumps(shapes[1])):
        found = entries(data.encode(), "rows.json")
        assert texts(found) == dict(zip(("#item=1", "#item=2"), expected, strict=True))
        assert found[-1] == Record("#item=2", expected[1].encode(), Beside(url="http://x.example"))
    assert texts(entries(json.dumps(ROWS[0], indent=2).encode(), "row.json")) == {"": "One."}


def test_a_damaged_line_or_object_does_not_end_the_rest() -> None:
    good = [json.dumps({"text": f"Copy {n}."}) for n in range(4)]
    lines = "\n".join([good[0], good[1][:-5], "", good[2], "[1]"])
    found = entries(lines.encode(), "rows.jsonl")
    assert set(texts(found)) == {"#line=1", "#line=4"}
    assert reasons(found) == {"#line=2": "damaged_row", "#line=5": "damaged_row"}
    objects = f'[{good[0]}, {{"text": "a" "b"}}, {good[2]},\n{good[3]}'
    found = entries(objects.encode(), "rows.json")
    assert list(texts(found).values()) == ["Copy 0.", "Copy 2.", "Copy 3."]
    assert reasons(found) == {"#item=2": "damaged_row", "": "truncated_archive"}


@pytest.mark.parametrize("longest", [100, 101, 115, 10_000])
def test_rows_keep_their_line_numbers_behind_a_damaged_first_line(longest: int) -> None:
    lines = ['{"text": "Copy', *(json.dumps({"text": f"Copy {n}."}) for n in range(2, 40))]
    rules = ReadingRules(max_record_bytes=longest)
    for end in ("", "\n"):
        data = ("\n".join(lines) + end).encode()
        found = list(read_entries(io.BytesIO(data), "rows.jsonl", rules))
        assert texts(found) == {f"#line={n}": f"Copy {n}." for n in range(2, 40)}
        assert reasons(found) == {"#line=1": "damaged_row"}


def test_a_list_goes_on_after_any_count_of_damaged_objects() -> None:
    rows = ['{"text": "a" "b"}', '{"text": "a"}'] * 1_500
    found = entries(f"[{', '.join(rows)}]".encode(), "rows.json")
    assert len(texts(found)) == 1_500
    assert reasons(found)[""] == "too_many_refusals"


def test_objects_that_are_never_closed_are_not_parsed_again_and_again() -> None:
    hostile = b'[{"text": "a"}' + b', {"text": [{"x": 1}' * 5_000 + b"]"
    every_one = ReadingRules(max_refusals=10_000)
    stopped = list(read_entries(io.BytesIO(hostile), "rows.json", every_one))
    assert "damaged_archive" in reasons(stopped).values()


def test_a_list_goes_on_after_what_is_no_object_and_after_long_damage() -> None:
    damage = '{"text": "a" ' + "b" * 300_000
    data = (
        f'[{{"text": "a"}}, 5, {{"text": "b"}}, {damage}}}, {{"text": "c"}}, {{"text": "d" }},{{]'
    )
    found = entries(data.encode(), "rows.json")
    assert texts(found) == {"#item=1": "a", "#item=3": "b", "#item=5": "c", "#item=6": "d"}
    assert reasons(found) == dict.fromkeys(("#item=2", "#item=4", "#item=7"), "damaged_row")
    hostile = b'[{"text": "a"},' + b"{x}," * 100_000 + b'{"n": ' + b"9" * 10_000 + b"}]"
    assert reasons(entries(hostile, "rows.json"))[""] == "too_many_refusals"
    huge = b'[{"text": "a"}, {"n": ' + b"9" * 10_000 + b'}, {"text": "b"}]'
    assert list(texts(entries(huge, "rows.json")).values()) == ["a", "b"]


@pytest.mark.parametrize("between", ["", "\n", ",\n", "\r\n\ufeff", " " * 100_000])
def test_lists_put_one_after_the_other_are_all_read(between: str) -> None:
    lists = [json.dumps([{"text": f"Copy {n}."} for n in range(at, at + 3)]) for at in (0, 3)]
    found = entries((lists[0] + between + "[]" + between + lists[1] + "\n").encode(), "rows.json")
    assert list(texts(found).values()) == [f"Copy {n}." for n in range(6)]
    assert reasons(found) == {}


def test_what_follows_a_list_and_is_none_is_named() -> None:
    found = entries(b'[{"text": "One."}]\n{"text": "Two."}\n', "rows.json")
    assert texts(found) == {"#item=1": "One."}
    assert reasons(found) == {"": "damaged_archive"}


def test_a_row_whose_text_has_another_key_than_the_first_rows_is_read_by_its_own() -> None:
    rows = [json.dumps({"text": f"Copy {n}.", "title": "Quay"}) for n in range(150)]
    rows += ['{"body": "Other.", "title": "Tides"}', '{"text": null, "html": "<p>Third.</p>"}']
    rows += ['{"body": "One.", "full_text": "Two."}', '{"text": "", "body": "x"}', '{"title": "T"}']
    data = "\n".join(rows).encode()
    found = entries(data, "rows.jsonl")
    assert texts(found)["#line=151"] == "Other."
    assert texts(found)["#line=152"] == "<p>Third.</p>"
    expected = {"#line=153": "missing_column", "#line=154": "empty_text", "#line=155": "empty_text"}
    assert reasons(found) == expected
    told = entries(data, "rows.jsonl", {"text": "text"})
    assert reasons(told) == expected | dict.fromkeys(("#line=151", "#line=152"), "missing_column")


def test_half_a_character_of_json_is_replaced() -> None:
    found = entries(b'{"title": "\\ud83d", "text": "A \\ud83d bell"}\n', "rows.jsonl")
    assert list(texts(found).values()) == ["A � bell"]


def test_a_long_list_of_objects_streams() -> None:
    body = b'{"title": "Quay", "text": "' + b"The council met. " * 20 + b'"}'
    data = io.BytesIO(b"[" + b",\n".join([body] * 20_000) + b"]")
    tracemalloc.start()
    count = sum(isinstance(one, Record) for one in read_entries(data, "rows.json", RULES))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 20_000
    assert most < 5_000_000  # of 7.4 MB


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_a_line_far_over_the_limit_takes_memory_by_the_limit_only(form: str) -> None:
    rules = ReadingRules(max_record_bytes=1_000_000)
    begin, end = {"jsonl": (b'{"text": "', b'"}\n{"text": "after"}\n'),
                  "csv": (b"title,text\na,", b"\nb,after\n")}[form]  # fmt: skip
    data = io.BytesIO(begin + b"b" * 20_000_000 + end)
    tracemalloc.start()
    found = list(read_entries(data, f"rows.{form}", rules))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert list(texts(found).values()) == ["after"]
    assert list(reasons(found).values()) == ["too_large"]
    assert most < 8_000_000


def test_a_number_is_no_text() -> None:
    lines = (
        b'{"url": "http://a.example/1", "text": 0}\n{"url": "http://a.example/2", "text": "A"}\n'
    )
    assert list(texts(entries(lines, "t.jsonl")).values()) == ["A"]


def test_a_json_text_sequence_is_read_as_lines() -> None:
    data = b'\x1e{"text": "One."}\n\x1e{"text": "Two."}\n'
    assert list(texts(entries(data, "rows.jsonl")).values()) == ["One.", "Two."]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-32-be"])
@pytest.mark.parametrize("indent", [None, 1])
def test_no_row_behind_the_mark_of_a_file_that_was_joined_is_lost(
    encoding: str, indent: int | None
) -> None:
    rows = [json.dumps({"title": name, "text": f"{name} came."}, indent=indent) for name in "ABC"]
    data = "".join(f"\ufeff{row}\n" for row in rows) + "\ufeff\n"
    found = entries(data.encode(encoding), "rows.jsonl")
    assert list(texts(found).values()) == ["A came.", "B came.", "C came."]
    assert reasons(found) == {}


def test_a_table_by_columns_is_no_row() -> None:
    data = b'{"url": ["http://x.example/1", "http://x.example/2"], "text": ["One.", "Two."]}'
    assert list(reasons(entries(data, "rows.json")).values()) == ["damaged_row"]
    one = b'{"url": "http://x.example/1", "text": ["One.", "Two."]}'
    assert list(texts(entries(one, "rows.json")).values()) == ["One.\n\nTwo."]

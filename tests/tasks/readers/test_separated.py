"""Articles in one file: where its lines end."""

import io

import pytest

from tasks.readers.limits import ReadingRules
from tasks.readers.records import Record
from tasks.readers.separated import LONGEST_LINE
from tests.growth import grows_in_line
from tests.tasks.readers.reading import read_entries

RULES = ReadingRules(article_separator="=====")
FIRST = "The boats came back to the pier of Linhai on Tuesday, the harbour master said."
SECOND = "The café on the quay had opened early, and the crews were there before noon."


def contents(data: bytes) -> list[str]:
    found = read_entries(io.BytesIO(data), "a.txt", RULES)
    return [one.content.decode() for one in found if isinstance(one, Record)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
@pytest.mark.parametrize("last", ["", "\n"])
def test_a_line_ends_as_the_text_has_it(encoding: str, end: str, last: str) -> None:
    text = f"{FIRST}{end}{SECOND}{end}====={end}{SECOND}{end}{last}"
    assert [one.rstrip() for one in contents(text.encode(encoding))] == [
        f"{FIRST}{end}{SECOND}",
        SECOND,
    ]


def test_a_stray_return_ends_no_line_among_line_feeds() -> None:
    text = f"{FIRST}\n{SECOND}\n{SECOND}\r=====\r{FIRST}\n"
    assert contents(text.encode()) == [text]


def test_a_separator_of_returns_is_seen_wherever_it_stands() -> None:
    for before in range(LONGEST_LINE - 8, LONGEST_LINE + 3):
        lines = "a" * 99 + "\r"
        text = (lines * (before // 100 + 1))[-before + 1 :] + "\r"
        assert contents(f"{text}=====\r{SECOND}\r".encode()) == [text, f"{SECOND}\r"]


def test_lines_of_returns_take_time_in_line_with_the_size() -> None:
    copy = f"{FIRST}\r".encode()
    assert grows_in_line(lambda size: copy * size, contents, 1000, 1 << 16)

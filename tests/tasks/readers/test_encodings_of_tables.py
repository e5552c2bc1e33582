"""What a row says of the bytes of its table."""

import pytest

from tasks.readers.records import DAMAGED, GUESSED, Record, Remark
from tests.tasks.readers.tables import entries

POLISH = "Łodzie wróciły we wtorek do portu w Gdańsku, powiedział kapitan. Załoga śpiewała."
PLAIN = "The boats came back to the pier of Linhai on Tuesday, the harbour master said."
ROW = '%s,"%s",world\n'
ROWS = "title,text,section\n" + ROW % ("A", POLISH) + ROW % ("B", PLAIN) + ROW % ("C", POLISH) * 20
LINE = '{"title": "%s", "text": "%s"}\n'
LINES = LINE % ("A", PLAIN) + LINE % ("B", PLAIN)


def content_types(data: bytes, name: str = "rows.csv") -> list[str | None]:
    return [one.beside.content_type for one in entries(data, name) if isinstance(one, Record)]


def test_the_rows_of_a_table_in_a_guessed_encoding_say_so() -> None:
    first, plain, *others = content_types(ROWS.encode("cp1250"))
    assert {first, *others} == {f"text/plain; charset=utf-8; {GUESSED}"}
    assert plain is None


def test_a_run_prints_the_guess() -> None:
    first = entries(ROWS.encode("cp1250"), "rows.csv")[0]
    assert isinstance(first, Remark)
    assert first.text.startswith("columns read: text = text, ")
    assert first.text.endswith("; the encoding is guessed: cp1250")


def test_a_page_in_a_cell_stays_one() -> None:
    rows = ROWS.replace("text,", "html,")
    assert content_types(rows.encode("cp1250"))[0] == f"text/html; charset=utf-8; {GUESSED}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32-be"])
def test_of_an_encoding_that_is_told_nothing_is_said(encoding: str) -> None:
    assert set(content_types(ROWS.encode(encoding))) == {None}


@pytest.mark.parametrize(("name", "text"), [("a.csv", ROWS), ("a.jsonl", LINES)])
def test_a_row_that_lost_a_byte_says_so(name: str, text: str) -> None:
    data = text.encode("utf-16-le")
    lost = data.index("Tuesday".encode("utf-16-le"))
    found = content_types(data[:lost] + data[lost + 1 :], name)
    assert [one for one in found if one] == [f"text/plain; charset=utf-8; {DAMAGED}"]


def test_a_byte_that_the_guessed_encoding_has_not_is_damage() -> None:
    row = "港口,渡轮星期二返回临海港口，工程师检查了起重机。,本地\n".encode("gb18030")
    damaged = row.replace("，".encode("gb18030"), b"\xff")
    first, second, *_ = content_types(b"title,text,section\n" + damaged + row * 20)
    assert first == f"text/plain; charset=utf-8; {GUESSED}; {DAMAGED}"
    assert second == f"text/plain; charset=utf-8; {GUESSED}"

"""Tables whose cells hold lines, quotes and delimiters: well written rows stay whole."""

import csv
import io
from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tasks.readers.delimited import DELIMITERS
from tasks.readers.limits import ReadingRules
from tasks.readers.records import NoRecord, Record
from tests.growth import grows_in_line
from tests.tasks.readers.reading import read_entries
from tests.tasks.readers.tables import HEAD, entries, reasons, texts

MILL = "The mill will close in the spring after eighty years.\n\nThe owner did not say when."
SHIP = 'The old ship came in on Monday.\n\nNobody saw it but "the harbor master", and his dog.'
# what lines of rows are made of, so that lines of texts look like rows
PIECES = st.sampled_from(
    [*DELIMITERS, '"', '""', "\n", "\n\n", "\r\n", "\r", " ", "https://x.example/1", "2017-04-01",
     "Quay", "He came, they said, and left.", "a;b|c\td", '"No," he said.', "港口"]
)  # fmt: skip
CELLS = st.lists(PIECES, max_size=9).map("".join)
COLUMNS = ("text", "date", "url")


def written(
    rows: Sequence[Sequence[str]], delimiter: str = ",", *, quote_all: bool = False
) -> bytes:
    out = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    csv.writer(out, delimiter=delimiter, quoting=quoting).writerows(rows)
    return out.getvalue().encode()


def said_of_rows(data: bytes, rules: ReadingRules | None = None) -> dict[str, str]:
    """Of each row its text, or the reason why it has none."""
    found = read_entries(io.BytesIO(data), "t.csv", rules or ReadingRules())
    return {
        one.name: one.content.decode() if isinstance(one, Record) else one.reason_code
        for one in found
        if isinstance(one, (Record, NoRecord))
    }


@settings(max_examples=200, deadline=None)
@given(
    columns=st.permutations(COLUMNS),
    rows=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=6),
    delimiter=st.sampled_from(DELIMITERS),
    quote_all=st.booleans(),
)
@example(list(COLUMNS), [(SHIP, "2017-04-01", "https://x.example/1")] * 2, ",", False)
@example(
    ["url", "date", "text"], [("https://x.example/1", "", "a\nhttps://x.example/2,b,c\nd")] * 2,
    ",", False,
)  # fmt: skip
def test_every_well_written_table_comes_back_row_for_row(
    columns: list[str], rows: list[tuple[str, str, str]], delimiter: str, quote_all: bool
) -> None:
    at = columns.index("text")
    expected = {
        f"#row={number}": row[at] if row[at].strip() else "empty_text"
        for number, row in enumerate(rows, start=2)
    }
    assert said_of_rows(written([columns, *rows], delimiter, quote_all=quote_all)) == expected


@settings(max_examples=100, deadline=None)
@given(texts=st.lists(CELLS.filter(str.strip), min_size=1, max_size=6))
def test_every_well_written_column_of_texts_comes_back(texts: list[str]) -> None:
    data = written([["text"], *([text] for text in texts)], quote_all=True)
    assert list(said_of_rows(data).values()) == texts


@settings(max_examples=100, deadline=None)
@given(
    rows=st.lists(st.lists(CELLS.filter(str.strip), min_size=1, max_size=6), min_size=1, max_size=6)
)
def test_a_row_of_another_width_is_one_row_of_the_quarantine(rows: list[list[str]]) -> None:
    expected = {
        f"#row={number}": row[0] if len(row) == 3 else "ragged_row"
        for number, row in enumerate(rows, start=2)
    }
    assert said_of_rows(written([COLUMNS, *rows], quote_all=True)) == expected


@settings(max_examples=100, deadline=None)
@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=6))
def test_a_row_that_is_too_long_takes_no_other_with_it(rows: list[tuple[str, str, str]]) -> None:
    lengths = [len(written([row]).decode()) for row in rows]
    expected = [
        "too_large" if length > 60 else row[0] if row[0].strip() else "empty_text"
        for row, length in zip(rows, lengths, strict=True)
    ]
    found = said_of_rows(written([COLUMNS, *rows]), ReadingRules(max_record_bytes=60))
    assert list(found.values()) == expected


def test_the_last_line_of_a_text_may_look_like_a_row() -> None:
    rows = [
        [SHIP, "2017-04-01", "https://x.example/1"],
        [MILL, "2017-04-02", "https://x.example/2"],
    ]
    assert said_of_rows(written([COLUMNS, *rows])) == {"#row=2": SHIP, "#row=3": MILL}


def test_a_ragged_row_of_many_lines_is_one_row_and_the_next_keeps_its_number() -> None:
    table = written([
        ["text", "date", "url", "title"],
        [SHIP, "2017-04-01", "https://x.example/1", "Ship"],
        [MILL, "2017-04-02", "https://x.example/2", "Mill", "one more"],
        [SHIP, "2017-04-03", "https://x.example/3", "Ship"],
    ])  # fmt: skip
    assert said_of_rows(table) == {"#row=2": SHIP, "#row=3": "ragged_row", "#row=4": SHIP}


def test_a_long_text_that_ends_like_a_row_is_too_large_as_a_whole() -> None:
    long = "One line of a text.\n" * 200 + "https://x.example/0,2017,so it ends"
    rows = [[MILL, "2017-04-02", "https://x.example/2"], [long, "2017", "https://x.example/3"]]
    table = written([COLUMNS, *rows, rows[0]])
    found = said_of_rows(table, ReadingRules(max_record_bytes=1_000))
    assert found == {"#row=2": MILL, "#row=3": "too_large", "#row=4": MILL}


@pytest.mark.parametrize("cut", [0, 1])
def test_a_table_cut_within_a_text_loses_that_row_alone(cut: int) -> None:
    text = (
        "The mill will close.\n\nHe came, they said, and left.\nThe owner is silent, it seems, now"
    )
    first = ["2017-04-01", "https://x.example/1", SHIP]
    table = written([["date", "url", "text"], first, [*first[:2], text]]).rstrip()[: -1 - cut]
    assert said_of_rows(table) == {"#row=2": SHIP, "#row=3": "damaged_row"}
    one_line = written([["date", "url", "text"], first, [*first[:2], "He said, now"]]).rstrip()[:-1]
    assert said_of_rows(one_line) == {"#row=2": SHIP, "#row=3": "damaged_row"}


def test_an_unclosed_quote_costs_its_row_where_no_row_has_an_address() -> None:
    broken = b'a,b,c\nb,c,"never closed\nc,d,plain\nd,e,"Two."\ne,f,"Three\nand more."\n'
    found = entries(HEAD + broken, "t.csv")
    assert list(texts(found).values()) == ["c", "plain", "Two.", "Three\nand more."]
    assert reasons(found) == {"#row=3": "damaged_row"}


def test_an_unclosed_quote_before_a_text_of_many_lines_costs_its_row() -> None:
    table = b'text,date,url\n"Never closed,2017,https://x.example/1\n"Two\n\nand on.",2017,x\nc,,\n'
    assert said_of_rows(table) == {
        "#row=2": "damaged_row",
        "#row=3": "Two\n\nand on.",
        "#row=4": "c",
    }


def test_an_unclosed_quote_in_a_column_of_texts_costs_its_row() -> None:
    assert said_of_rows(b'text\nOne.\n"Never closed\n"Two."\nThree.\n') == {
        "#row=2": "One.", "#row=3": "damaged_row", "#row=4": "Two.", "#row=5": "Three.",
    }  # fmt: skip
    assert said_of_rows(b'text\nOne.\n"Never closed\nTwo.\n') == {
        "#row=2": "One.", "#row=3": "damaged_row", "#row=4": "Two.",
    }  # fmt: skip


def test_quotes_that_are_not_doubled_tear_no_text_apart() -> None:
    table = b'text,date,url\n"First.\n\nHe said "no",2017,https://x.example/1\nTwo,,\n'
    assert said_of_rows(table) == {"#row=2": 'First.\n\nHe said no"', "#row=3": "Two"}


@pytest.mark.parametrize(
    "row",
    ['"a"b,"c\n', 'x,"\n', 'a,b,"never closed\n', 'x,"y\n"\n', '"\n\n', '"a\n"b,"\n',
     '"a"b,"c"d,"\n', 'a,b,"c\nd"e,"f\n'],
)  # fmt: skip
def test_stray_quotes_are_read_in_time_in_line_with_their_number(row: str) -> None:
    def read(table: bytes) -> None:
        list(read_entries(io.BytesIO(table), "t.csv", ReadingRules()))

    assert grows_in_line(lambda size: HEAD + row.encode() * (size // len(row)), read, 10_000)


def test_the_end_of_a_torn_text_is_no_text() -> None:
    torn = b'One.\n\nThe end.",2017,https://x.example/1\nTwo,2018,https://x.example/2\n'
    assert said_of_rows(b"text,date,url\n" + torn) == {
        "#row=2": "ragged_row", "#row=3": "damaged_row", "#row=4": "Two",
    }  # fmt: skip
    inch = b'A pipe of 5",2017,https://x.example/1\n'
    assert said_of_rows(b"text,date,url\n" + inch) == {"#row=2": 'A pipe of 5"'}


LINES = st.sampled_from([
    "The mill will close in the spring.", "He came, they said, and left.", "It is over, now.",
    '"No," he said.', 'They read "Das Kapital".', "Nobody knows when",
])  # fmt: skip
PROSE = st.lists(LINES, min_size=1, max_size=5).flatmap(
    lambda lines: st.sampled_from(["\n", "\n\n"]).map(lambda between: between.join(lines))
)
TITLES = st.sampled_from(["Mill closes", "Mill, harbour and school close", "A ship"])


@settings(max_examples=300, deadline=None)
@given(
    columns=st.permutations(["text", "title", "date"]),
    rows=st.lists(st.tuples(PROSE, TITLES), min_size=2, max_size=6),
    broken=st.integers(0, 5),
    quote_all=st.booleans(),
)
def test_a_quote_that_is_not_closed_costs_its_row_and_publishes_none_of_its_pieces(
    columns: list[str], rows: list[tuple[str, str]], broken: int, quote_all: bool
) -> None:
    at, broken = columns.index("text"), broken % len(rows)
    lines = []
    for number, (text, title) in enumerate(rows):
        cells = {"text": f"{number}. {text}", "title": title, "date": f"2024-01-0{number + 1}"}
        quoted = [
            written([[cells[name]]], quote_all=quote_all or name == "text").decode().rstrip()
            for name in columns
        ]
        if number == broken:
            quoted[at] = quoted[at][:-1]
        lines.append(",".join(quoted))
    data = "\n".join([",".join(columns), *lines, ""]).encode()
    said = list(said_of_rows(data).values())
    expected = [f"{number}. {text}" for number, (text, _) in enumerate(rows)]
    of_broken = expected.pop(broken)
    assert of_broken not in said
    assert [one for one in said if one not in {"damaged_row", "ragged_row"}] == expected
    assert len(said) == len(rows)


def test_the_last_line_of_a_broken_text_is_no_row() -> None:
    table = b'text,date,title\n"Closed.\n\nOver,2017,"Mill, closed"\n"Two\n\nand on.",2017,x\n'
    assert said_of_rows(table) == {"#row=2": "ragged_row", "#row=3": "Two\n\nand on."}


def test_a_text_whose_quotes_are_not_doubled_stays_where_they_begin_no_cell() -> None:
    table = b'text,date,url\n"First.\n\n"Gone" is the word, he said,2017,u\nTwo,,\n'
    assert "Two" in said_of_rows(table).values()


def test_between_tabs_a_cell_that_only_begins_with_a_quote_keeps_it() -> None:
    cells = ['"We won," he said. "It was hard," she said.', '"No" is the answer of voters.']
    data = "title\ttext\n" + "".join(f"Quay\t{cell}\n" for cell in cells)
    assert list(texts(entries(data.encode(), "rows.tsv")).values()) == cells


def test_between_tabs_a_quotation_stays_whole_beside_a_cell_that_is_enclosed() -> None:
    rows = {
        '"Ferry, again"\t"We won," he said.': '"We won," he said.',
        '"Ferry, again"\t"We won," he said, "twice."': '"We won," he said, "twice."',
        '"We won" again\t"The ""big"" ferry, sails."': 'The "big" ferry, sails.',
        # quotes that are not doubled in a cell that is enclosed are no quotations
        'Ferry\t"The "big" ferry."': 'The big" ferry."',
    }
    for row, text in rows.items():
        assert list(texts(entries(f"title\ttext\n{row}\n".encode(), "rows.tsv")).values()) == [text]
    first = next(iter(rows))
    [title] = [
        entry.beside.title
        for entry in entries(f"title\ttext\n{first}\n".encode(), "rows.tsv")
        if isinstance(entry, Record)
    ]
    assert title == "Ferry, again"

"""Tables for a terminal, and answers that other tools read."""

import csv
import io
import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from rich.console import Console

from flows.printing import (
    LONGEST_CELL,
    LONGEST_PIVOT,
    WIDEST_PIVOT,
    as_csv,
    as_json,
    console,
    head_of_pivot,
    print_answer,
    print_table,
    steady,
)


def printed(columns: list[str], *rows: list[object], title: str = "") -> str:
    text = io.StringIO()
    print_table(columns, rows, title=title, out=console(text))
    return text.getvalue()


def test_numbers_stand_to_the_right_and_nulls_are_dashes() -> None:
    lines = printed(["name", "words"], ["a", 12_345], ["b", None], ["c", Decimal("1.5")])
    first = (["a"], ["b"], ["c"])
    shown = [line.rstrip() for line in lines.splitlines() if line.split()[:1] in first]
    assert [line.split() for line in shown] == [["a", "12345"], ["b", "-"], ["c", "1.5"]]
    assert len({len(line) for line in shown}) == 1


def test_a_log_has_no_blanks_at_the_ends_of_its_lines() -> None:
    lines = printed(["name", "words"], ["a", "some words"], ["b", None], title="T").splitlines()
    assert [line.split() for line in lines if line][-2:] == [["a", "some", "words"], ["b", "-"]]
    assert [line for line in lines if line != line.rstrip()] == []


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (True, "true"),
        (0.123456, "0.1235"),
        (date(2017, 8, 25), "2017-08-25"),
        (datetime(2017, 8, 25, 5, 23, tzinfo=UTC), "2017-08-25 05:23:00+00:00"),
        (["a", "b"], "a, b"),
        ("[red]not a colour[/red]", "[red]not a colour[/red]"),
        ("a\x1b[31mb\nc\u202ed\x00", r"a\x1b[31mb\nc\u202ed\x00"),
        ("新闻\u3000第一\xa0页", "新闻 第一 页"),
    ],
)
def test_a_value_is_shown_as_a_person_reads_it(value: object, shown: str) -> None:
    assert shown in printed(["value"], [value])


def test_a_long_cell_is_cut_and_says_so() -> None:
    text = printed(["body"], ["x" * 500])
    assert "x" * LONGEST_CELL + "…" in text.replace("\n", "")
    assert "x" * (LONGEST_CELL + 1) not in text


def test_an_escape_is_not_cut_in_its_middle() -> None:
    text = printed(["uri"], ["x" * (LONGEST_CELL - 1) + "\n"]).replace("\n", "")
    assert "x" * (LONGEST_CELL - 1) + "…" in text
    assert "\\" not in text


def test_two_file_names_that_differ_in_a_line_break_look_different() -> None:
    names = ["folder/a b.html", "folder/a\nb.html", "folder/a\tb.html"]
    text = printed(["source_uri"], *([name] for name in names))
    assert "folder/a b.html" in text
    assert r"folder/a\nb.html" in text
    assert r"folder/a\tb.html" in text
    rows = [[name] for name in names]
    assert [row[0] for row in csv.reader(io.StringIO(as_csv(["u"], rows)))][1:] == names
    assert [row["u"] for row in json.loads(as_json(["u"], rows))] == names


def test_nothing_a_terminal_obeys_is_left() -> None:
    hostile = "".join(map(chr, [*range(32), 127, *range(128, 160), 0x202E, 0x2066, 0x200B]))
    assert steady(hostile) == " " * len(hostile)
    assert steady("桥 Brücke — “é”") == "桥 Brücke — “é”"


def test_csv_and_json_keep_what_a_table_would_cut() -> None:
    long = "x" * 500 + '\n"quoted", and more'
    assert list(csv.reader(io.StringIO(as_csv(["a", "b"], [[long, None]])))) == [
        ["a", "b"],
        [long, ""],
    ]
    rows = [[long, None, Decimal("0.5"), date(2024, 2, 29), [date(2024, 1, 1)]]]
    assert json.loads(as_json(["a", "b", "c", "d", "e"], rows)) == [
        {"a": long, "b": None, "c": 0.5, "d": "2024-02-29", "e": ["2024-01-01"]}
    ]


def test_no_rows_are_a_head_and_an_empty_list() -> None:
    assert as_csv(["a"], []) == "a\n"
    assert as_json(["a"], []) == "[]"


def test_a_table_without_rows_says_so_under_its_columns() -> None:
    said = [line.split() for line in printed(["outlet", "n"]).splitlines() if line.strip()]
    assert (said[0], said[-1]) == (["outlet", "n"], ["no", "rows"])
    text = io.StringIO()
    columns = [f"column_{n}" for n in range(9)]
    print_answer(columns, [], out=Console(file=text, width=40, force_terminal=True))
    assert text.getvalue().rstrip().endswith("no rows")


def test_a_small_pivot_is_shown_whole() -> None:
    columns, rows, left_out = head_of_pivot(["outlet", "2017-08"], [["b", 1], ["a", None]])
    assert (columns, rows, left_out) == (["outlet", "2017-08"], [["b", 1], ["a", None]], "")


def test_a_pivot_without_months_is_its_outlets() -> None:
    assert head_of_pivot(["outlet"], []) == (["outlet"], [], "")


def test_of_a_large_pivot_the_fullest_months_and_the_largest_outlets_are_shown() -> None:
    months = [f"2017-{month:02}" for month in range(1, 13)]
    rows = [[f"outlet {n:02}", *[n] * 12] for n in range(30)]
    columns, shown, left_out = head_of_pivot(["outlet", *months], rows)
    assert columns == ["outlet", *months[-WIDEST_PIVOT:]]
    assert [row[0] for row in shown] == [row[0] for row in rows[-LONGEST_PIVOT:]]
    assert left_out == "Left out here, not in the query: 3 smaller months and 10 smaller outlets."


def test_years_of_an_outlet_are_not_hidden_by_a_few_fresh_documents() -> None:
    months = [f"2017-{month:02}" for month in range(1, 13)] + [f"2026-{n:02}" for n in range(1, 10)]
    large = ["large", *[50] * 12, *[None] * 9]
    small = [[f"small {n:02}", *[None] * 12, *[1] * 9] for n in range(30)]
    columns, shown, _ = head_of_pivot(["outlet", *months], [large, *small])
    assert shown[0][0] == "large"
    assert "2017-12" in columns


def test_an_answer_too_wide_for_a_terminal_is_shown_row_by_row() -> None:
    columns = [f"column_{n}" for n in range(6)]
    row = ["some words of a longer text", 1, None, "[red]b", "a b c d e f g h i j k l", "x" * 70]
    text = io.StringIO()
    print_answer(columns, [row], out=Console(file=text, width=80, force_terminal=True))
    said = re.sub(r"\x1b\[[\d;]*m", "", text.getvalue())
    assert [line.split()[0] for line in said.splitlines()] == ["row", *columns]
    assert "[red]b" in said
    assert max(map(len, said.splitlines())) <= 90
    piped = io.StringIO()
    print_answer(columns, [row], out=Console(file=piped, width=240))
    assert "row 1" not in piped.getvalue()


def test_an_answer_too_wide_for_a_log_is_one_line_a_field() -> None:
    columns = [f"column_{number:02}" for number in range(41)]
    text = io.StringIO()
    print_answer(columns, [list(range(41))], out=console(text))
    assert text.getvalue().splitlines()[:2] == ["row 1", "column_00  0"]


def test_every_digit_of_a_large_count_is_shown() -> None:
    assert "12345 " in printed(["n", "m"], [12345.0, 0.123456])
    assert "0.1235" in printed(["n", "m"], [12345.0, 0.123456])


def test_an_answer_that_can_be_read_as_a_table_is_one() -> None:
    text = io.StringIO()
    row = ["a", "words " * 30]
    print_answer(["id", "said"], [row], out=Console(file=text, width=80, force_terminal=True))
    assert "row 1" not in text.getvalue()

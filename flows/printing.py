"""Tables as a terminal shows them, and answers in the formats other tools read."""

import csv
import io
import json
import sys
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, TextIO
from unicodedata import category

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

PIPED_WIDTH: Final = 240  # characters; a pipe has no width, and folded cells cannot be searched
WIDEST_PIVOT: Final = 9  # columns of months; with the outlet's name they fit 100 characters
LONGEST_PIVOT: Final = 20  # rows
READABLE: Final = 20  # characters of a cell that may be folded, and is still read as words
LONGEST_CELL: Final = 200  # characters of a cell in a table; csv and json give all of it


def console(stream: TextIO | None = None) -> Console:
    """A console that does not fold what goes to a file or a pipe."""
    stream = stream or sys.stdout
    width = None if stream.isatty() else PIPED_WIDTH
    return Console(file=stream, width=width, highlight=False, soft_wrap=False)


def print_table(
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    title: str = "",
    out: Console | None = None,
) -> None:
    """The rows under their columns; numbers to the right, nulls as a dash."""
    out = out or console()
    if title:  # the table's own title would be folded to its width
        out.print(escape(title), style="table.title")
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    numeric = [
        any(isinstance(row[index], int | float | Decimal) for row in rows)
        for index in range(len(columns))
    ]
    for name, is_number in zip(columns, numeric, strict=True):
        table.add_column(
            escape(visible(name)),
            justify="right" if is_number else "left",
            overflow="fold",
        )
    for row in rows:
        table.add_row(*(escape(_cell(value)) for value in row))
    print_unpadded(table, out)
    if columns and not rows:
        # a head over nothing looks like an answer that was lost on its way
        out.print("no rows")


def print_unpadded(table: Table, out: Console) -> None:
    """The table; in a log or a pipe without blanks at the ends of its lines."""
    if out.is_terminal:
        out.print(table)
        return
    with out.capture() as captured:
        out.print(table)
    # Blanks up to the last column would double a log, and wrap on a screen that shows it.
    out.file.write("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))


def print_answer(
    columns: Sequence[str], rows: Sequence[Sequence[Any]], *, out: Console | None = None
) -> None:
    """The rows as a table, or where it is too wide to be read one after the other, as psql does."""
    out = out or console()
    if not rows:
        print_table(columns, rows, out=out)
        return
    cells = [[escape(_cell(value)) for value in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(columns, *cells, strict=True)]
    if sum(min(width, READABLE) + 3 for width in widths) <= out.width:
        print_table(columns, rows, out=out)
        return
    for number, row in enumerate(cells, start=1):
        record = Table(box=None, show_header=False, pad_edge=False)
        record.add_column(no_wrap=True, style="dim")
        record.add_column(overflow="fold")
        for name, value in zip(columns, row, strict=True):
            record.add_row(escape(visible(name)), value)
        out.print(f"row {number}", style="bold")
        print_unpadded(record, out)


def head_of_pivot(
    columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> tuple[list[str], list[list[Any]], str]:
    """What fits a terminal of a pivot: the largest rows, their largest columns, what was left out.

    Not the last columns: a few fresh documents would hide years of others.
    """
    every = range(1, len(columns))
    total = {index: sum(row[index] or 0 for row in rows) for index in every}
    fullest = sorted(every, key=lambda index: (-total[index], -index))[:WIDEST_PIVOT]
    kept = [0, *sorted(fullest)]
    order = sorted(rows, key=lambda row: -sum(row[index] or 0 for index in every))
    largest = {id(row) for row in order[:LONGEST_PIVOT]}
    shown = [[row[index] for index in kept] for row in rows if id(row) in largest]
    left_out = []
    if len(kept) < len(columns):
        left_out.append(f"{len(columns) - len(kept)} smaller months")
    if len(shown) < len(rows):
        left_out.append(f"{len(rows) - len(shown)} smaller outlets")
    text = f"Left out here, not in the query: {' and '.join(left_out)}." if left_out else ""
    return [columns[index] for index in kept], shown, text


def steady(text: str) -> str:
    """The text with a blank for every character that is none a reader sees.

    Control characters of hostile copy would move the cursor, rename the window, or hide a line.
    """
    return "".join(letter if letter.isprintable() else " " for letter in text)


def counted(count: int, thing: str) -> str:
    """So many things in words: 1 document, 2,000 documents."""
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


def visible(text: str) -> str:
    """The text with every character that no reader sees as Python and JSON escape it.

    A file may have a line break in its name; a blank in its place is the name of another file.
    """
    return "".join(map(_visible, text))


def _visible(letter: str) -> str:
    if letter.isprintable():
        return letter
    if category(letter) == "Zs":
        return " "  # the wide blank of Chinese copy, and the one that does not break
    return letter.encode("unicode_escape").decode("ascii")


def _cell(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        # a count of a macro is a float, for it may be scaled: every digit of it counts
        return f"{value:.0f}" if abs(value) >= 1_000 else f"{value:.4g}"
    text = ""
    for shown in map(_visible, _plain(value)[: LONGEST_CELL + 1]):
        if len(text) + len(shown) > LONGEST_CELL:
            return f"{text}…"
        text += shown
    return text


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, list | tuple):
        return ", ".join(_plain(item) for item in value)
    return str(value)


def as_csv(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """The rows as CSV with a header line; nulls are empty."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(["" if value is None else _plain(value) for value in row] for row in rows)
    return text.getvalue()


def as_json(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """The rows as a JSON list of objects."""
    said = [dict(zip(columns, row, strict=True)) for row in rows]
    return json.dumps(said, ensure_ascii=False, indent=1, default=_json)


def _json(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else _plain(value)

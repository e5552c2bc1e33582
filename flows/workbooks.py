"""An answer as an Excel workbook: a sheet with its rows, and a sheet About with what it means."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from flows.cells import CannotExport, is_risky, plain
from flows.results import spelled

# Excel's own limits, as Microsoft gives them
LONGEST_CELL: Final = 32_767  # UTF-16 units
MOST_ROWS: Final = 1_048_576  # the header is one
MOST_COLUMNS: Final = 16_384
EXACT: Final = 10**15  # it keeps 15 digits of a number
FIRST_DAY: Final = date(1900, 3, 1)  # before it Excel counts a day that never was
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
INSTANT: Final = "TIMESTAMP WITH TIME ZONE"


@dataclass(frozen=True, slots=True)
class Written:
    """Rows of the answer, and cells whose characters no workbook can hold, each now U+FFFD."""

    rows: int
    mended: int


def write_workbook(
    target: Path,
    columns: Sequence[tuple[str, str]],
    rows: Iterable[Sequence[Any]],
    about: Sequence[tuple[str, str]],
    created_at: datetime,
) -> Written:
    """What is in the workbook once it is whole.

    Text is text, whatever it begins with; what Excel would change (a number of more than 15
    digits, a day before March 1900) is text, too. CannotExport when a row, column or text is one
    too many: nothing is cut.
    """
    if len(columns) > MOST_COLUMNS:
        raise CannotExport(f"{len(columns):,} columns; a sheet has {MOST_COLUMNS:,}. Export csv")
    # Rows go to the disk as they come; nothing is guessed from what a text looks like.
    options = {
        "constant_memory": True,
        "strings_to_numbers": False,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    book = xlsxwriter.Workbook(str(target), options)
    is_whole = False
    try:
        book.set_properties({"created": created_at.astimezone(UTC).replace(tzinfo=None)})
        sheets = _Sheets(book)
        sheets.write_answer(columns, rows)
        sheets.write_about(about)
        is_whole = True
        return Written(sheets.rows, sheets.replaced)
    finally:
        # An unfinished one is closed, too: else it stays open, with its temporary files.
        book.close()
        if not is_whole:
            target.unlink(missing_ok=True)


class _Sheets:
    """The two sheets of a book being written; `rows` and `replaced` count what is in the answer."""

    def __init__(self, book: Any) -> None:
        self.about = book.add_worksheet("About")
        self.answer = book.add_worksheet("Answer")
        self.answer.activate()
        self.bold = book.add_format({"bold": True})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.instant = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.guarded = book.add_format({"quote_prefix": True})  # stays text when it is edited
        self.replaced = 0
        self.rows = 0

    def write_answer(
        self, columns: Sequence[tuple[str, str]], rows: Iterable[Sequence[Any]]
    ) -> None:
        self.answer.freeze_panes(1, 0)
        self.answer.set_column(0, max(len(columns) - 1, 0), 18)
        for place, (name, kind) in enumerate(columns):
            header = f"{name} (UTC)" if kind == INSTANT else name
            self._text(self.answer, 0, place, header, name, self.bold)
        for number, row in enumerate(rows, 1):
            if number >= MOST_ROWS:
                raise CannotExport(
                    f"more than {MOST_ROWS - 1:,} rows; a sheet has no more. Export csv, or ask "
                    "for less"
                )
            self.rows = number
            for place, value in enumerate(row):
                self._cell(number, place, plain(value), columns[place][0])

    def write_about(self, about: Sequence[tuple[str, str]]) -> None:
        self.about.set_column(0, 0, 22)
        self.about.set_column(1, 1, 110, self.wrapped)
        row = 0
        for name, text in about:
            pieces = [text[at : at + 8_000] for at in range(0, len(text), 8_000)] or [""]
            for number, piece in enumerate(pieces):
                self._text(self.about, row, 0, name if number == 0 else "", name, self.bold)
                self._text(self.about, row, 1, piece, name, self.wrapped)
                row += 1

    def _cell(self, row: int, place: int, value: Any, column: str) -> None:
        match value:
            case None:
                return
            case bool():
                self.answer.write_boolean(row, place, value)
            case int() | float() | Decimal() if _is_exact(value):
                self.answer.write_number(row, place, value)
            case datetime() if value.date() >= FIRST_DAY and value.microsecond % 1000 == 0:
                instant = value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
                self.answer.write_datetime(row, place, instant, self.instant)
            case date() if not isinstance(value, datetime) and value >= FIRST_DAY:
                self.answer.write_datetime(row, place, value, self.day)
            case str():
                style = self.guarded if is_risky(value) else None
                self._text(self.answer, row, place, value, column, style)
            case date() | time():
                self._text(self.answer, row, place, str(spelled(value)), column, None)
            case _:
                self._text(self.answer, row, place, str(value), column, None)

    def _text(self, sheet: Any, row: int, place: int, text: str, column: str, style: Any) -> None:
        if len(text) > LONGEST_CELL or len(text.encode("utf-16-le")) // 2 > LONGEST_CELL:
            raise CannotExport(
                f"column {column}, row {row:,}: a text of {len(text):,} characters; a cell holds "
                f"{LONGEST_CELL:,}. Export csv, or ask for left({column}, 32000)"
            )
        clean = _ILLEGAL.sub("\ufffd", text)
        self.replaced += clean != text
        sheet.write_string(row, place, clean, style)


def _is_exact(value: float | Decimal) -> bool:
    """Whether Excel has the very number; true of every double that is one."""
    if isinstance(value, Decimal):
        return value.is_finite() and len(value.normalize().as_tuple().digits) <= 15
    return math.isfinite(value) and (not isinstance(value, int) or abs(value) < EXACT)

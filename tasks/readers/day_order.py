"""Which of day and month comes first in a table's numeric dates, learnt from the column itself."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from tasks.readers.records import NoRecord, Remark
from tasks.text.null_words import said_or_none
from tasks.text.short_dates import of_seconds, year_of

DATES: Final = ("published_at", "fetched_at")
# The rows looked at before the first is handed on. A table sorted by day, of an outlet with eighty
# articles a day, shows a day after the 12th among its first thousand rows wherever it begins.
LOOKED_AT: Final = 1_000
LOOKED_AT_CHARACTERS: Final = 4 << 20
# Dots are not asked: with them the day comes first wherever they are written. A year of two digits
# stands behind slashes; between dashes it may as well stand in front.
_NUMERIC: Final = re.compile(
    r"(?<![0-9./-])([0-9]{1,2})([-/])([0-9]{1,2})\2((?:19|20)[0-9]{2}|(?<=/)[0-9]{2})"
    r"(?![0-9]|[-/.][0-9])"
)
# What a spreadsheet has in a cell of a day and shows otherwise: days since the end of 1899, here
# those from 1990 to 2035. Only a column that has nothing else is one of such numbers.
_SERIAL: Final = re.compile(
    r"(?:3287[4-9]|328[89][0-9]|329[0-9]{2}|3[3-9][0-9]{3}|4[0-9]{4})(?:\.[0-9]{1,12})?"
)
_BEFORE_FIRST: Final = date(1899, 12, 30)
_MINUTES: Final = 24 * 60
LAST_MONTH: Final = 12


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of a table before it is a record: its name, and its cells by field."""

    name: str
    fields: Mapping[str, str | None]


Rows = Iterator[TableRow | NoRecord]


def with_day_order(rows: Rows, fields: Iterable[str]) -> Iterator[TableRow | NoRecord | Remark]:
    """The rows, in order, 03/04/2017 written as 2017-04-03 where its column says which is the day.

    A column says so by a number over 12 in one of the two places among the first rows looked at;
    one with such numbers in both places says nothing. A row behind them that contradicts ends it:
    from that row on the dates stay as they are. Seconds since 1970, and a column of nothing but a
    spreadsheet's numbers of days, are written as what they mean. An error of the rows comes after
    those before it.
    """
    columns = [_Column(field) for field in DATES if field in fields]
    if not columns:
        yield from rows
        return
    first, trouble = _first_of(rows)
    for column in columns:
        for row in first:
            column.learn(row)
        if remark := column.decide():
            yield Remark("", remark)
    for row in first:
        yield _written(row, columns)
    first.clear()
    if trouble is not None:
        raise trouble
    for row in rows:
        for column in columns:
            if remark := column.doubt(row):
                yield Remark("", remark)
        yield _written(row, columns)


def _first_of(rows: Rows) -> tuple[list[TableRow | NoRecord], Exception | None]:
    """The first rows, and the error that ended them, if one did."""
    first: list[TableRow | NoRecord] = []
    size = 0
    try:
        for row in rows:
            first.append(row)
            if isinstance(row, TableRow):
                size += sum(len(cell or "") for cell in row.fields.values())
            if len(first) >= LOOKED_AT or size >= LOOKED_AT_CHARACTERS:
                break
    except Exception as error:  # noqa: BLE001  whatever it is, it is raised after these rows
        return first, error
    return first, None


def _written(row: TableRow | NoRecord, columns: Iterable["_Column"]) -> TableRow | NoRecord:
    if isinstance(row, TableRow):
        for column in columns:
            row = column.written(row)
    return row


class _Column:
    """One column of dates: what its rows say of the order, and what was made of it."""

    def __init__(self, field: str) -> None:
        self._field = field
        self._day_first: bool | None = None
        self._settled_by: dict[bool, str] = {}  # the first row that says so
        self._open = ""  # the first date that either order reads
        self._serial = ""  # the first of a spreadsheet's numbers, while nothing else is seen
        self._is_mixed = False

    def learn(self, row: TableRow | NoRecord) -> None:
        """What the row says is counted."""
        value = said_or_none(row.fields.get(self._field)) if isinstance(row, TableRow) else None
        if value and _SERIAL.fullmatch(value):
            self._serial = self._serial or value
        elif value:
            self._is_mixed = True
        order = self._order_of(row)
        if order is not None:
            self._settled_by.setdefault(order, row.name)

    def decide(self) -> str:
        """The order is fixed; the answer is a line for a person, empty where there was no doubt."""
        if self._serial and not self._is_mixed:
            day = _day_of_serial(self._serial)
            return f"{self._field}: {self._serial} is read as a spreadsheet's number of {day}"
        self._serial = ""
        if len(self._settled_by) == 1:
            ((self._day_first, name),) = self._settled_by.items()
            leads = "day" if self._day_first else "month"
            said = f"is read with the {leads} first, as {name} has it"
        elif self._settled_by:
            rows = " and ".join(self._settled_by.values())
            said = f"is left open: {rows} contradict each other on which is the month"
        else:
            said = f"is left open: none of the first {LOOKED_AT:,} rows shows which is the month"
        return f"{self._field}: {self._open} {said}" if self._open else ""

    def doubt(self, row: TableRow | NoRecord) -> str:
        """A line for a person where this row contradicts the order, which is then unknown."""
        order = self._order_of(row)
        if self._day_first is None or order in {None, self._day_first}:
            return ""
        self._day_first = None
        return (
            f"{self._field}: {row.name} contradicts the rows before it; from there dates are open"
        )

    def written(self, row: TableRow) -> TableRow:
        """The row with its date in ISO 8601, where the column is needed to read it."""
        value = row.fields.get(self._field)
        number = (value or "").strip()
        moment = of_seconds(number) or (self._serial and _day_of_serial(number))
        if moment:
            return replace(row, fields={**row.fields, self._field: moment})
        found = _NUMERIC.search(value) if value and self._day_first is not None else None
        if value is None or found is None or _order(found) is not None:
            return row
        first, second = int(found[1]), int(found[3])
        month, day = (second, first) if self._day_first else (first, second)
        if not (0 < month <= LAST_MONTH and 0 < day <= LAST_MONTH):
            return row
        year = found[4] if len(found[4]) > 2 else year_of(found[4])
        iso = f"{value[: found.start()]}{year}-{month:02}-{day:02}{value[found.end() :]}"
        return replace(row, fields={**row.fields, self._field: iso})

    def _order_of(self, row: TableRow | NoRecord) -> bool | None:
        value = row.fields.get(self._field) if isinstance(row, TableRow) else None
        found = _NUMERIC.search(value) if value else None
        if found is None:
            return None
        order = _order(found)
        numbers = {int(found[1]), int(found[3])}
        if not self._open and len(numbers) == 2 and numbers <= set(range(1, LAST_MONTH + 1)):
            self._open = found[0]
        return order


def _day_of_serial(said: str) -> str:
    """The day, with the time where the number has a fraction, in ISO 8601; empty for any other."""
    if not _SERIAL.fullmatch(said):
        return ""
    days, minutes = divmod(round(float(said) * _MINUTES), _MINUTES)
    day = (_BEFORE_FIRST + timedelta(days=days)).isoformat()
    return f"{day}T{minutes // 60:02}:{minutes % 60:02}" if minutes else day


def _order(found: re.Match[str]) -> bool | None:
    """Whether the day leads; None when the numbers do not say, or are no date."""
    first, second = int(found[1]), int(found[3])
    if first > LAST_MONTH >= second > 0 and first <= 31:
        return True
    if second > LAST_MONTH >= first > 0 and second <= 31:
        return False
    return None

"""Which of day and month comes first in a table's numeric dates, learnt from the column itself."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from tasks.readers.records import NoRecord, Remark

DATES: Final = ("published_at", "fetched_at")
# The rows looked at before the first is handed on. A table sorted by day, of an outlet with eighty
# articles a day, shows a day after the 12th among its first thousand rows wherever it begins.
LOOKED_AT: Final = 1_000
LOOKED_AT_CHARACTERS: Final = 4 << 20
# As tasks/text/dates.py reads it; a year of two digits is no date there, and none here.
_NUMERIC: Final = re.compile(
    r"(?<![0-9./-])([0-9]{1,2})([-/.])([0-9]{1,2})\2((?:19|20)[0-9]{2})(?![0-9]|[-/.][0-9])"
)
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
    from that row on the dates stay as they are. An error of the rows comes after those before it.
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

    def learn(self, row: TableRow | NoRecord) -> None:
        """What the row says is counted."""
        order = self._order_of(row)
        if order is not None:
            self._settled_by.setdefault(order, row.name)

    def decide(self) -> str:
        """The order is fixed; the answer is a line for a person, empty where there was no doubt."""
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
        """The row with its date in the order of ISO 8601, where the column's order is needed."""
        value = row.fields.get(self._field)
        found = _NUMERIC.search(value) if value and self._day_first is not None else None
        if value is None or found is None or _order(found) is not None:
            return row
        first, second = int(found[1]), int(found[3])
        month, day = (second, first) if self._day_first else (first, second)
        if not (0 < month <= LAST_MONTH and 0 < day <= LAST_MONTH):
            return row
        iso = f"{value[: found.start()]}{found[4]}-{month:02}-{day:02}{value[found.end() :]}"
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


def _order(found: re.Match[str]) -> bool | None:
    """Whether the day leads; None when the numbers do not say, or are no date."""
    first, second = int(found[1]), int(found[3])
    if first > LAST_MONTH >= second > 0 and first <= 31:
        return True
    if second > LAST_MONTH >= first > 0 and second <= 31:
        return False
    return None

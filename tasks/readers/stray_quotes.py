"""Where the rows of a table begin again that a quote which is never closed has swallowed."""

import csv
import re
from itertools import pairwise
from typing import Final

WIDEST_ROW: Final = 1 << 16  # characters; the look ahead is longer, so a shorter text is whole
MOST_ROWS_WITHIN: Final = 0.5  # of the lines of a long row, of which no more are rows by chance
LINES_LOOKED_AT: Final = 1_000
FEW_ROWS: Final = 10  # lines that may look like rows in a long text whose quote may yet be closed
_LONE_QUOTE: Final = re.compile(r'\A[^"]*+(?:""[^"]*+)*+"')  # the first that is not doubled

_ENCLOSED: Final = re.compile(r'"[^"]*+(?:""[^"]*+)*+"')


class Look:
    """What a row of one table looks like, to know one in a line that a quote may have swallowed."""

    def __init__(self, names: list[str], url: int | None, delimiter: str) -> None:
        self._width = len(names)
        self._url = url
        self._delimiter = delimiter
        self.is_of_tabs = delimiter == "\t"
        self._is_spaced = any(name[:1].isspace() for name in names[1:])
        self.has_addresses = False

    def learn(self, row: list[str]) -> None:
        """Rows that have addresses are known by them."""
        self.has_addresses |= self._url is not None and _is_address(row[self._url])

    def is_row(self, line: str) -> bool:
        """Whether the line alone is a row, of which the last cell may go on in the next line."""
        cells = self._cells(line)
        if self.has_addresses and self._url is not None:
            return len(cells) == self._width and _is_address(cells[self._url])
        return self._are_of_a_row(cells)

    def _cells(self, line: str) -> list[str]:
        """The cells of the line alone, none where a cell of another line begins or ends in it."""
        line = line[:WIDEST_ROW]
        if not line.strip() or line.count(self._delimiter) < self._width - 1:
            return []
        is_open = self.is_open(line)
        if is_open is None or is_open != (line.count('"') % 2 == 1):
            return []
        return next(csv.reader([line], delimiter=self._delimiter))

    def _are_of_a_row(self, cells: list[str]) -> bool:
        # "He came, they said, and left" is three cells of prose
        is_prose = not self._is_spaced and any(cell[:1].isspace() for cell in cells[1:])
        return len(cells) == self._width and not is_prose

    def is_open(self, line: str) -> bool | None:
        """Whether the line alone ends within a quoted cell; None when its quotes are wrong."""
        try:
            next(csv.reader([line], delimiter=self._delimiter, strict=True))
        except csv.Error as error:
            return True if is_unclosed(error) else None
        return False

    def breaks_quote(self, line: str) -> bool:
        """Whether the first quote in a line of a quoted cell can be no end of it."""
        found = _LONE_QUOTE.match(line)
        return found is not None and line[found.end() :][:1] not in {self._delimiter, *"\r\n", ""}

    def is_in_truth_a_row(self, line: str) -> bool:
        """Whether a line read as one of a quoted cell has a quote that begins a cell of a row."""
        return self.breaks_quote(line) and self.is_row(line)

    def swallows_a_cell(self, lines: list[str]) -> bool:
        """Whether within a quoted cell stands a quote as one begins the next cell or row.

        It is the first that cannot end its cell. `said "no",` has a blank before it; of `said,"no`
        nobody can say whether a quote is not doubled or the one before it is not closed.
        """
        text = "".join(lines)
        at = 0
        while at < len(text):
            if text[at] == '"':
                at = text.find('"', at + 1)
                while at >= 0 and text.startswith('"', at + 1):
                    at = text.find('"', at + 2)  # a doubled one
                if at < 0:
                    return False
                at += 1
                if text[at : at + 1] not in {self._delimiter, *"\r\n", ""}:
                    before = text[: at - 1].rstrip('"')[-1:]
                    if before and before in "\r\n":
                        return self.is_open(lines[-1]) is not None
                    return before == self._delimiter
            else:
                at = text.find(self._delimiter, at)
                if at < 0:
                    return False
            at += 1
        return False

    def row_within(self, lines: list[str]) -> int | None:
        """The line at which the rows begin again that a quote of the first line swallowed.

        The last line is the one whose quote contradicts the first's. One that only stands amid the
        words of a text proves nothing: in some tables those are not doubled.
        """
        last = lines[-1]
        found = _LONE_QUOTE.match(last)
        if len(lines) < 2 or found is None or not self.breaks_quote(last):
            return None
        before = last[: found.end()].rstrip('"')
        begins_cell = not before or before.endswith(self._delimiter)
        is_row = self.is_row(last[:WIDEST_ROW])
        if not is_row and not (begins_cell and self.is_open(last) is True):
            return None
        behind = self._cells_behind(lines[0])
        filled = [at for at in range(len(lines)) if at == 0 or lines[at].strip()]
        first = None
        for above, at in reversed(list(pairwise(filled))):
            # a line of the broken text that looks like a row has other lines of it behind it
            is_one = at == filled[-1] or self.is_row(lines[at])
            if is_one and self._may_end_row(lines[above], behind, is_first=above == 0):
                first = at
            elif not is_one and not self.has_addresses:
                break
        return first

    def _cells_behind(self, line: str) -> int:
        """How many cells stand behind the one whose quote is still open at the line's end."""
        try:
            cells = next(csv.reader([line], delimiter=self._delimiter), [])
        except csv.Error:
            return 0
        return max(0, self._width - len(cells))

    def _may_end_row(self, line: str, behind: int, *, is_first: bool) -> bool:
        """Whether the line may end a row whose last so many cells are behind an open one."""
        if not behind:
            return True
        if is_first and line.count(self._delimiter) < self._width - 1:
            return False
        cells = line.rstrip("\r\n").rsplit(self._delimiter, behind)
        return len(cells) > behind and (
            self._is_spaced or not any(cell[:1].isspace() for cell in cells[1:])
        )

    def rows_to_the_end(self, lines: list[str], *, is_sure: bool) -> int | None:
        """The first later line that is a row, where so many are that a quote swallowed them.

        `is_sure` says that the quote is never closed; then one row with an address is enough, and
        in a table of one column, where each line might be one, that no blank line parts them.
        """
        later = [at for at in range(1, len(lines)) if lines[at].strip()]
        if self._width == 1:
            return 1 if is_sure and later and len(later) == len(lines) - 1 else None
        behind = self._cells_behind(lines[0])
        ends = {
            at
            for above, at in pairwise([0, *later])
            if self._may_end_row(lines[above], behind, is_first=above == 0)
        }
        if is_sure and self.has_addresses:
            found = next((at for at in later if at in ends and self.is_row(lines[at])), None)
            if found is not None:
                return found
        looked_at = later[:LINES_LOOKED_AT]
        rows = [
            at
            for at in looked_at
            if (self._are_of_a_row(self._cells(lines[at])) if is_sure else self.is_row(lines[at]))
        ]
        few = max(MOST_ROWS_WITHIN * len(looked_at), 0 if is_sure else FEW_ROWS)
        return next((at for at in rows if at in ends), None) if len(rows) > few else None


def is_unclosed(error: csv.Error) -> bool:
    """Whether a strict reading ended within a quoted cell."""
    return "unexpected end" in str(error)


def between_tabs(row: list[str], width: int) -> list[str]:
    """The cells of a row of one line some of whose quotes are letters; empty where none may be.

    `"We won," he said` begins with a quote and does not end with one: no writer encloses it so.
    Beside it a cell may be enclosed, or end in another such quotation.
    """
    cells = row[0].rstrip("\r\n").split("\t")
    if len(row) > 1 or len(cells) != width:
        return []
    begun = [cell for cell in cells if cell.startswith('"')]
    if not any(cell.endswith('"') for cell in begun):
        return cells
    if not all(_ENCLOSED.fullmatch(cell) or _are_quotations(cell) for cell in begun):
        return []
    return [cell[1:-1].replace('""', '"') if _ENCLOSED.fullmatch(cell) else cell for cell in cells]


def _are_quotations(cell: str) -> bool:
    """Whether the quotes in it open at words and close behind them, in turns."""
    places = [at for at, letter in enumerate(cell) if letter == '"']
    opened = all(at == 0 or not cell[at - 1].isalnum() for at in places[::2])
    closed = all(not cell[at - 1].isspace() for at in places[1::2])
    ended = all(not cell[at + 1 : at + 2].isalnum() for at in places[1::2])
    return len(places) % 2 == 0 and opened and closed and ended


def _is_address(cell: str) -> bool:
    return cell.startswith(("http://", "https://"))

"""CSV and TSV, row by row, in any encoding, with damaged quotes kept to the row they are in."""

import codecs
import csv
import io
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from tasks.readers.columns import choose_columns, guess_columns
from tasks.readers.day_order import Rows, TableRow
from tasks.readers.forms import text_of
from tasks.readers.limits import ReadingRules, Refused
from tasks.readers.records import NoRecord, Record, Remark
from tasks.readers.rows import records_of
from tasks.readers.text import UnreadableText, decode

DELIMITERS: Final = ",\t;|"
SNIFFED_ROWS: Final = 30
LONGEST_HEADER: Final = 10_000  # characters of the names of columns
WIDEST_ROW: Final = 1 << 16  # characters; the look ahead is longer, so a shorter text is whole
READ_TWICE: Final = 4  # times the bytes of a file that are read again after stray quotes, at most
FREE_AGAIN: Final = 1 << 20  # bytes that may be read again in any file
MOST_ROWS_WITHIN: Final = 0.5  # of the lines of a long row, of which no more are rows by chance
LINES_LOOKED_AT: Final = 1_000


class _RowTooLong(Exception):
    """A row is longer than a record may be."""


@dataclass(frozen=True, slots=True)
class _Fault:
    """What is wrong with a row, as a reason and a detail."""

    code: str
    detail: str
    is_too_long: bool = False


class _Lines:
    """The lines of a table, those of the row at hand kept so that they can be read again."""

    def __init__(self, stream: io.TextIOBase, longest: int) -> None:
        self._stream = stream
        self._longest = longest
        self._again: deque[str] = deque()
        self._kept = 0
        self._read = 0
        self._reread = 0
        self.row: list[str] = []
        self.is_over = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._stream.readline(self._longest + 1)
        if not line:
            self.is_over = True
            raise StopIteration
        self._read += len(line)
        self._kept += len(line)
        self.row.append(line)
        if self._kept > self._longest:
            raise _RowTooLong
        return line

    def begin_row(self) -> None:
        """Forget the lines of the row before."""
        self.row, self._kept = [], 0

    def pass_over(self, is_row: Callable[[str], bool]) -> None:
        """Go to the end of a row that is longer than may be kept: where its quotes are closed.

        A line that is a row of its own ends it before that.
        """
        quotes = sum(line.count('"') for line in self.row)
        is_cut = bool(self.row) and not self.row[-1].endswith(("\n", "\r"))
        self.row = []
        while is_cut or quotes % 2:
            line = self._again.popleft() if self._again else self._stream.readline(WIDEST_ROW)
            if not line:
                self.is_over = True
                return
            self._read += len(line)
            if not is_cut and is_row(line):
                self._again.appendleft(line)
                return
            quotes += line.count('"')
            is_cut = not line.endswith(("\n", "\r"))

    def retry(self) -> bool:
        """Whether the row's lines but the first are read once more, each as a row of its own.

        Not without end: else a file of quotes would be read as often as it has lines.
        """
        size = self._kept - len(self.row[0]) if self.row else 0
        if len(self.row) < 2 or self._reread + size > FREE_AGAIN + READ_TWICE * self._read:
            return False
        self._reread += size
        self._again.extendleft(reversed(self.row[1:]))
        self.is_over = False
        return True


def is_table(head: bytes) -> bool:
    """Whether bytes without a telling suffix are a table: names of columns, then rows like them.

    Asked for text files, so it must be sure: a text among the columns and two fields beside it.
    """
    text = text_of(head)
    first = text[:LONGEST_HEADER].partition("\n")[0]
    if max(map(first.count, DELIMITERS)) < 2:
        return False
    delimiter, width = _sniff(text, "")
    if width < 3:
        return False
    rows = _rows(text, delimiter)
    names = guess_columns(rows[0])
    known = set(names.mapping) | set(names.ambiguous)
    return "text" in known and len(known) >= 3 and len(rows) > 1


def read_table(
    stream: io.BufferedReader, suffix: str, rules: ReadingRules
) -> Iterator[Record | NoRecord | Remark]:
    """A record a row, `#row=2` being the first one under the names, as in a spreadsheet.

    Empty lines hold nothing and are passed over. Raises Refused when no column is the text.
    """
    head = stream.peek()
    encoding = _encoding(head)
    delimiter, _ = _sniff(text_of(head), suffix)
    errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
    text = io.TextIOWrapper(stream, encoding, errors, newline="")
    # the limit is the process's own, and 131,072 characters at first: less than a long page
    csv.field_size_limit(rules.max_record_bytes)
    lines = _Lines(text, rules.max_record_bytes)
    reader = csv.reader(lines, delimiter=delimiter)
    names = _header(reader)
    chosen = choose_columns(names, rules.columns)
    yield Remark("", chosen.remark)
    rows = _read_rows(reader, lines, names, chosen.mapping, delimiter)
    yield from records_of(rows, chosen.mapping, rules)


def _read_rows(
    reader: Iterator[list[str]],
    lines: _Lines,
    names: list[str],
    mapping: Mapping[str, str],
    delimiter: str,
) -> Rows:
    places = {field: names.index(name) for field, name in mapping.items()}
    url = places.get("url")
    number = 1
    while True:
        lines.begin_row()
        row = _next_row(reader, lines, delimiter)
        if row is None:
            return
        if row == []:
            continue
        number += 1
        name = f"#row={number}"
        fault = row if isinstance(row, _Fault) else _fault_of(row, lines, names, url, delimiter)
        if isinstance(row, list) and fault is None:
            yield TableRow(name, {field: row[at] for field, at in places.items()})
        elif fault is not None:
            yield _without_row(name, fault, lines, len(names), url, delimiter)


def _fault_of(
    row: list[str], lines: _Lines, names: list[str], url: int | None, delimiter: str
) -> _Fault | None:
    """What is wrong with the cells; blank ones behind the last column are taken away first."""
    while len(row) > len(names) and not row[-1].strip():
        row.pop()
    if len(row) != len(names):
        detail = f"{len(row)} cells, and the first row names {len(names)} columns"
        return _Fault("ragged_row", detail)
    if _holds_a_row(lines.row, len(names), url, delimiter):
        return _Fault("damaged_row", "a quote is not closed and runs into the next row")
    return None


def _without_row(
    name: str, fault: _Fault, lines: _Lines, width: int, url: int | None, delimiter: str
) -> NoRecord:
    """The row as one of the quarantine; its lines are read once more, or passed over."""
    code, detail = fault.code, fault.detail
    if fault.is_too_long and not _swallows_rows(lines.row, width, url, delimiter):
        lines.pass_over(partial(_is_row_with_address, width, url, delimiter))
        code, detail = "too_large", "it is longer than max_record_bytes allows"
    elif lines.retry():
        detail += "; its quotes are read as closed at the end of the line"
    return NoRecord(name, "quarantined", code, detail)


def _holds_a_row(lines: list[str], width: int, url: int | None, delimiter: str) -> bool:
    """Whether a later line of a row is a whole row with its own address: a quote swallowed it.

    The row has the right number of cells even so, and two articles would become one.
    """
    return any(_is_row_with_address(width, url, delimiter, line) for line in lines[1:])


def _is_row_with_address(width: int, url: int | None, delimiter: str, line: str) -> bool:
    if url is None or "http" not in line or line.count(delimiter) < width - 1:
        return False
    cells = next(csv.reader([line], delimiter=delimiter), [])
    return len(cells) == width and cells[url].startswith(("http://", "https://"))


def _swallows_rows(lines: list[str], width: int, url: int | None, delimiter: str) -> bool:
    """Whether the lines of an overlong row are rows behind a quote that is never closed."""
    later = [line for line in lines[1:] if line.strip()][:LINES_LOOKED_AT]
    if _holds_a_row([line[:WIDEST_ROW] for line in lines], width, url, delimiter):
        return True
    whole = sum(
        len(next(csv.reader([line], delimiter=delimiter), [])) == width
        for line in later
        if width > 1 and line.count(delimiter) >= width - 1
    )
    return bool(later) and whole > MOST_ROWS_WITHIN * len(later)


def _next_row(
    reader: Iterator[list[str]], lines: _Lines, delimiter: str
) -> list[str] | _Fault | None:
    """The next row, or what is wrong with it; None at the end."""
    try:
        row = next(reader, None)
    except csv.Error as error:
        return _Fault("damaged_row", f"it cannot be read as a row: {error}")
    except _RowTooLong:
        detail = "it is longer than a record may be: most often a quote that is never closed"
        return _Fault("damaged_row", detail, is_too_long=True)
    if row is not None and lines.is_over and len(lines.row) > 1:
        try:
            next(csv.reader(lines.row, delimiter=delimiter, strict=True))
        except csv.Error as error:
            if "unexpected end" in str(error):
                return _Fault("damaged_row", "a quote is never closed")
    return row


def _header(reader: Iterator[list[str]]) -> list[str]:
    try:
        names = next((row for row in reader if any(cell.strip() for cell in row)), None)
    except (csv.Error, _RowTooLong) as error:
        raise Refused("no_columns", "the first row cannot be read as names of columns") from error
    if names is None:
        raise Refused("no_columns", "it has no rows")
    return [name.strip().lstrip("\ufeff") for name in names]


def _encoding(head: bytes) -> str:
    if head.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"  # asked first: its mark begins with that of UTF-16
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    cut = head.rfind(b"\n") + 1
    try:
        encoding = decode(head[:cut] if cut and b"\0" not in head else head).encoding
    except UnreadableText:
        return "utf-8"
    return encoding


def _rows(text: str, delimiter: str) -> list[list[str]]:
    """The first rows, without one that the look ahead cuts."""
    lines = text.splitlines(keepends=True)
    is_cut = len(lines) > 1 and not text.endswith("\n") and len(text) > WIDEST_ROW
    rows: list[list[str]] = []
    try:
        for row in csv.reader(lines[:-1] if is_cut else lines, delimiter=delimiter):
            if row:
                rows.append(row)
            if len(rows) > SNIFFED_ROWS:
                break
    except csv.Error:
        pass
    return rows


def _sniff(text: str, suffix: str) -> tuple[str, int]:
    """The delimiter by which most rows have as many cells as the first, and how many these are."""
    best, best_score, width = "," if suffix not in {".tsv", ".tab"} else "\t", 0.0, 1
    for delimiter in DELIMITERS:
        rows = _rows(text, delimiter)
        if not rows or len(rows[0]) < 2:
            continue
        same = sum(len(row) == len(rows[0]) for row in rows) / len(rows)
        named = len(guess_columns(rows[0]).mapping)
        if same + named > best_score:
            best, best_score, width = delimiter, same + named, len(rows[0])
    return best, width

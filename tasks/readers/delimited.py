"""CSV and TSV, row by row, in any encoding, with damaged quotes kept to the row they are in."""

import csv
import io
import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from tasks.readers.columns import Chosen, choose_columns, guess_columns, why_no_names
from tasks.readers.day_order import Rows, TableRow
from tasks.readers.escaped_quotes import escapes_quotes, with_doubled_quotes
from tasks.readers.forms import text_of
from tasks.readers.limits import ReadingRules, Refused
from tasks.readers.records import DAMAGED, GUESSED, NoRecord, Record, Remark
from tasks.readers.rows import CONTENT, records_of
from tasks.readers.stray_quotes import WIDEST_ROW, Look, between_tabs, is_unclosed
from tasks.readers.text import UnreadableText, decode
from tasks.readers.wide_streams import as_utf8
from tasks.text.null_words import said_or_none

DELIMITERS: Final = ",\t;|"
SNIFFED_ROWS: Final = 30
# What Excel reads as the delimiter and does not show; its names are in row 1 all the same.
_SEPARATOR_LINE: Final = re.compile(r'[ \t]{0,9}"?sep=([,\t;|])"?[ \t,;]{0,99}\r?\n', re.IGNORECASE)
LONGEST_HEADER: Final = 10_000  # characters of the names of columns
READ_TWICE: Final = 4  # times the bytes of a file that are read again after stray quotes, at most
FREE_AGAIN: Final = 1 << 20  # bytes that may be read again in any file


class _RowTooLong(Exception):
    """A row is longer than a record may be."""


@dataclass(frozen=True, slots=True)
class _Fault:
    """What is wrong with a row, as a reason and a detail.

    `rest` is the first line of it that belongs to later rows, None where none does.
    """

    code: str
    detail: str
    rest: int | None = None
    is_too_long: bool = False


class _Lines:
    """The lines of a table, those of the row at hand kept so that they can be read again."""

    def __init__(self, stream: io.TextIOBase, longest: int, *, is_escaped: bool) -> None:
        self._stream = stream
        self._is_escaped = is_escaped
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
        line = self._next(self._longest + 1)
        if not line:
            self.is_over = True
            raise StopIteration
        self._kept += len(line)
        self.row.append(line)
        if self._kept > self._longest:
            raise _RowTooLong
        return line

    def _next(self, longest: int) -> str:
        if self._again:
            return self._again.popleft()
        line = self._stream.readline(longest)
        self._read += len(line)
        return with_doubled_quotes(line) if self._is_escaped else line

    def begin_row(self) -> None:
        """Forget the lines of the row before."""
        self.row, self._kept = [], 0

    def pass_over(self, ends_before: Callable[[str], bool]) -> None:
        """Go to the end of a row that is longer than may be kept: where its quotes are closed.

        A line that shows the quote to be unclosed ends it before that.
        """
        last = self.row[-1]
        is_cut = not last.endswith(("\n", "\r"))
        # a row that goes on in another line is open there, whatever quotes stray in it before
        is_open = (len(self.row) > 1) != (last.count('"') % 2 == 1)
        self.row = []
        while is_cut or is_open:
            line = self._next(WIDEST_ROW)
            if not line:
                self.is_over = True
                return
            if not is_cut and ends_before(line):
                self._again.appendleft(line)
                return
            is_open ^= line.count('"') % 2 == 1
            is_cut = not line.endswith(("\n", "\r"))

    def from_the_first(self) -> None:
        """The row's lines are read once more, as one row."""
        self._again.extendleft(reversed(self.row))
        self.is_over = False
        self.begin_row()

    def from_line(self, start: int) -> bool:
        """Whether the row's lines from that one on are read once more, as rows of their own.

        Not without end: else a file of quotes would be read as often as it has lines.
        """
        size = sum(map(len, self.row[start:]))
        if not size or self._reread + size > FREE_AGAIN + READ_TWICE * self._read:
            return False
        self._reread += size
        self._again.extendleft(reversed(self.row[start:]))
        self.is_over = False
        return True


def is_table(head: bytes) -> bool:
    """Whether bytes without a telling suffix are a table: names of columns, then rows like them.

    Asked for text files, so it must be sure: a text among the columns and two fields beside it.
    """
    text, _ = _without_separator_line(text_of(head))
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
    raw, stream = stream, as_utf8(stream)
    head = stream.peek()
    encoding, is_guessed = _encoding(head)
    begun, declared = _without_separator_line(text_of(head))
    delimiter = declared or _sniff(begun, suffix)[0]
    errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
    text = io.TextIOWrapper(stream, encoding, errors, newline="")
    # the limit is the process's own, and 131,072 characters at first: less than a long page
    csv.field_size_limit(rules.max_record_bytes)
    if declared:
        text.readline()
    is_escaped = escapes_quotes(begun, delimiter)
    lines = _Lines(text, rules.max_record_bytes, is_escaped=is_escaped)
    names = _header(csv.reader(lines, delimiter=delimiter))
    chosen = _chosen(names, rules.columns, delimiter, _empty_columns(begun, delimiter))
    guess = f"; the encoding is guessed: {encoding}" if is_guessed else ""
    yield Remark("", chosen.remark + guess)
    rows = _read_rows(lines, names, chosen, delimiter)
    notes = [GUESSED] * is_guessed + [DAMAGED] * (errors == "replace" or stream is not raw)
    yield from records_of(rows, chosen.mapping, rules, notes)


def _without_separator_line(text: str) -> tuple[str, str]:
    """The table below a first line such as `sep=;`, and the delimiter that it declares, if any."""
    found = _SEPARATOR_LINE.match(text)
    return (text[found.end() :], found[1]) if found else (text, "")


def _empty_columns(text: str, delimiter: str) -> frozenset[str]:
    """Names of the columns in which none of the first rows has anything."""
    names, *rows = _rows(text, delimiter) or [[]]
    whole = [row for row in rows if len(row) == len(names)]
    return frozenset(
        name.strip().lstrip("\ufeff")
        for at, name in enumerate(names)
        if whole and all(said_or_none(row[at]) is None for row in whole)
    )


def _read_rows(lines: _Lines, names: list[str], chosen: Chosen, delimiter: str) -> Rows:
    places = {field: names.index(name) for field, name in chosen.mapping.items()}
    spare = [names.index(name) for name in chosen.spare]
    texts = [at for field, at in places.items() if field in CONTENT]
    strict = csv.reader(lines, delimiter=delimiter, strict=True)
    lenient = csv.reader(lines, delimiter=delimiter)
    look = Look(names, places.get("url"), delimiter)
    number, is_damaged = 1, False
    while True:
        lines.begin_row()
        row = _next_row(strict, lenient, lines, look, len(names))
        if row is None:
            return
        if row == []:
            continue
        number += 1
        # behind a damaged row the end of its text would be taken for a text of its own
        is_whole = isinstance(row, list)
        if is_whole and is_damaged and len(lines.row) == 1 and lines.row[0].count('"') % 2:
            row = _Fault("damaged_row", "it has the end of a quoted cell and no beginning")
        is_damaged = isinstance(row, _Fault)
        name = f"#row={number}"
        if isinstance(row, _Fault):
            yield _without_row(name, row, lines, look)
        else:
            look.learn(row)
            fields = {field: row[at] for field, at in places.items()}
            if spare and not any(row[at].strip() for at in texts):
                # a column that the first rows left empty may be the text of later ones
                fields["text"] = next((row[at] for at in spare if row[at].strip()), "")
            yield TableRow(name, fields)


def _next_row(
    strict: Iterator[list[str]],
    lenient: Iterator[list[str]],
    lines: _Lines,
    look: Look,
    width: int,
) -> list[str] | _Fault | None:
    """The next row, or what is wrong with it; None at the end.

    A row whose quotes are all well closed is one row, whatever its lines look like.
    """
    try:
        row = next(strict, None)
        return row if row is None else _of_width(row, width)
    except _RowTooLong:
        rest = look.rows_to_the_end(lines.row, is_sure=False)
        detail = "it is longer than a record may be: most often a quote that is never closed"
        return _Fault("damaged_row", detail, rest, is_too_long=rest is None)
    except csv.Error as error:
        if is_unclosed(error):
            rest = look.rows_to_the_end(lines.row, is_sure=True)
            return _Fault("damaged_row", "a quote is never closed", rest)
        if "expected after" not in str(error):
            return _Fault("damaged_row", f"it cannot be read as a row: {error}")
    rest = look.row_within(lines.row)
    if rest is not None:
        return _Fault("damaged_row", "a quote is not closed and runs into the next row", rest)
    is_torn = look.swallows_a_cell(lines.row)
    if look.is_of_tabs and (literal := between_tabs(lines.row, width)):
        return literal
    found = _with_stray_quotes(lenient, lines, width)
    if is_torn and isinstance(found, list):
        return _Fault("damaged_row", "a quote is not closed and runs into the next cell")
    return found


def _with_stray_quotes(
    lenient: Iterator[list[str]], lines: _Lines, width: int
) -> list[str] | _Fault:
    """The row at hand, its stray quotes taken as part of the text where that gives a whole row."""
    rest = len(lines.row)
    lines.from_the_first()
    try:
        row = _of_width(next(lenient), width)
    except (_RowTooLong, csv.Error):
        return _Fault("damaged_row", "a quote within a cell is not doubled", rest)
    if lines.is_over:
        return _Fault("damaged_row", "a quote is never closed", rest)
    return replace(row, rest=rest) if isinstance(row, _Fault) else row


def _of_width(row: list[str], width: int) -> list[str] | _Fault:
    """The row, without blank cells behind the last column, or that it has too many or too few."""
    while len(row) > width and not row[-1].strip():
        row.pop()
    if not row or len(row) == width:
        return row
    detail = f"{len(row)} cells, and the first row names {width} columns"
    return _Fault("ragged_row", detail)


def _without_row(name: str, fault: _Fault, lines: _Lines, look: Look) -> NoRecord:
    """The row as one of the quarantine; lines that are no part of it are read once more."""
    code, detail = fault.code, fault.detail
    if fault.is_too_long:
        lines.pass_over(look.is_in_truth_a_row)
        code, detail = "too_large", "it is longer than max_record_bytes allows"
    elif fault.rest is not None and lines.from_line(fault.rest):
        detail += "; what follows it is read as rows of their own"
    return NoRecord(name, "quarantined", code, detail)


def _header(reader: Iterator[list[str]]) -> list[str]:
    try:
        names = next((row for row in reader if any(cell.strip() for cell in row)), None)
    except (csv.Error, _RowTooLong) as error:
        raise Refused("no_columns", "the first row cannot be read as names of columns") from error
    if names is None:
        raise Refused("no_columns", "it has no rows")
    return [name.strip().lstrip("\ufeff") for name in names]


def _chosen(
    names: list[str], told: Mapping[str, str], delimiter: str, empty: frozenset[str]
) -> Chosen:
    """As `choose_columns`; Refused as `no_columns` where the first row is one of an article."""
    try:
        return choose_columns(names, told, empty)
    except Refused as refusal:
        why = why_no_names(names)
        if refusal.code not in {"no_text_column", "missing_column"} or not why:
            raise
        shown = "text,published_at,url".replace(",", delimiter)
        detail = (
            f"the first row is no row of names: {why}. Write one above it that names its "
            f"{len(names)} columns, such as {shown}"
        )
        raise Refused("no_columns", detail) from refusal


def _encoding(head: bytes) -> tuple[str, bool]:
    """The encoding, and whether it is a guess."""
    if head.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig", False
    cut = head.rfind(b"\n") + 1
    try:
        decoded = decode(head[:cut] or head)
    except UnreadableText:
        return "utf-8", False
    return decoded.encoding, decoded.is_guessed


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

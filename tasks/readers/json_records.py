"""JSON of every shape a table comes in: one object a line, a list of objects, one object."""

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Final

from tasks.readers.columns import Chosen, choose_columns, guess_columns
from tasks.readers.day_order import Rows, TableRow
from tasks.readers.json_weight import is_too_heavy
from tasks.readers.limits import ReadingRules, Refused
from tasks.readers.records import DAMAGED, NoRecord, Record, Remark
from tasks.readers.rows import CONTENT, PARAGRAPH, records_of, said
from tasks.readers.wide_streams import as_utf8

FIRST_ROWS: Final = 100  # rows whose keys are gathered before the columns are chosen
FIRST_BYTES: Final = 8 << 20
DEEPEST: Final = 3  # objects within objects of a row; `html.source_info.publisher` is in two
MOST_KEYS: Final = 1_000  # of one object; a row of a table has some dozen
BLANK: Final = " \t\r\n\ufeff\x1e"  # the last two begin joined files, and rows of sequences
STEP: Final = 1 << 16
_AFTER_LIST: Final = BLANK + "\0\x1a,;"  # padding, DOS's mark of the end, a script's semicolon
# Characters of damaged objects that are parsed in vain: a few times those that were read. Objects
# that are never closed are parsed with all that follow them, which is no accident.
TIMES_IN_VAIN: Final = 4
FREE_IN_VAIN: Final = 1 << 26
LONGEST_GAP: Final = 256  # characters that _NEXT may take
_NEXT: Final = re.compile(r"\}\s{0,100}+,\s{0,100}+(?=\{)")
_NEXT_LINE: Final = re.compile(r"\}\s{0,100}+,?\s{0,100}+(?<=\n)(?=\{)")  # in no list

Row = tuple[str, dict[str, object] | NoRecord, int]  # its name, what it is, its size


def read_json(
    stream: io.BufferedReader, rules: ReadingRules
) -> Iterator[Record | NoRecord | Remark]:
    """A record an object: `#line=7` of lines, `#item=3` of a list, the file itself when it is one.

    The first rows choose the keys; a later row without its text there is read by its own.
    Raises Refused when no key is the text.
    """
    raw, stream = stream, as_utf8(stream)
    rows = _rows(stream, rules)
    first: list[Row] = []
    size = 0
    broken: Refused | None = None
    try:
        for row in rows:
            first.append(row)
            size += row[2]
            if len(first) >= FIRST_ROWS or size >= FIRST_BYTES:
                break
    except Refused as refusal:
        broken = refusal  # said after the rows before it
    flat = [_flat(row) for _, row, _ in first if isinstance(row, dict)]
    keys = dict.fromkeys(key for row in flat for key in row)
    filled = {key for row in flat for key, value in row.items() if not _is_empty(value)}
    if not keys and broken is None:
        unread = first[0][1] if first else None
        if isinstance(unread, NoRecord) and unread.reason_code == "too_large":
            raise Refused("too_large", f"{unread.name[1:]} is {unread.detail}")
        raise Refused("damaged_row" if first else "empty_file", "no line of it is a JSON object")
    if keys:
        chosen = choose_columns(keys, rules.columns, frozenset(keys.keys() - filled))
        yield Remark("", chosen.remark)
        following = chain(first, _or_raised(rows, broken))
        notes = [DAMAGED] * (stream is not raw)
        yield from records_of(_table_rows(following, chosen), chosen.mapping, rules, notes)
    elif broken is not None:
        raise broken


def _or_raised(rows: Iterator[Row], broken: Refused | None) -> Iterator[Row]:
    if broken is not None:
        raise broken
    yield from rows


def _table_rows(rows: Iterable[Row], chosen: Chosen) -> Rows:
    for name, row, _ in rows:
        if isinstance(row, NoRecord):
            yield row
            continue
        flat = _flat(row)
        mapping = chosen.mapping
        if _is_of_columns(flat, mapping):
            detail = "it has a list of texts and one of addresses: columns, write an object a row"
            yield NoRecord(name, "quarantined", "damaged_row", detail)
            continue
        spare = next((key for key in chosen.spare if not _is_empty(flat.get(key))), None)
        if spare and all(
            _is_empty(flat.get(key)) for field, key in mapping.items() if field in CONTENT
        ):
            # a key that the first rows left empty may be the text of later ones
            mapping = {**mapping, "text": spare}
        elif all(flat.get(key) is None for field, key in mapping.items() if field in CONTENT):
            # else rows of a second kind, far behind the first ones, would pass as empty
            guess = guess_columns(key for key, value in flat.items() if value is not None)
            own = {field: key for field, key in guess.mapping.items() if field in CONTENT}
            others = [key for field in sorted(CONTENT) for key in guess.ambiguous.get(field, ())]
            if others or (own and CONTENT & chosen.told):
                seen = " and ".join([*own.values(), *others])
                detail = f"it has no {' or '.join(_content_keys(mapping))}; {seen} may be its text"
                yield NoRecord(name, "quarantined", "missing_column", detail)
                continue
            mapping = {**mapping, **own}
        yield TableRow(
            name,
            {
                field: said(flat.get(key), PARAGRAPH if field in CONTENT else "; ")
                for field, key in mapping.items()
            },
        )


def _is_of_columns(flat: Mapping[str, object], mapping: Mapping[str, str]) -> bool:
    """Whether it is no row but a table by columns; as one its articles would run together."""
    url, text = (flat.get(mapping.get(field, "")) for field in ("url", "text"))
    return isinstance(url, list) and isinstance(text, list) and len(url) == len(text) > 1


def _content_keys(mapping: Mapping[str, str]) -> list[str]:
    return [key for field, key in mapping.items() if field in CONTENT]


def _rows(stream: io.BufferedReader, rules: ReadingRules) -> Iterator[Row]:
    encoding = json.detect_encoding(stream.peek()[:4])
    errors = "surrogateescape" if encoding.startswith("utf-8") else "replace"
    text = io.TextIOWrapper(stream, encoding, errors, newline="\n")
    longest, most = rules.max_record_bytes, rules.max_memory_bytes
    begun, empty_lines = "", 0
    while not begun.strip(BLANK) and (begun := text.read(1)):
        empty_lines += begun == "\n"
    if begun == "[":
        yield from _Objects(text, longest, most).rows()
        return
    line = begun + text.readline(longest)
    following = text.readline(longest + 1)
    again: Iterable[str] = (line, following)
    found = _parsed(line, most)
    left = longest - len(line) - len(following)
    if found is None and begun == "{" and left > 0:
        # one object written over many lines, or lines of which the first is damaged
        line += following + text.read(left) + text.readline(longest + 1)
        following = ""
        again = _cut(line)
        found = _parsed(line, most)
        if isinstance(found, dict) and not _rows_within(found):
            yield "", found, len(line)
            return
        if found is None and _is_first_of_many(line, most):
            yield from _Objects(text, longest, most, line).rows()
            return
    if isinstance(found, dict) and not following and (within := _rows_within(found)):
        for number, row in enumerate(within, start=1):
            yield f"#item={number}", row, len(line) // len(within)
        return
    yield from _lines(chain(again, _lines_of(text, longest)), longest, most, empty_lines)


def _cut(text: str) -> Iterator[str]:
    """The lines of the text. An io.StringIO of it would take four times its memory."""
    start = 0
    while (end := text.find("\n", start) + 1) > 0:
        yield text[start:end]
        start = end
    if start < len(text):
        yield text[start:]


def _lines_of(text: io.TextIOBase, longest: int) -> Iterator[str]:
    while line := text.readline(longest + 1):
        yield line


def _lines(lines: Iterable[str], longest: int, most: int, number: int) -> Iterator[Row]:
    is_within = False
    for line in lines:
        is_rest = is_within
        is_within = len(line) > longest and not line.endswith("\n")
        number += not is_rest
        if is_rest or not line.strip(BLANK):
            continue
        name = f"#line={number}"
        if is_within:
            yield _no_row(name, "too_large", f"a line of more than {longest} characters")
            continue
        row = _parsed(line, most)
        if isinstance(row, dict):
            yield name, row, len(line)
        elif is_too_heavy(line, most):
            yield _no_row(name, "too_large", _too_heavy("a line", most))
        else:
            yield _no_row(name, "damaged_row", "the line is no JSON object")


def _is_empty(value: object) -> bool:
    return value is None or value in ("", [], {})


def _rows_within(found: dict[str, object]) -> list[dict[str, object]]:
    """The one list of objects that an object holds which is no row itself; empty for any other.

    Answers of archives' services have it in an object: `response.results`, `articles.results`.
    """
    inner = [value for value in found.values() if isinstance(value, dict)]
    lists = [
        value
        for value in chain(found.values(), *(one.values() for one in inner))
        if isinstance(value, list) and value and all(isinstance(one, dict) for one in value)
    ]
    guess = guess_columns(_flat(found))
    has_text = {"text", "html"} & {*guess.mapping, *guess.ambiguous}
    return lists[0] if len(lists) == 1 and not has_text else []


def _is_first_of_many(text: str, most: int) -> bool:
    """Whether an object ends where another begins: printed over several lines, or end to end."""
    for size in dict.fromkeys((min(STEP, len(text)), len(text))):
        # many light objects are as heavy as a single one that is not read
        if is_too_heavy(text[:size], most):
            return False
        try:
            first, end = json.JSONDecoder().raw_decode(text[:size])
        except (ValueError, RecursionError):
            continue
        return isinstance(first, dict) and text.startswith("{", _past(text, end))
    return False


class _Objects:
    """The objects of JSON lists, one at a time; after a damaged one the next that can be found.

    Lists that follow one another in a file, as `cat` leaves them, are one list. Objects in no
    list, of which `begun` is the beginning, are read as those of a list.
    """

    def __init__(self, text: io.TextIOBase, longest: int, most: int, begun: str = "") -> None:
        self._text = text
        self._longest = longest
        self._most = most
        self._decoder = json.JSONDecoder()
        self._buffer = ""
        self._at = 0
        self._taken = 0
        self._ahead = [(begun, 0)] if begun else []
        self._in_vain = 0
        self._is_list = not begun

    def rows(self) -> Iterator[Row]:
        """Each object as a row.

        Raises Refused: `truncated_archive` when the list is never closed, `damaged_archive` when
        something else than a list follows it, or its objects are never closed; `too_large` at an
        object that may take more memory than there is for it.
        """
        number = 0
        while self._is_inside():
            number += 1
            name = f"#item={number}"
            value, size = self._value(name[1:])
            self._let_go()
            if isinstance(value, dict):
                yield name, value, size
                continue
            if not size:
                # of a list that ends within this object the end is said, and no more
                self._seek_next(f"it ends in {name[1:]}")
            yield _no_row(name, "damaged_row", "it is no JSON object")
            if self._in_vain > FREE_IN_VAIN + TIMES_IN_VAIN * self._taken:
                detail = f"its objects are never closed; it is not read from {name[1:]} on"
                raise Refused("damaged_archive", detail)

    def _is_inside(self) -> bool:
        while True:
            self._at = _past(self._buffer, self._at)
            if self._at < len(self._buffer):
                if self._buffer[self._at] != "]" or not self._is_list:
                    return True
                self._at += 1
                if not self._opens_again():
                    return False
            elif not self._more(STEP):
                if self._is_list:
                    raise Refused("truncated_archive", "the list of objects is never closed")
                return False

    def _opens_again(self) -> bool:
        """Whether another list follows the closed one; the place is inside it then."""
        while True:
            self._at = _past(self._buffer, self._at, _AFTER_LIST)
            if self._buffer.startswith("[", self._at):
                self._at += 1
                return True
            if self._at < len(self._buffer):
                raise Refused("damaged_archive", "what follows the list of objects is no list")
            if not self._more(STEP):
                return False

    def _value(self, name: str) -> tuple[object, int]:
        """What stands at the place, and its length: none for what is no JSON."""
        while True:
            if is_too_heavy(self._buffer, self._most, self._at):
                detail = (
                    f"{name} is {_too_heavy('an object', self._most)}; it is not read any further"
                )
                raise Refused("too_large", detail)
            try:
                value, end = self._decoder.raw_decode(self._buffer, self._at)
            except json.JSONDecodeError as error:
                left = len(self._buffer) - self._at
                is_cut = error.pos >= len(self._buffer) - 16 or error.msg.startswith("Unterminated")
                # twice as much each time: else a long object is parsed once a step
                if not is_cut or left > self._longest or not self._more(max(STEP, left)):
                    self._in_vain += error.pos - self._at
                    return None, 0
            except (ValueError, RecursionError):  # a number of 5,000 digits, lists in lists
                self._in_vain += STEP
                return None, 0
            else:
                size = end - self._at
                self._at = end
                return value, size

    def _seek_next(self, end: str) -> None:
        pattern, last = (_NEXT, "]") if self._is_list else (_NEXT_LINE, "}")
        while (found := pattern.search(self._buffer, self._at)) is None:
            self._at = max(self._at, len(self._buffer) - LONGEST_GAP)
            if not self._more(STEP):
                if not self._buffer.rstrip().endswith(last):
                    detail = f"the list of objects is never closed: {end}"
                    raise Refused("truncated_archive", detail)
                self._buffer, self._at = "]" if self._is_list else "", 0
                return
        self._at = found.end()

    def _let_go(self) -> None:
        """Behind a long object the buffer is short again, or it would be weighed for each other."""
        end = self._at + STEP
        if len(self._buffer) > end + STEP:
            self._ahead.append((self._buffer, end))
            self._taken -= len(self._buffer) - end
            self._buffer = self._buffer[:end]

    def _more(self, count: int) -> bool:
        more = ""
        while self._ahead and not more:
            text, at = self._ahead.pop()
            more = text[at : at + count]
            if at + count < len(text):
                self._ahead.append((text, at + count))
        more = more or self._text.read(count)
        self._buffer, self._at = self._buffer[self._at :] + more, 0
        self._taken += len(more)
        return bool(more)


def _past(buffer: str, at: int, blanks: str = BLANK + ",") -> int:
    """Where the next thing in a list begins."""
    while at < len(buffer) and buffer[at] in blanks:
        at += 1
    return at


def _too_heavy(what: str, most: int) -> str:
    return f"{what} of more values than max_memory_bytes = {most} has room for"


def _parsed(text: str, most: int) -> object:
    if is_too_heavy(text, most):
        return None
    try:
        return json.loads(text.lstrip(BLANK) if text.startswith(("\ufeff", "\x1e")) else text)
    except (ValueError, RecursionError):
        return None


def _no_row(name: str, code: str, detail: str) -> Row:
    return name, NoRecord(name, "quarantined", code, detail), 0


def _flat(row: Mapping[str, object]) -> dict[str, object]:
    """The object's values by key, those of objects in it by `outer.inner`, as deep as rows are."""
    flat: dict[str, object] = {}
    for key, value in _leaves(row, "", DEEPEST):
        flat[key] = value
        if len(flat) > MOST_KEYS:
            break
    return flat


def _leaves(row: Mapping[str, object], outer: str, deepest: int) -> Iterator[tuple[str, object]]:
    for key, value in row.items():
        if not isinstance(value, dict):
            yield f"{outer}{key}", value
        elif deepest:
            yield from _leaves(value, f"{outer}{key}.", deepest - 1)

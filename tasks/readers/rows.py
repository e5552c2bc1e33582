"""A row of a table, whatever the table was written in, as the record of its text."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from tasks.readers.columns import beside_of
from tasks.readers.day_order import Rows, TableRow, with_day_order
from tasks.readers.limits import ReadingRules
from tasks.readers.records import DAMAGED, GUESSED, Beside, NoRecord, Record, Remark
from tasks.readers.text import UnreadableText, decode
from tasks.text.addresses import is_page_address, site_of
from tasks.text.null_words import said_or_none

CONTENT: Final = frozenset({"text", "html"})  # the fields that may be the record itself

PARAGRAPH: Final = "\n\n"  # between the values of a list that is the text
# Where a paragraph that is an object has its words; its name is what kind of one it is.
_OF_A_PARAGRAPH: Final = ("text", "content", "value", "paragraph", "body", "html", "name")
LEAST_GUESSED: Final = 50  # bytes; of fewer any alphabet may be
_LONE_BYTE: Final = re.compile("[\udc80-\udcff]")  # no character of the table's encoding
LOST: Final = "\ufffd".encode()  # for bytes of the table that fit no character
SHORT: Final = 100  # characters; of a longer text no stripped copy is made to see what it is


def records_of(
    rows: Rows, mapping: Mapping[str, str], rules: ReadingRules, notes: Iterable[str] = ()
) -> Iterator[Record | NoRecord | Remark]:
    """A record a row, its numeric dates in the order that their column has.

    Of an address that has lost a character no more is kept than its site; the first is remarked.
    Of `notes`, GUESSED and DAMAGED, a record bears those that its text has to do with.
    """
    is_remarked = False
    for row in with_day_order(rows, mapping):
        if not isinstance(row, TableRow):
            yield row
            continue
        record = record_of_row(row.name, row.fields, rules.max_record_bytes)
        if isinstance(record, Record) and "\ufffd" in (record.beside.url or ""):
            if not is_remarked:
                yield Remark(row.name, "its address has lost a character; such ones are left out")
                is_remarked = True
            record = replace(record, beside=_without_address(record.beside))
        yield _noted(record, notes) if isinstance(record, Record) else record


def record_of_row(name: str, fields: Mapping[str, str | None], most: int) -> Record | NoRecord:
    """The row's text, else its HTML, as UTF-8 bytes, the other fields beside it.

    A text of more than `most` bytes, which is `max_record_bytes`, is no record but `too_large`.
    Lone surrogates that stand for bytes become these bytes again, so that what reads the record
    judges its encoding, not the table's.
    """
    text = _content(fields.get("text"))
    is_html = text is None
    if text is None:
        text = _content(fields.get("html"))
    if text is None:
        return NoRecord(name, "skipped", "empty_text", "it has no text")
    content = bytes_of(text)
    if len(content) > most:
        return NoRecord(name, "quarantined", "too_large", f"more than max_record_bytes = {most}")
    beside = {field: value for field, value in fields.items() if field not in CONTENT}
    encoding = _encoding_of_lone_bytes([text, *filter(None, beside.values())])
    said = {field: _mended(value, encoding) for field, value in beside.items()}
    return Record(name, content, beside_of(said, is_html=is_html))


def _noted(record: Record, notes: Iterable[str]) -> Record:
    content = record.content
    is_so = {GUESSED: not content.isascii(), DAMAGED: LOST in content}
    said = [note for note in notes if is_so[note]]
    if not said:
        return record
    kind = record.beside.content_type or "text/plain; charset=utf-8"
    return replace(record, beside=replace(record.beside, content_type="; ".join((kind, *said))))


def _without_address(beside: Beside) -> Beside:
    """With the site as the outlet, where nothing else names one and no character of it is lost."""
    site = site_of(beside.url)
    is_whole = is_page_address(beside.url) and "\ufffd" not in site
    return replace(beside, url=None, outlet=beside.outlet or (site if is_whole else None))


def _content(cell: str | None) -> str | None:
    """The cell as it is; None where nothing stands in it, or a null word."""
    if not cell or cell.isspace() or (len(cell) <= SHORT and said_or_none(cell) is None):
        return None
    return cell


def bytes_of(text: str) -> bytes:
    """UTF-8, with escaped bytes as they were; halves of characters become question marks."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        try:
            return text.encode("utf-8", "surrogateescape")
        except UnicodeEncodeError:
            # JSON can say half of a character, and no file can hold it
            whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            return whole.encode()


def _encoding_of_lone_bytes(cells: Iterable[str]) -> str:
    """The encoding of the cells of a row that hold lone bytes; UTF-8 where nothing tells one.

    It is told of all of them together, and so of the text: of a headline alone, with two letters
    that are not ASCII, one alphabet is as likely as another.
    """
    raw = b"\n".join(bytes_of(cell) for cell in cells if _LONE_BYTE.search(cell))
    if len(raw) < LEAST_GUESSED:
        return "utf-8"
    try:
        return decode(raw).encoding
    except UnreadableText:
        return "utf-8"


def _mended(value: str | None, encoding: str) -> str | None:
    if not value or value.isascii():
        return value
    raw = bytes_of(value)
    if not _LONE_BYTE.search(value):
        return raw.decode("utf-8", "replace")
    return raw.decode(encoding, "replace")


def said(value: object, between: str) -> str | None:
    """The value as text: a list's values joined, an object by its name, numbers as digits.

    A number alone is no article's text: some exporters write 0 for none.
    """
    match value:
        case None | bool():
            return None
        case int() | float() if between == PARAGRAPH:
            return None
        case str():
            return value
        case list() | tuple():
            return between.join(filter(None, (said(one, between) for one in value))) or None
        case dict():
            keys = _OF_A_PARAGRAPH if between == PARAGRAPH else ("name", "text")
            return said(next(filter(None, map(value.get, keys)), None), between)
        case datetime() | date():
            return value.isoformat()
        case bytes():
            return value.decode("utf-8", "surrogateescape")
        case _:
            return str(value)

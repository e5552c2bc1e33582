"""The records of WARC and ARC files, and where the next one begins after a damaged one."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from tasks.readers.crawl_bytes import Bytes
from tasks.readers.http_payload import fields_of
from tasks.readers.limits import ReadingRules, Refused, RefusedArchive
from tasks.readers.records import NoRecord

LONGEST_HEAD: Final = 1 << 16  # bytes; heads have some hundred, long URLs some thousand
USUAL_HEAD: Final = 1 << 12  # bytes looked at first: most records are smaller than the longest head

# The first lines of a record, after a line end.
_WARC_LINE: Final = re.compile(rb"\nWARC/[01]\.\d{1,2}[ \t]?\r?\n(?=[Ww][Aa][Rr][Cc]-|[Cc]ontent-)")
_WARC_HEAD_END: Final = re.compile(
    rb"\r\n\r\n|\n(?:\n|(?=WARC/[01]\.\d{1,2}[ \t]?\r?\n(?:[Ww][Aa][Rr][Cc]-|[Cc]ontent-)))"
)
_ARC_LINE: Final = re.compile(
    rb"\n(?=(?:https?|ftp|dns|gopher|whois|mailto):[^\s]{1,8000}+"
    # an address may hold blanks
    rb"(?: {1,9}[^\s]{1,400}+){0,20}? [0-9A-Fa-f.:]{2,45}+"
    rb" \d{12,18} [^\s]{1,200}+ [^\n]{1,400}\n)"
)
_IP: Final = re.compile(r"[0-9A-Fa-f.:]{2,45}")
_ARC_STARTS: Final = (b"http:", b"https:", b"ftp:", b"dns:", b"filedesc:", b"gopher:", b"whois:")


class Place(NamedTuple):
    """Where a record begins: its byte, in a gzipped crawl that of its member and its byte in it."""

    offset: int
    within: int = 0

    @property
    def name(self) -> str:
        """`#offset=608`, and of a member's records but the first `#offset=608+4096`."""
        return f"#offset={self.offset}" + (f"+{self.within}" if self.within else "")


@dataclass(frozen=True, slots=True)
class CrawlRecord:
    """One record: its place, its head's fields by lower-case name, its block."""

    place: Place
    fields: Mapping[str, str]
    block: bytes

    @property
    def name(self) -> str:
        """Its place as a name."""
        return self.place.name


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the records of a kind of crawl file begin, and what stands between two of them.

    `line` finds a beginning after damage. ARC has one line end between, which proves nothing.
    """

    starts: tuple[bytes, ...]
    between: tuple[bytes, ...]
    line: re.Pattern[bytes]
    fields: Callable[[Bytes], Mapping[str, str]]


def read_records(
    source: Bytes, dialect: Dialect, rules: ReadingRules, place_of: Callable[[int], Place]
) -> Iterator[CrawlRecord | NoRecord]:
    """The records one after the other; a damaged one is named, and the next is searched.

    `place_of` gives a record's place for its offset. Where the bytes are broken in their packing,
    the last entry says so.
    """
    while True:
        source.skip_line_ends()
        place = place_of(source.offset)
        try:
            if not source.peek(1):
                if source.trouble:
                    raise source.trouble
                return
            fields = _head(source, dialect)
            yield CrawlRecord(place, fields, _block(source, fields, dialect, rules))
        except RefusedArchive:
            raise
        except Refused as refusal:
            yield NoRecord(place.name, "quarantined", refusal.code, refusal.detail)
            source.skip_line_ends()
            if source.trouble is refusal:
                return
            if not source.peek(16).startswith(dialect.starts) and not source.find_line(
                dialect.line
            ):
                return


def _head(source: Bytes, dialect: Dialect) -> Mapping[str, str]:
    if not source.peek(16).startswith(dialect.starts):
        raise Refused("damaged_record", "no record begins where one should")
    return dialect.fields(source)


def _block(
    source: Bytes, fields: Mapping[str, str], dialect: Dialect, rules: ReadingRules
) -> bytes:
    said = fields.get("content-length", "")
    if not said.isascii() or not said.isdigit() or len(said) > 18:
        raise Refused("damaged_record", f"its length is no number: {said[:40]!r}")
    length = int(said)
    if length > rules.max_record_bytes:
        # but not into another record: a damaged length may be anything
        source.find_line(dialect.line, length)
        raise Refused(
            "too_large", f"{length} bytes, more than max_record_bytes = {rules.max_record_bytes}"
        )
    if source.holds(length) and _ends_after(source, length, dialect):
        return source.take(length)
    begin = source.offset
    if source.find_line(dialect.line, length):
        # what the length ran into is the next record: read it as such
        raise Refused("truncated_record", f"the next record begins before its {length} bytes end")
    there = source.offset - begin
    # where more follows, records may stand between this one and the trouble
    if source.trouble is not None and not source.peek(16).strip(b"\r\n"):
        raise source.trouble
    if there < length:
        raise Refused("truncated_record", f"{there} of its {length} bytes are there")
    raise Refused("damaged_record", f"it goes on after the {length} bytes that it says it has")


def _ends_after(source: Bytes, length: int, dialect: Dialect) -> bool:
    """Whether after so many bytes stands what may stand between two records, or the end."""
    after = source.peek(16, ahead=length)
    rest = after.lstrip(b"\r\n")
    if not rest:
        # at the end a broken packing means that these bytes were not proven
        return source.trouble is None
    return after.startswith(dialect.between) or rest.startswith(
        tuple(start[: len(rest)] for start in dialect.starts)
    )


def _warc_fields(source: Bytes) -> Mapping[str, str]:
    # a head that runs into the next record has no end of its own: it would take that record's
    # fields and page for its own, and a file of such heads would be searched again from each
    for size in (USUAL_HEAD, LONGEST_HEAD):
        found = source.search(_WARC_HEAD_END, size)
        if found is not None:
            break
    else:
        if source.trouble is not None:
            raise source.trouble
        code = "damaged_record" if source.holds(LONGEST_HEAD) else "truncated_record"
        source.take(5)  # else the search would find the same head again
        raise Refused(code, "its head has no end")
    start, end = found
    head = source.take(start)
    if end == start + 1:  # the line end before the next record
        raise Refused("truncated_record", "the next record begins before its head ends")
    source.take(end - start)
    return fields_of(head.decode("utf-8", "replace").replace("\r\n", "\n").split("\n")[1:])


def _arc_fields(source: Bytes) -> Mapping[str, str]:
    for size in (USUAL_HEAD, LONGEST_HEAD):
        line, end, _ = source.peek(size).partition(b"\n")
        if end:
            break
    else:
        if source.trouble is not None:
            raise source.trouble
        # all of it: behind its first letters it may begin as another record does
        source.take(len(line))
        raise Refused("damaged_record", "its head has no end")
    source.take(len(line) + 1)
    words = line.decode("utf-8", "replace").split()
    # URL, IP address, date, type, and in version 2 five more before the length
    if len(words) < 5:
        raise Refused("damaged_record", "its head has fewer than five fields")
    # an address may hold blanks: it ends before the first IP address with a date behind it
    behind = next(
        (
            at
            for at in range(1, len(words) - 3)
            if _IP.fullmatch(words[at]) and _is_date(words[at + 1])
        ),
        1,
    )
    address = " ".join(words[:behind])
    return {
        "warc-target-uri": address,
        "warc-date": words[behind + 1],
        "content-type": words[behind + 2],
        "content-length": words[-1],
        "warc-type": "arc_filedesc" if address.startswith("filedesc:") else "response",
    }


def _is_date(word: str) -> bool:
    return word.isascii() and word.isdigit() and 12 <= len(word) <= 18


WARC: Final = Dialect((b"WARC/0.", b"WARC/1."), (b"\r\n\r\n",), _WARC_LINE, _warc_fields)
ARC: Final = Dialect(_ARC_STARTS, (), _ARC_LINE, _arc_fields)

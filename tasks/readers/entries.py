"""The one door of the readers: an input's stream in, its records and refusals out."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import BinaryIO, Literal

from tasks.readers.beside_pages import PagesSeen, saved_with
from tasks.readers.decompression import Unpacked
from tasks.readers.delimited import is_table, read_table
from tasks.readers.exports import export_of, read_exports
from tasks.readers.feeds import entries_of_feed, read_feed
from tasks.readers.forms import HEAD, JSON_LINES, form_of, text_of, what_it_is
from tasks.readers.gzip_parts import Parts, header_of
from tasks.readers.json_records import read_json
from tasks.readers.limits import Allowance, ReadingRules, Refused, RefusedArchive, RefusedInput
from tasks.readers.listed import listed
from tasks.readers.mails import read_mail
from tasks.readers.markup import is_page
from tasks.readers.mhtml import read_mhtml
from tasks.readers.names import is_hidden, suffix_of, without_packing
from tasks.readers.parquet_rows import read_parquet
from tasks.readers.reasons import SKIPPED
from tasks.readers.records import Entries, Entry, NoRecord, Record, Remark, Revisit, Saying
from tasks.readers.separated import read_separated
from tasks.readers.streams import buffered, opened, whole, with_start
from tasks.readers.tar_header import BLOCK, is_header
from tasks.readers.tars import Member, read_tar
from tasks.readers.warc import is_packed_crawl, read_arc, read_packed_crawl, read_warc
from tasks.readers.zips import read_zip


def open_entries(stream: BinaryIO, name: str, rules: ReadingRules) -> tuple[str, Entries]:
    """What the input is, in one word, and its entries.

    `stream` stands at the beginning of the input; `name` is asked for its suffix only, where the
    bytes cannot tell. One pass and bounded memory: one record, the first rows of a table or one
    record of a crawl at a time. Only zip and Parquet need `seek`; from a stream without it, and
    inside other files, they are read into memory up to `max_memory_bytes`. Of a compressed page
    the unpacked bytes are the capture. Nothing an input holds raises; errors of the stream
    itself (OSError of a disk or network) do.
    """
    allowance = Allowance(rules)
    file = opened(stream, allowance.take_packed)
    head = file.peek()
    form = _form(head, name)
    entries = _Reading(rules, allowance).entries(file, head, form, name, 0)
    return form, listed(_to_the_end(entries), rules.max_refusals)


def open_members(
    stream: BinaryIO, rules: ReadingRules, is_wanted: Callable[[str], bool]
) -> Entries:
    """The entries of a zip file's members of wanted names; the others are not unpacked.

    Raises Refused where it is no zip file, or one without its directory.
    """
    allowance = Allowance(rules)
    reading = _Reading(rules, allowance)
    file = opened(stream, allowance.take_packed)
    return reading.members(
        (
            member
            for member in read_zip(reading.whole(file), allowance)
            if isinstance(member, Member) and is_wanted(member.name)
        ),
        0,
    )


def _to_the_end(entries: Entries) -> Entries:
    """The entries, and what ended the reading of the input as a whole."""
    try:
        yield from entries
    except RefusedInput as end:
        yield _no_record(end)


def _form(head: bytes, name: str) -> str:
    form = form_of(head, name)
    if form == "maybe_table":
        return "table" if is_table(head) else "text"
    return form


class _Reading:
    """The reading of one input: what it may cost is counted over all that lies in it."""

    def __init__(self, rules: ReadingRules, allowance: Allowance) -> None:
        self._rules = rules
        self._allowance = allowance

    def read(self, stream: io.BufferedReader, name: str, depth: int) -> Entries:
        """The entries of a file in an archive or packing, named from it on."""
        try:
            head = stream.peek()
        except RefusedArchive:
            raise
        except Refused as refusal:
            yield _no_record(refusal)
            return
        yield from self.entries(stream, head, _form(head, name), name, depth)

    def entries(
        self, stream: io.BufferedReader, head: bytes, form: str, name: str, depth: int
    ) -> Entries:
        """The entries of one file of that form."""
        try:
            is_empty = True
            for entry in self._entries(stream, head, form, name, depth):
                is_empty = is_empty and isinstance(entry, (Remark, Saying))
                yield entry
            if is_empty:
                yield NoRecord("", "quarantined", "empty_file", "it has no members, rows or pieces")
        except RefusedArchive:
            raise
        except Refused as refusal:
            yield _no_record(refusal)

    def _entries(
        self, stream: io.BufferedReader, head: bytes, form: str, name: str, depth: int
    ) -> Entries:
        rules = self._rules
        if depth > rules.max_depth:
            raise Refused("nested_too_deep", f"more than max_depth = {rules.max_depth} archives")
        match form:
            case "gzip" | "bzip2" | "xz" | "zstd":
                yield from self._packed(stream, form, head, name, depth)
            case "tar":
                yield from self.members(read_tar(stream.read), depth)
            case "zip":
                yield from self.members(read_zip(self.whole(stream), self._allowance), depth)
            case "empty":
                yield NoRecord(
                    "", "quarantined", "empty_file", "it has no bytes, or none but zeros"
                )
            case "media":
                yield NoRecord("", "skipped", "not_copy", "it is no text that anyone wrote as copy")
            case "unsupported":
                yield NoRecord(
                    "", "quarantined", "unsupported_form", f"it is {what_it_is(head, name)}"
                )
            case "mailbox":
                # as one text, its mails would be one article
                raise Refused("unsupported_form", "it is a mailbox; save each mail as .eml")
            case "document":
                yield NoRecord("", "skipped", "other_document", f"it is {what_it_is(head, name)}")
            case "text":
                yield from self._text(stream, head)
            case _:
                yield from self._counted(self._records(stream, form, name))

    def _records(self, stream: io.BufferedReader, form: str, name: str) -> Entries:
        rules = self._rules
        match form:
            case "parquet":
                yield from read_parquet(self.whole(stream), rules, self._allowance)
            case "warc":
                yield from read_warc(stream, rules, self._allowance)
            case "arc":
                yield from read_arc(stream, rules, self._allowance)
            case "json":
                yield from read_json(stream, rules)
            case "table":
                yield from read_table(stream, suffix_of(name), rules)
            case "mhtml":
                yield from read_mhtml(self._record(stream))
            case "mail":
                yield from read_mail(self._record(stream))
            case _:
                yield from self._feed(stream)

    def _text(self, stream: io.BufferedReader, head: bytes) -> Entries:
        rules = self._rules
        is_plain = not is_page(text_of(head[:HEAD]))
        if is_plain and rules.article_separator:
            yield from self._counted(read_separated(stream, rules.article_separator, rules))
        elif is_plain and (export := export_of(text_of(head))):
            yield from self._counted(read_exports(stream, export, rules))
        else:
            yield Record("", self._record(stream))

    def _packed(
        self, stream: io.BufferedReader, form: str, head: bytes, name: str, depth: int
    ) -> Entries:
        if form == "gzip" and is_packed_crawl(head):
            yield from self._counted(read_packed_crawl(stream, self._rules, self._allowance))
            return
        unpacked = Unpacked(form, stream.read, self._allowance)
        inner = buffered(unpacked.read)
        inner_name = without_packing(name)
        start, rows = b"", ""
        try:
            start = inner.peek()
            # a tar in its packing is one archive to whoever made it
            inner_depth = depth if is_header(start[:BLOCK]) else depth + 1
            for entry in self.read(inner, inner_name, inner_depth):
                if not isinstance(entry, Saying):
                    rows = rows or entry.name.partition("=")[0]
                yield entry
        except RefusedArchive:
            raise
        except Refused as refusal:
            yield _no_record(refusal)
        if unpacked.stray is not None:
            yield NoRecord(
                f"#offset={unpacked.stray}", "quarantined", "damaged_archive",
                f"the bytes from here on begin no {form} member; what could be found after them "
                "was read",
            )  # fmt: skip
        if form == "gzip" and unpacked.is_damaged:
            yield from self._behind_damage(unpacked, start, rows, inner_name, depth + 1)

    def _behind_damage(
        self, unpacked: Unpacked, start: bytes, rows: str, name: str, depth: int
    ) -> Entries:
        """The rows behind a damaged gzip member, named from the byte on at which whole ones begin.

        Lines of JSON are whole or none, and a table's where its writer packed whole ones. Of any
        other file what is behind damage is a part of something, and no one could tell of what.
        """
        form, names = _form(start, name) if start else "json", b""
        if form == "table" and rows == "#row" and unpacked.members_are_lines:
            names = header_of(start)
        if not names and (
            form != "json" or (suffix_of(name) not in JSON_LINES and rows != "#line")
        ):
            return
        parts = Parts(*unpacked.behind_damage(), self._allowance)
        while (begin := parts.next()) is not None:
            stream = buffered(with_start(names, parts.read))
            for entry in self.entries(stream, names, form, name, depth):
                yield within(f"#offset={begin}", entry)

    def members(self, members: Iterator[Member | NoRecord], depth: int) -> Entries:
        """The entries of an archive's members, in their order."""
        pages = PagesSeen()
        for member in members:
            self._allowance.take_member()
            if not depth:
                self._allowance.begin_member()
            if isinstance(member, NoRecord):
                yield member
                continue
            place = f"!{member.name}"
            if is_hidden(member.name):
                yield NoRecord(place, "skipped", "hidden", "a tool or system left it there")
                continue
            if (page := pages.page_of(member.name)) is not None:
                yield saved_with(member.name, page)
                continue
            try:
                stream = buffered(member.read, member.size + 1)
                for entry in self.read(stream, member.name, depth + 1):
                    yield within(place, entry)
            except RefusedInput:
                raise
            except RefusedArchive as damage:
                raise damage.refusal from damage

    def _counted(self, entries: Entries) -> Entries:
        for entry in entries:
            if isinstance(entry, (Record, Revisit, NoRecord)):
                self._allowance.take_member()
            yield entry

    def _feed(self, stream: io.BufferedReader) -> Entries:
        content = self._record(stream)
        feed = read_feed(content)
        if feed is None:
            yield Record("", content)
        else:
            yield from entries_of_feed(feed, "", None)

    def _record(self, stream: io.BufferedReader) -> bytes:
        """All the bytes of what is one record; Refused when they are too many."""
        most = self._rules.max_record_bytes
        content = whole(stream.read, most)
        if content is None:
            raise Refused("too_large", f"more than max_record_bytes = {most}")
        return content

    def whole(self, stream: io.BufferedReader) -> BinaryIO:
        """The same bytes with jumping allowed."""
        if stream.seekable():
            return stream
        most = self._rules.max_memory_bytes
        content = whole(stream.read, most)
        if content is None:
            raise Refused(
                "nested_too_large",
                f"it must be read whole here and is over max_memory_bytes = {most}; unpack it",
            )
        return io.BytesIO(content)


def _no_record(refusal: Refused) -> NoRecord:
    outcome: Literal["skipped", "quarantined"] = (
        "skipped" if refusal.code in SKIPPED else "quarantined"
    )
    return NoRecord("", outcome, refusal.code, refusal.detail)


def within(place: str, entry: Entry) -> Entry:
    """The entry as seen from the file that its own file lies in."""
    return entry if isinstance(entry, Saying) else replace(entry, name=place + entry.name)

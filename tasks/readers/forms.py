"""What an input is, by what it begins with; its suffix is asked only where that cannot tell."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from tasks.readers.code_text import begins_as_code, holds_copy
from tasks.readers.feed_text import FEED, start_behind_a_server
from tasks.readers.mhtml import is_mhtml
from tasks.readers.names import OTHER_SUFFIXES, suffix_of
from tasks.readers.program_files import is_dump, is_program
from tasks.readers.streams import LOOK
from tasks.readers.tar_header import is_header
from tasks.readers.wide import WIDE, read_wide, told_encoding

HEAD: Final = 4096  # bytes of text that are looked at

BINARY: Final[Mapping[bytes, str]] = MappingProxyType(
    {
        b"\x1f\x8b\x08": "gzip",
        b"BZh": "bzip2",
        b"\xfd7zXZ\0": "xz",
        b"\x28\xb5\x2f\xfd": "zstd",
        **{bytes((0x50 + kind, 0x2A, 0x4D, 0x18)): "zstd" for kind in range(16)},  # a note in front
        b"PK\x03\x04": "zip",
        b"PK\x05\x06": "zip",  # one without members
        b"PK\x07\x08PK\x03\x04": "zip",
        b"PAR1": "parquet",
        b"WARC/0.": "warc",
        b"WARC/1.": "warc",
        b"filedesc://": "arc",
    }
)
# What to do with a form that is not read and may hold much copy, by its first bytes.
UNSUPPORTED: Final[Mapping[bytes, str]] = MappingProxyType(
    {
        b"7z\xbc\xaf\x27\x1c": "a 7z archive; pack it again as zip or tar",
        b"Rar!\x1a\x07": "a RAR archive; pack it again as zip or tar",
        b"LZIP": "an lzip file; pack it again as gz or xz",
        b"\x04\x22\x4d\x18": "an LZ4 file; pack it again as gz or zst",
        b"\x1f\x9d": "a compress (.Z) file; pack it again as gz",
        b"MSCF": "a cabinet archive; pack it again as zip or tar",
        b"!<arch>\n": "an ar archive; pack it again as zip or tar",
        b"070701": "a cpio archive; pack it again as tar",
        b"070707": "a cpio archive; pack it again as tar",
        b"SQLite format 3\0": "an SQLite database; write its table as CSV",
        b"\x89HDF": "an HDF5 file; write its table as CSV or Parquet",
        b"ARROW1": "an Arrow file; write it as Parquet",
        b"ORC": "an ORC file; write it as Parquet",
        b"Obj\x01": "an Avro file; write it as JSONL",
        b"bplist00": "a Safari web archive; save the page as HTML",
        b"\x80\x04\x95": "a pickle, which is never opened: it could run code; write it as JSONL",
    }
)
# The same of what is one document or program: folders of copy hold some beside it.
DOCUMENTS: Final[Mapping[bytes, str]] = MappingProxyType(
    {
        b"%PDF-": "a PDF; save its text as .txt (pdftotext does)",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "an old Office file or mail; save it as text or HTML",
        b"{\\rtf": "an RTF file; save it as text or HTML",
        b"\x7fELF": "a program",
        b"MZ\x90\0": "a program",
    }
)
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_WORKBOOK: Final = "Workbook\0".encode("utf-16-le")  # the name of its stream
_MEDIA: Final = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"RIFF", b"OggS", b"ID3", b"fLaC",
    b"\0\0\x01\0", b"II*\0", b"MM\0*", b"wOFF", b"wOF2", b"OTTO", b"\0\x01\0\0\0", b"\x1aE\xdf\xa3",
    b"FLV\x01", b"CWS", b"FWS\x03", b"\0asm", b"8BPS",
)  # fmt: skip
# Signs whose letters a text may begin with too, and what none holds: control characters.
_LIKE_TEXT: Final = frozenset(
    {
        b"LZIP", b"MSCF", b"070701", b"070707", b"ARROW1", b"ORC",
        b"RIFF", b"OggS", b"ID3", b"fLaC", b"wOFF", b"wOF2", b"OTTO", b"CWS", b"8BPS",
    }
)  # fmt: skip
_NOT_IN_TEXT: Final = re.compile(rb"[\0-\x08\x0e-\x1a\x1c-\x1f]")
# The heads of cpio archives are figures to their end.
_CPIO: Final[Mapping[bytes, re.Pattern[bytes]]] = MappingProxyType(
    {
        b"070701": re.compile(rb"070701[0-9A-Fa-f]{104}"),
        b"070707": re.compile(rb"070707[0-7]{70}"),
    }
)
_NO_COPY: Final = re.compile(
    r"<(?:svg|urlset|sitemapindex|xsl:stylesheet|opml)[\s>]", re.IGNORECASE
)
_MAIL: Final = (
    "From: ", "MIME-Version:", "Return-Path:", "Delivered-To:", "Received: ", "Message-ID: ",
)  # fmt: skip
_MAILBOX: Final = re.compile(
    r"From \S{1,300}+ {1,9}(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
    r" (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,9}[0-9]{1,2} [0-9]{2}:[0-9]{2}"
    r"[^\n]{0,80}\n[A-Za-z][A-Za-z0-9-]{0,60}: "
)
_HEADER: Final = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}: ")
_MAIL_HEADERS: Final = ("\nContent-Type:", "\nSubject:", "\nMessage-ID:")
JSON_LINES: Final = frozenset({".jsonl", ".ndjson", ".jsonlines", ".jl"})
JSON: Final = JSON_LINES | {".json"}
TABLES: Final = frozenset({".csv", ".tsv", ".tab", ".psv"})


def form_of(head: bytes, name: str) -> str:
    """One word for what the bytes are: "tar", "json", "text", "media".

    A page is "text" as well: both are one record, and what they hold is read later.
    """
    if len(head) < LOOK and not head.strip(b"\0"):
        return "empty"  # zeros are what a tar without members and a file lost in a crash are
    for sign, form in BINARY.items():
        if head.startswith(sign) and _is_really(form, head):
            return form
    if is_header(head[:512]):
        return "tar"
    if _begins(head, UNSUPPORTED) or is_old_workbook(head, name):
        return "unsupported"
    if head.startswith(tuple(DOCUMENTS)):
        return "document"
    if _begins(head, _MEDIA) or (head[4:8] == b"ftyp" and _NOT_IN_TEXT.search(head, 0, HEAD)):
        return "media"
    if is_dump(head, name):
        return "unsupported"
    form = _form_of_text(text_of(head[:HEAD]), name)
    if form == "maybe_code":
        # copy may stand behind the bytes that are seen as well
        is_read = len(head) >= LOOK or holds_copy(text_of(head))
        return "maybe_table" if is_read else "media"
    return form


def is_old_workbook(head: bytes, name: str) -> bool:
    """Whether an old Office file is one of Excel: a table of articles, it may be."""
    return head.startswith(_OLD_OFFICE) and (
        suffix_of(name) in {".xls", ".xlt"} or _OLD_WORKBOOK in head
    )


def what_it_is(head: bytes, name: str) -> str:
    """A form that is not read, in words, and what to do with it."""
    if is_dump(head, name):
        return "an SQL dump, which may be a table of articles; write the table as CSV"
    if is_old_workbook(head, name):
        return "a workbook, which may be a table of articles; save its sheet as CSV (UTF-8)"
    return next(
        said for sign, said in (*UNSUPPORTED.items(), *DOCUMENTS.items()) if head.startswith(sign)
    )


def text_of(head: bytes) -> str:
    """The beginning of a text as far as its form needs it; wrong letters do not matter here."""
    encoding, mark = told_encoding(head)
    if encoding in WIDE:
        return read_wide(head, encoding, mark).text
    return head[mark:].decode("utf-8", "replace")


def _is_really(form: str, head: bytes) -> bool:
    """A text may begin with the letters BZh; a bzip2 file goes on with pi."""
    return form != "bzip2" or head[4:10] in {b"1AY&SY", b"\x17\x72\x45\x38\x50\x90"}


def _begins(head: bytes, signs: Iterable[bytes]) -> bool:
    """Whether one of these signs begins the bytes, and they are not a text of those letters.

    "OTTO von Bismarck", "ORC raiders" and "070701 - " are copy; a font, a table and an archive
    hold bytes that no text holds.
    """
    return any(
        head.startswith(sign) and (sign not in _LIKE_TEXT or _is_no_text(sign, head))
        for sign in signs
    )


def _is_no_text(sign: bytes, head: bytes) -> bool:
    if sign in _CPIO:
        return _CPIO[sign].match(head) is not None
    return _NOT_IN_TEXT.search(head, len(sign), HEAD) is not None


def _root_at(text: str) -> int:
    """Where the first element begins behind declarations, comments and a document type."""
    at = 0
    while True:
        if text.startswith("<!--", at):
            end = text.find("-->", at + 4) + 3
        elif text.startswith("<?", at):
            end = text.find("?>", at + 2) + 2
        elif text[at : at + 9].upper() == "<!DOCTYPE":
            inner, close = text.find("[", at), text.find(">", at)
            # entities that it declares stand in brackets, and have angles of their own
            end = text.find(">", text.find("]", inner) if 0 <= inner < close else at) + 1
        else:
            return at
        if end <= at:  # it is never closed
            return at
        while text[end : end + 1].isspace():
            end += 1
        at = end


def _form_of_text(text: str, name: str) -> str:
    suffix = suffix_of(name)
    text = text.lstrip().lstrip("\ufeff").lstrip()
    behind = text[start_behind_a_server(text) :]
    if behind.startswith("<") and FEED.match(behind, _root_at(behind)):
        return "feed"
    if is_program(text, name):
        return "media"
    if text.startswith("<"):
        root = _root_at(text)
        return "media" if _NO_COPY.match(text, root) else "text"
    inner = text[1:].lstrip()[:1]
    if (text[:1] == "{" and (inner == '"' or suffix in JSON)) or (
        text[:1] == "[" and (inner == "{" or suffix in JSON)
    ):
        return "json"
    if (text.startswith(_MAIL) and any(sign in text for sign in _MAIL_HEADERS)) or (
        suffix == ".eml" and _HEADER.match(text)
    ):
        return "mhtml" if is_mhtml(text) else "mail"
    if _MAILBOX.match(text):
        return "mailbox"
    if suffix in TABLES:
        return "table"
    if suffix in JSON_LINES:
        return "json"
    if suffix in OTHER_SUFFIXES:
        return "media"
    return "maybe_code" if begins_as_code(text) else "maybe_table"

"""Saved mails (.eml, RFC 5322): the text of one, with what its headers say beside it."""

import contextlib
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from email.errors import CloseBoundaryNotFoundDefect, MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any, Final

from tasks.readers.limits import Refused
from tasks.readers.records import Beside, Entries, NoRecord, Record
from tasks.text.words import about_words

# A page or mail has dozens of parts; the parser makes an object of each.
MAX_PARTS: Final = 20_000
# The parser holds each line against the boundary of every part it is in. A forwarded mail of
# forwarded mails is in ten.
MAX_DEPTH: Final = 30
# Lines times the parts they may end, and two for the line itself: some 5 s of CPU. A mail of 64 MB
# whose pictures are in ten others has 10 million.
MAX_WORK: Final = 20_000_000
LONGEST_HEADER: Final = 2_000  # characters; the decoder takes the square of what is longer
WORDS_OF_A_TEXT: Final = 20  # fewer say that the mail is to be read in a browser
BYTES_OF_A_NOTICE: Final = 4_000  # as far as words are counted; what is longer has them all


class _Part(Message):
    """A message that the parser gives up at when it is in too many others."""

    depth = 0  # how many parts of parts it is in
    deepest = MAX_DEPTH  # for so many lines as its mail has

    def attach(self, payload: Any) -> None:
        """As of any message; the parser attaches a part before it reads it.

        Raises RecursionError when the part is too deep.
        """
        super().attach(payload)
        payload.deepest = self.deepest
        payload.depth = self.depth + (self.get_content_maintype() == "multipart")
        if payload.depth > self.deepest:
            raise RecursionError


def parsed(content: bytes, what: str) -> Message:
    """The message that the bytes are.

    Raises Refused when its parts are too many, or too deep for its lines, or its letters wider
    than a byte.
    """
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) or b"\0" in content[:4]:
        detail = f"it is {what} in UTF-16 or UTF-32; save it as UTF-8"
        raise Refused("unsupported_form", detail)
    if content.count(b"\n--") + content.count(b"\r--") > MAX_PARTS:
        raise Refused("too_many_members", f"{what} of more than {MAX_PARTS} parts")
    lines = content.count(b"\n") + content.count(b"\r") - content.count(b"\r\n")
    deepest = min(MAX_DEPTH, MAX_WORK // (lines + 1) - 2)
    if deepest < 0:
        raise Refused("too_large", f"{what} of {lines:,} lines")

    def whole() -> _Part:
        message = _Part()
        message.deepest = deepest
        return message

    try:
        # headers behind a mark or blank lines would be none to the parser
        return BytesParser(whole).parsebytes(content.removeprefix(BOM_UTF8).lstrip())
    except RecursionError as error:
        detail = f"over {deepest} parts within parts of {what} of {lines:,} lines"
        raise Refused("nested_too_deep", detail) from error


def read_mail(content: bytes) -> Entries:
    """The mail's text as one record, else its HTML; subject, date and sender beside it.

    The other parts are passed over by name. Raises Refused when there is no text in it, or the
    bytes end within it or before the last boundary.
    """
    message = parsed(content, "a mail")
    parts = [(number, part) for number, part in enumerate(leaves(message), start=1)]
    chosen = _text_of(part for _, part in parts if not _is_attached(part))
    if chosen is None:
        raise Refused("unsupported_form", "it is a mail without a text; save what is attached")
    refuse_cut_part(message, chosen)
    yield Record(
        "",
        _payload(chosen),
        Beside(
            title=_decoded(message.get("Subject")),
            published_at=instant(message.get("Date")),
            byline=_sender(message),
            content_type=one_line(chosen.get("Content-Type")) or "text/plain",
        ),
    )
    for number, part in parts:
        if part is not chosen:
            what = _decoded(part.get_param("filename", None, "Content-Disposition"))
            detail = f"{part.get_content_type()} {what or ''}".strip()[:300]
            yield NoRecord(f"#part={number}", "skipped", "not_copy", detail)
    refuse_cut_end(message)


def is_cut(message: Message) -> bool:
    """Whether the bytes end before the boundary that closes the whole."""
    return any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in message.defects)


def refuse_cut_part(message: Message, part: Message) -> None:
    """Nothing, or Refused when the bytes end within that part: what is there is no whole article.

    A part with another behind it is whole, whatever its sender made of its last letters. Of the
    last part of a cut mail only a page says that it is.
    """
    is_open = is_cut(message)
    if message.is_multipart() and not (is_open and list(leaves(message))[-1] is part):
        return
    raw: Any = part.get_payload()
    raw = raw.rstrip() if isinstance(raw, str) else ""
    match str(part.get("Content-Transfer-Encoding", "")).strip().lower():
        case "base64":
            letters = sum(map(len, raw.split()))
            is_within = letters % 4 != 0
        case "quoted-printable":
            is_within = raw.endswith("=") or raw[-2:-1] == "="  # a line that goes on, half a byte
        case _:
            is_within = False
    if is_within or (is_open and b"</html" not in _payload(part)[-2048:].lower()):
        raise Refused("truncated_archive", "it ends in the middle of its text")


def refuse_cut_end(message: Message) -> None:
    """Nothing, or Refused when the bytes end behind the text: other parts may be missing."""
    if is_cut(message):
        raise Refused("truncated_archive", "it ends before its last boundary")


def leaves(message: Message) -> Iterator[Message]:
    """The parts that hold no others. A mail in the mail is one: its text has another author.

    So is what is attached, however many parts it has.
    """
    if not message.is_multipart() or message.get_content_maintype() == "message":
        yield message
        return
    parts: Any = message.get_payload()
    for part in parts:
        if _is_attached(part):
            yield part
        else:
            yield from leaves(part)


def _text_of(parts: Iterator[Message]) -> Message | None:
    """The first part of plain text that is more than a notice, else the first of HTML, else it."""
    first: dict[str, Message] = {}
    for part in parts:
        kind = part.get_content_type()
        if kind in {"text/plain", "text/html"} and _payload(part).strip():
            first.setdefault(kind, part)
    plain, page = first.get("text/plain"), first.get("text/html")
    if plain is not None and page is not None and _words(plain) < WORDS_OF_A_TEXT:
        return page
    return page if plain is None else plain


def _words(part: Message) -> int:
    """How many words its beginning has."""
    begun = _payload(part).strip()[:BYTES_OF_A_NOTICE]
    try:
        text = begun.decode(part.get_content_charset("utf-8"), "replace")
    except (LookupError, ValueError):
        text = begun.decode("utf-8", "replace")
    return about_words(text)


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment"


def _payload(part: Message) -> bytes:
    payload: Any = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _sender(message: Message) -> str | None:
    """The name of who sent it; None without one, and where comments in comments hide it."""
    try:
        return parseaddr(_decoded(message.get("From")) or "")[0] or None
    except RecursionError:
        return None


def _decoded(value: object) -> str | None:
    """The header's words, whatever character set each was written in."""
    if value is None:
        return None
    text = str(value)[:LONGEST_HEADER]
    # in an encoding that nobody knows, the words as they stand
    with contextlib.suppress(LookupError, ValueError, MessageError):
        text = str(make_header(decode_header(text)))
    return one_line(text.encode("utf-8", "replace").decode())


def one_line(value: object) -> str | None:
    """The value as one line; None when it is empty."""
    return " ".join(str(value).split()) or None if value is not None else None


def instant(value: object) -> str | None:
    """The time of a mail's header in ISO form; None when it is none."""
    try:
        text = str(value)[:LONGEST_HEADER]
        return parsedate_to_datetime(text).isoformat() if value is not None else None
    except (ValueError, TypeError, OverflowError):
        return None

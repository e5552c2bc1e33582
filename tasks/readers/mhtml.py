"""Pages that a browser saved whole, as MHTML (RFC 2557): the page itself, not its pictures."""

from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from typing import Final

from tasks.readers.limits import Refused
from tasks.readers.records import Beside, Entries, NoRecord, Record

# A page has dozens of parts; the parser makes an object of each.
MAX_PARTS: Final = 20_000


def is_mhtml(head: str) -> bool:
    """Whether a mail's beginning is that of a saved page: one document with what it shows."""
    top = head.partition("\n\n")[0] if "\n\n" in head else head.partition("\r\n\r\n")[0]
    return "multipart/related" in top.lower()


def read_mhtml(content: bytes) -> Entries:
    """The page as one record with its address and the time it was saved; its parts are passed over.

    Raises Refused when there is no page in it.
    """
    if content.count(b"\n--") > MAX_PARTS:
        raise Refused("too_many_members", f"a saved page of more than {MAX_PARTS} parts")
    try:
        message = BytesParser().parsebytes(content)
        pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
    except RecursionError as error:
        raise Refused("nested_too_deep", "parts within parts of a saved page (MHTML)") from error
    payload = pages[0].get_payload(decode=True) if pages else None
    if not isinstance(payload, bytes) or not payload.strip():
        raise Refused("damaged_archive", "a saved page (MHTML) without a page in it")
    address = message.get("Snapshot-Content-Location") or pages[0].get("Content-Location")
    yield Record(
        "",
        payload,
        Beside(
            url=_one_line(address),
            fetched_at=_instant(message.get("Date")),
            content_type=_one_line(pages[0].get("Content-Type")),
        ),
    )
    for number, part in enumerate(pages[1:], start=2):
        place = _one_line(part.get("Content-Location")) or "a frame of the page"
        yield NoRecord(f"#part={number}", "skipped", "not_copy", place[:300])


def _one_line(value: object) -> str | None:
    return " ".join(str(value).split()) or None if value is not None else None


def _instant(value: object) -> str | None:
    try:
        return parsedate_to_datetime(str(value)).isoformat() if value is not None else None
    except ValueError:
        return None

"""Pages that a browser saved whole, as MHTML (RFC 2557): the page itself, not its pictures."""

from tasks.readers.limits import Refused
from tasks.readers.mails import instant, leaves, one_line, parsed, refuse_cut_end, refuse_cut_part
from tasks.readers.records import Beside, Entries, NoRecord, Record


def is_mhtml(head: str) -> bool:
    """Whether a mail's beginning is that of a saved page: one document with what it shows.

    A mail with pictures in its text has that form, too, but was sent.
    """
    top = head.partition("\n\n")[0] if "\n\n" in head else head.partition("\r\n\r\n")[0]
    top = f"\n{top.lower()}"
    was_sent = "\nmessage-id:" in top or "\nreceived:" in top
    return "multipart/related" in top and not was_sent


def read_mhtml(content: bytes) -> Entries:
    """The page as one record with its address and the time it was saved; its parts are passed over.

    Raises Refused when there is no page in it, or the bytes end within it or before the last
    boundary.
    """
    message = parsed(content, "a saved page (MHTML)")
    pages = [part for part in leaves(message) if part.get_content_type() == "text/html"]
    payload = pages[0].get_payload(decode=True) if pages else None
    if not isinstance(payload, bytes) or not payload.strip():
        raise Refused("damaged_archive", "a saved page (MHTML) without a page in it")
    refuse_cut_part(message, pages[0])
    address = message.get("Snapshot-Content-Location") or pages[0].get("Content-Location")
    yield Record(
        "",
        payload,
        Beside(
            url=one_line(address),
            fetched_at=instant(message.get("Date")),
            content_type=one_line(pages[0].get("Content-Type")),
        ),
    )
    for number, part in enumerate(pages[1:], start=2):
        place = one_line(part.get("Content-Location")) or "a frame of the page"
        yield NoRecord(f"#part={number}", "skipped", "not_copy", place[:300])
    refuse_cut_end(message)

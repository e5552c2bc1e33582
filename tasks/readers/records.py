"""What a reader hands on: the records of an input, and what was in it that is none."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

# What the content type of a text says that a feed calls its description: it may be a summary.
DESCRIPTION: Final = "part=description"
# What that of a row's text says of the table's bytes: that nothing told their encoding, and that
# some fit no character. The text itself is UTF-8 and shows neither.
GUESSED: Final = "table=guessed"
DAMAGED: Final = "table=damaged"


@dataclass(frozen=True, slots=True)
class Beside:
    """What was said about a capture beside it: each a candidate, not the truth.

    `content_type` is a MIME type with its parameters as an HTTP header gives it; it also tells
    the character set. `from_header` marks what a metadata header inside the capture said.
    """

    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published_at: str | None = None
    fetched_at: str | None = None
    byline: str | None = None
    section: str | None = None
    content_type: str | None = None
    from_header: bool = False


@dataclass(frozen=True, slots=True)
class Record:
    """One capture of an input: its bytes, and what the input says about them.

    `name` leads a person from the input to it: `!folder/page.html` for a member of an archive,
    `#row=12` for a record, one after the other where they are nested; empty for the input itself.
    `payload` is the digest of the bytes as they were sent, by which a crawl's revisits refer to it.
    """

    name: str
    content: bytes
    beside: Beside = field(default_factory=Beside)
    payload: str | None = None


@dataclass(frozen=True, slots=True)
class Revisit:
    """A page that a crawler met again unchanged: its words, without the bytes.

    `beside` has the address and the time of this meeting. The bytes are those of the record with
    this `payload`, or of the one of `refers_to_url` that was fetched at `refers_to_at`. It may
    stand anywhere, or be no page.
    """

    name: str
    beside: Beside
    payload: str | None
    refers_to_url: str | None
    refers_to_at: str | None


@dataclass(frozen=True, slots=True)
class NoRecord:
    """Something in an input that is no capture: refused with a reason code, or passed over.

    `skipped` is what no one would take for copy: a folder's entry, a crawler's request, an image;
    `quarantined` what may have been copy and cannot be read. `stands_for` is how many it is when
    there were too many to list.
    """

    name: str
    outcome: Literal["quarantined", "skipped"]
    reason_code: str
    detail: str
    stands_for: int = 1


@dataclass(frozen=True, slots=True)
class Remark:
    """What a person should know of how an input was read; counts as no item of it.

    `name` is the place spoken of, as in a Record; `text` is one line, such as the columns a table
    was read by.
    """

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Saying:
    """What an input says about a page that it need not hold: a feed about its entries.

    Counts as no item of the input: the entry it comes from is a Record or a NoRecord as well.
    """

    url: str
    beside: Beside


Entry = Record | Revisit | NoRecord | Remark | Saying
Entries = Iterator[Entry]

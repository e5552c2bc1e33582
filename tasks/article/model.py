"""An article and its parts, as cleaning hands them on."""

from datetime import date, datetime
from typing import NamedTuple

from tasks.article.dates.dating import Dating


class Span(NamedTuple):
    """A paragraph in the making: characters start:end of the decoded text.

    `raw` is what stands there, blanks made plain but each character kept; `text` is cleaned.
    `others` are the other places the same words stand at, whole or damaged.
    """

    kind: str
    raw: str
    text: str
    reason: str
    start: int
    end: int
    others: tuple[tuple[int, int], ...] = ()
    repairs: tuple[str, ...] = ()


class Witness(NamedTuple):
    """A candidate for a field; start:end are characters, -1 for what was said beside the copy."""

    field: str
    kind: str
    value: str
    confidence: float
    text: str
    start: int
    end: int
    is_chosen: bool
    note: str = ""
    date_lo: date | None = None
    date_hi: date | None = None
    stated_at: datetime | None = None
    zone: str | None = None


class Evidence(NamedTuple):
    """One row of `evidence` before it has its document: places are bytes of the capture."""

    field: str
    kind: str
    value: str
    date_lo: date | None
    date_hi: date | None
    stated_at: datetime | None
    zone: str | None
    confidence: float
    text: str | None
    byte_start: int | None
    byte_end: int | None
    is_chosen: bool
    note: str | None


class Paragraph(NamedTuple):
    """One row of `paragraphs` before it has its document: places are bytes of the capture."""

    kind: str
    text: str
    reason: str
    lang: str | None
    byte_start: int
    byte_end: int
    copies: int
    repair: str | None
    repaired_from: str | None


class Article(NamedTuple):
    """A document with every field its own copy can fill; versions and copies come later."""

    document_id: str
    url: str | None
    outlet_id: str | None
    outlet_name: str | None
    outlet_method: str
    outlet_confidence: float
    title: str | None
    title_method: str
    byline: tuple[str, ...]
    section: str | None
    lang: str | None
    lang_confidence: float | None
    agency_id: str | None
    attribution: str
    attribution_basis: str | None
    credits: tuple[str, ...]
    dating: Dating
    dateline_place: str | None
    word_count: int
    body: str
    body_hash: str
    flags: tuple[str, ...]
    extraction_method: str
    extraction_agreement: float | None
    encoding: str
    paragraphs: tuple[Paragraph, ...]
    evidence: tuple[Evidence, ...]

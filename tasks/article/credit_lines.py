"""Where a copy may say whose it is: its credit lines, the head of its lead, sentences, metadata."""

from collections.abc import Sequence
from typing import Final

from tasks.article.credits import CreditLine
from tasks.article.dates.datelines import Dateline
from tasks.article.exported_copy import FIELD, name_in_order
from tasks.article.model import Span
from tasks.article.page.bylines.bylines import BELIEVED
from tasks.article.reading import Reading
from tasks.article.text_credits import text_credits
from tasks.article.worded_bylines import lead_reporters
from tasks.outlets.registry import Registry

# Where a text may say whose it is. Captions credit pictures; widgets speak of other articles.
TELLING: Final = ("body", "subhead", "note")


def credit_lines(
    spans: Sequence[Span], dateline: Dateline | None, reading: Reading, registry: Registry
) -> list[CreditLine]:
    """The lines that may credit somebody; photo credits and captions are not among them."""
    lines = []
    for span in spans:
        if span.kind in ("source_line", "byline"):
            where = span.kind
        elif span.kind == "credit" and span.reason == "sign-off":
            where = "signoff"
        else:
            continue
        name = name_in_order(span.raw, registry) if span.reason == FIELD else ""
        lines.append(CreditLine(where, span.raw, span.start, span.end, name=name))
    if dateline and dateline.credit:
        place = next(span for span in spans if span.kind == "dateline")
        lines.append(CreditLine("dateline", dateline.credit, place.start, place.end))
    lead = next((span for span in spans if span.kind == "body"), None)
    if lead is not None and (said := lead_reporters(lead.raw)):
        at = lead.start + lead.raw.find(said)
        lines.append(CreditLine("byline", said, at, at + len(said)))
    # a page's metadata credits the agency as its author as often as a byline does
    lines += [
        CreditLine("byline", one.value, -1, -1, f"{one.kind}: {one.note}" if one.note else one.kind)
        for one in reading.witnesses
        # the others are names out of menus and teasers, and would credit the story to them
        if one.field == "byline" and one.confidence >= BELIEVED
    ]
    if reading.beside.byline:
        lines.append(CreditLine("given", reading.beside.byline, -1, -1))
    return lines


def credits_in_text(spans: Sequence[Span], registry: Registry) -> list[CreditLine]:
    """The credits in running text and at its foot, each at the characters where it stands."""
    told = [span for span in spans if span.kind in TELLING and span.reason != FIELD]
    lines = []
    for place, credit in text_credits([span.text for span in told], registry):
        span = told[place]
        # a repaired paragraph is another than its stretch: then the whole stretch is the place
        at = span.raw.find(credit.text) if len(span.raw) == span.end - span.start else -1
        start = span.start + at if at >= 0 else span.start
        end = start + len(credit.text) if at >= 0 else span.end
        lines.append(CreditLine("text", credit.text, start, end, name=credit.name))
    return lines

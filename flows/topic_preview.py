"""What the topics of a file find in the documents of a warehouse, told before they are counted."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, NamedTuple

from tasks.subjects.entities import Gazetteer, mentions_of
from tasks.subjects.preview import Forms, in_context, preview
from tasks.subjects.text import TITLE, Paragraph, Text
from tasks.subjects.topics import Hit, Topics
from warehouse.session import session

BATCH: Final = 2_000  # documents read at a time, so that a large warehouse needs little memory
_LASTS: Final = """
select document_id
from (select document_id, row_number() over (order by document_id) as number from documents)
where number % $batch = 0
order by document_id
"""
_DOCUMENTS: Final = """
select
    document_id, coalesce(outlet_name, outlet_id, 'unknown') as outlet, published_date, title, copy
from documents left join (
    select document_id, list(struct_pack(para_no, kind, text) order by para_no) as copy
    from paragraphs
    where kind in ('body', 'subhead') and document_id > $after and document_id <= $until
    group by document_id
) using (document_id)
where document_id > $after and document_id <= $until
order by document_id
"""
_BEHIND_ALL: Final = "\U0010ffff"  # sorts after every id


class Document(NamedTuple):
    """A document as topics are counted in it."""

    document_id: str
    outlet: str
    published_date: date | None
    text: Text


@dataclass
class Found:
    """What one topic came to: counts of all documents, and the first places in context.

    `documents` have the topic and 1 hit or more, as the macros count them; `headlines` have it by
    their headline alone, with 0 hits.
    """

    documents: Counter[str] = field(default_factory=Counter)
    headlines: Counter[str] = field(default_factory=Counter)
    namings: Counter[str] = field(default_factory=Counter)
    named_only: int = 0
    hits: list[str] = field(default_factory=list)
    short: list[str] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)
    missed: int = 0


def documents_of(database: Path, *, batch: int = BATCH) -> Iterator[Document]:
    """Every current document with its copy, by id; so many are held in memory at a time."""
    with session(database, read_only=True) as connection:
        lasts = [last for (last,) in connection.execute(_LASTS, {"batch": batch}).fetchall()]
        for after, until in pairwise(["", *lasts, _BEHIND_ALL]):
            asked = connection.execute(_DOCUMENTS, {"after": after, "until": until})
            for document_id, outlet, day, title, copy in asked.fetchall():
                yield Document(document_id, outlet, day, Text(title, _paragraphs(copy)))


def _paragraphs(copy: Sequence[dict[str, Any]] | None) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(one["para_no"], one["kind"], one["text"]) for one in copy or ())


def previewed(
    topics: Topics, gazetteer: Gazetteer, documents: Iterator[Document], limit: int
) -> tuple[int, dict[str, Found]]:
    """How many documents were read, and what each topic has of them, by topic id."""
    found = {topic.id: Found() for topic in topics.topics}
    forms = {topic.id: Forms(topic, gazetteer) for topic in topics.topics}
    read = 0
    for document in documents:
        read += 1
        text = document.text
        mentions = mentions_of(gazetteer, text)
        for topic in topics.topics:
            of_topic = found[topic.id]
            seen = preview(topics, topic, forms[topic.id], text, mentions)
            if seen.has_topic:
                counted = of_topic.documents if seen.namings else of_topic.headlines
                counted[document.outlet] += 1
                of_topic.namings[document.outlet] += seen.namings
                _show(of_topic.hits, document, seen.hits, limit)
            elif seen.hits:
                of_topic.named_only += 1
                _show(of_topic.short, document, seen.hits, limit)
            of_topic.missed += len(seen.misses)
            _show(of_topic.misses, document, seen.misses, limit)
    return read, found


def _show(lines: list[str], document: Document, places: Sequence[Hit], limit: int) -> None:
    """One line of a document, so that a long one does not take the place of all others."""
    if places and len(lines) < limit:
        place = places[0]
        where = "headline" if place.para_no == TITLE else f"paragraph {place.para_no}"
        more = f" (and {len(places) - 1} more)" if len(places) > 1 else ""
        day = document.published_date or "undated"
        lines.append(
            f"{document.document_id[:8]} {document.outlet}, {day}, {where}{more}: "
            f"{in_context(document.text, place)}"
        )

"""clean: typed blocks become articles: repaired, dated, attributed, with their evidence."""

from collections.abc import Callable, Iterator
from functools import partial
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pyarrow as pa

from tasks.article.cleaning import clean_article
from tasks.article.model import Article
from tasks.article.reading import Reading
from tasks.bounded import Door
from tasks.jobs import PartJob, PartOutcome
from tasks.matching.signature import Signatures, signatures_of
from tasks.outlets.registry import Registry
from tasks.parse import account_of, kept_rows, readings_of
from tasks.readers.text import UnreadableText
from tasks.rulebook import load_registry
from tasks.text.language import LanguageReader
from warehouse.layers import (
    CLEANED,
    EVIDENCE_FIELDS,
    PARAGRAPH_FIELDS,
    list_column,
    lists_of,
    table_of,
)
from warehouse.parts import fingerprint
from warehouse.store import Store

# Where an article's attributes bear another name than the contract's columns.
ATTRIBUTES: Final = MappingProxyType(
    {
        "published_at": "dating.published_at",
        "published_date": "dating.published_date",
        "date_lo": "dating.date_lo",
        "date_hi": "dating.date_hi",
        "date_kind": "dating.kind",
        "date_method": "dating.method",
        "date_confidence": "dating.confidence",
        "date_conflict": "dating.conflict",
        "updated_at": "dating.updated_at",
        "dateline_date": "dating.dateline_date",
        "quality_flags": "flags",
    }
)
COPY_KINDS: Final = ("body", "subhead")
FROM_THE_ARTICLE: Final = tuple(
    field.name
    for field in CLEANED
    if field.name
    not in {
        "item_id", "reason_code", "detail", "capture_id", "paragraphs", "evidence",
        *Signatures._fields,
    }
)  # fmt: skip


def clean(job: PartJob) -> PartOutcome:
    """The parsed part's items as articles, one row an item that parsing kept."""
    store = Store(Path(job.warehouse))
    mark = fingerprint("cleaned", job.part.fingerprint, job.rules)
    found = None if job.is_rebuild else store.find_part("cleaned", mark)
    if found is not None:
        reasons = store.read_part(found, ["reason_code"])["reason_code"].to_pylist()
        received = kept_rows(store, job.part)
        return PartOutcome(found, account_of("clean", received, reasons), is_reused=True)
    with Door("clean", job.bounds, store.journal(job.part)) as door:
        table = cleaned_table(
            store.read_part(job.part),
            store.read_part(job.captured or job.part, ["item_id", "content"]),
            load_registry(job.outlets),
            LanguageReader(),
            door,
        )
    part = store.write_part("cleaned", mark, table, replace=job.is_rebuild)
    reasons = table["reason_code"].to_pylist()
    received = kept_rows(store, job.part)
    return PartOutcome(part, account_of("clean", received, reasons), is_reused=False)


def cleaned_table(
    parsed: pa.Table,
    captured: pa.Table,
    registry: Registry,
    languages: LanguageReader,
    door: Door,
) -> pa.Table:
    """One row an item in the columns of CLEANED."""
    items, captures = [], []

    def steps() -> Iterator[tuple[str, Callable[[], Article]]]:
        for item, capture, reading in readings_of(parsed, captured, registry):
            items.append(item)
            captures.append(capture)
            yield item, partial(_article, reading, registry, languages)

    articles = door.results(steps())
    cleaned = [article if isinstance(article, Article) else None for article in articles]
    refused = [reason if isinstance(reason, UnreadableText) else None for reason in articles]
    columns: dict[str, object] = {
        "item_id": items,
        "capture_id": captures,
        "reason_code": [reason.code if reason else None for reason in refused],
        "detail": [reason.detail if reason else None for reason in refused],
        "paragraphs": list_column(
            (article.paragraphs if article else () for article in cleaned), PARAGRAPH_FIELDS
        ),
        "evidence": list_column(
            (article.evidence if article else () for article in cleaned), EVIDENCE_FIELDS
        ),
    }
    signatures = signatures_of([_copy(article) for article in cleaned])
    for name, column in signatures._asdict().items():
        columns[name] = lists_of(column.starts, column.values, CLEANED.field(name).type)
    for name in FROM_THE_ARTICLE:
        value = attrgetter(ATTRIBUTES.get(name, name))
        columns[name] = [value(article) if article else None for article in cleaned]
    return table_of(columns, CLEANED)


def _article(
    reading: Callable[[], Reading], registry: Registry, languages: LanguageReader
) -> Article:
    return clean_article(reading(), registry, languages)


def _copy(article: Article | None) -> tuple[str | None, list[str]]:
    """What of an article is compared with others: its headline, and the paragraphs of its copy."""
    if article is None:
        return None, []
    return article.title, [one.text for one in article.paragraphs if one.kind in COPY_KINDS]

"""annotate: what each article names, quotes and is about, and where its words stand."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from tasks.bounded import Door
from tasks.clean import COPY_KINDS
from tasks.jobs import Account, PartJob, PartOutcome
from tasks.parse import kept_rows
from tasks.readers.text import UnreadableText
from tasks.subject_files import load_subjects
from tasks.subjects.annotations import Annotations, Subjects, annotations_of
from tasks.subjects.terms import Terms, placed_terms, postings_of
from tasks.subjects.text import Paragraph, Text
from warehouse.layers import ANNOTATED, list_column, table_of
from warehouse.parts import Part, fingerprint
from warehouse.store import Store

LAYER: Final = "annotated"
# Of an article that took too long or met a bug: it is a document all the same, and its flag says
# that nothing was looked for in it.
FLAG: Final = "not_annotated"
_READ: Final = ("item_id", "reason_code", "title", "paragraphs")


def annotate(job: PartJob) -> PartOutcome:
    """The cleaned part's articles, one row each, with their mentions, quotes, topics and words."""
    store = Store(Path(job.warehouse))
    mark = mark_of(job.part, job.rules)
    found = None if job.is_rebuild else store.find_part(LAYER, mark)
    if found is not None:
        reasons = store.read_part(found, ["reason_code"])["reason_code"].to_pylist()
        account = _account(reasons, kept_rows(store, job.part))
        return PartOutcome(found, account, is_reused=True)
    cleaned = store.read_part(job.part, list(_READ))
    kept = cleaned.filter(pc.is_null(cleaned["reason_code"]))
    with Door("annotate", job.bounds, store.journal(job.part)) as door:
        table = annotated_table(kept, load_subjects(job.topics, job.entities), door)
    part = store.write_part(LAYER, mark, table, replace=job.is_rebuild)
    account = _account(table["reason_code"].to_pylist(), kept.num_rows)
    return PartOutcome(part, account, is_reused=False)


def mark_of(cleaned: Part, rules: str) -> str:
    """The fingerprint of the annotated part that these rules make of a cleaned one."""
    return fingerprint(LAYER, cleaned.fingerprint, rules)


def annotated_table(kept: pa.Table, subjects: Subjects, door: Door) -> pa.Table:
    """One row an article in the columns of ANNOTATED."""
    items = kept["item_id"].to_pylist()
    terms = Terms()
    results = door.results(
        (item, step) for item, step in zip(items, _steps(kept, subjects, terms), strict=True)
    )
    nothing = Annotations((), (), (), placed_terms((), terms))
    found = [one if isinstance(one, Annotations) else nothing for one in results]
    failed = [one if isinstance(one, UnreadableText) else None for one in results]
    columns: dict[str, object] = {
        "item_id": items,
        "reason_code": [reason.code if reason else None for reason in failed],
        "detail": [reason.detail if reason else None for reason in failed],
    }
    for name in ("topic_hits", "mentions", "quotes"):
        lists: list[Sequence[object]] = [getattr(one, name) for one in found]
        columns[name] = list_column(lists, ANNOTATED.field(name).type.value_type)
    columns["postings"] = postings_of([one.placed for one in found], terms)
    return table_of(columns, ANNOTATED)


def flagged(
    store: Store, flags: Mapping[str, tuple[str, ...]], annotated: Sequence[Part]
) -> dict[str, tuple[str, ...]]:
    """The flags by item, with FLAG for each article of which nothing could be said."""
    found = dict(flags)
    for part in annotated:
        table = store.read_part(part, ["item_id", "reason_code"])
        for item in table.filter(pc.is_valid(table["reason_code"]))["item_id"].to_pylist():
            found[item] = (*found.get(item, ()), FLAG)
    return found


def _steps(kept: pa.Table, subjects: Subjects, terms: Terms) -> Iterator[Callable[[], Annotations]]:
    for title, paragraphs in zip(kept["title"].to_pylist(), kept["paragraphs"], strict=True):
        yield partial(_annotations, subjects, terms, title, paragraphs)


def _annotations(
    subjects: Subjects, terms: Terms, title: str | None, paragraphs: Any
) -> Annotations:
    copy = tuple(
        Paragraph(number, one["kind"], one["text"])
        for number, one in enumerate(paragraphs.as_py(), start=1)
        if one["kind"] in COPY_KINDS
    )
    return annotations_of(subjects, terms, Text(title, copy))


def _account(reasons: Sequence[str | None], received: int) -> Account:
    """Nothing is refused here: what could not be annotated is a document without annotations."""
    counts: dict[str, int] = {}
    for reason in reasons:
        if reason is not None:
            counts[reason] = counts.get(reason, 0) + 1
    missing = sum(counts.values())
    kept = len(reasons) - missing
    return Account(
        "annotate", "captures", received, kept, 0, 0, missing, dict(sorted(counts.items()))
    )

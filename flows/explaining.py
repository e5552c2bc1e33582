"""Why a document says what it says: paragraphs with their bytes, fields with their witnesses."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape

from flows.naming import document_of
from flows.printing import steady
from tasks.readers.text import reader_of_spans
from warehouse.projection import DATABASE
from warehouse.session import session
from warehouse.store import Store

FIELDS = ("title", "outlet", "agency", "credit", "byline", "section", "lang", "date")


def explain(store: Store, document_id: str, out: Console) -> str:
    """The document's id; prints its fields with their evidence, its paragraphs with their bytes.

    The bytes are read again from the stored capture and proven by its hash. A redirected id is
    followed, and that is said. NoSuchDocument when the id, or the beginning of one, does not name
    exactly one document.
    """
    document, note = document_of(store, document_id)
    paragraphs, evidence = _read(store.root / DATABASE, document["document_id"])
    raw = store.capture_bytes(document["capture_id"])
    if note:
        out.print(f"[bold]{_shown(note)}[/bold]\n")
    for line in _fields(document):
        out.print(line)
    credited = {one["value"] for one in evidence if one["field"] == "credit" and one["is_chosen"]}
    said = document | {"credit": sorted(credited)}
    for name in FIELDS:
        if name == "credit" and not credited:  # few texts name another outlet as theirs
            continue
        out.print(f"\n[bold]why this {name}[/bold]: {_shown(_reason(said, name))}")
        for witness in evidence:
            if witness["field"] == name:
                out.print(f"  {_shown(_witness(witness))}")
    out.print("\n[bold]what stands in the capture[/bold], in reading order")
    read = reader_of_spans(raw, document["encoding"])
    for paragraph in paragraphs:
        for line in _paragraph(paragraph, read):
            out.print(line)
    return str(document["document_id"])


def _shown(text: str) -> str:
    """The text as the console prints it literally, without what would steer a terminal."""
    return escape(steady(text))


def _read(database: Path, key: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    with session(database, read_only=True) as connection:

        def rows(query: str, *values: object) -> list[dict[str, Any]]:
            found = connection.execute(query, values)
            names = [column[0] for column in found.description or ()]
            return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

        return (
            rows("select * from paragraphs where document_id = ? order by para_no", key),
            rows("select * from evidence where document_id = ? order by evidence_no", key),
        )


def _fields(document: dict[str, Any]) -> Iterator[str]:
    yield f"[bold]{_shown(document['title'] or '(no title)')}[/bold]"
    for name in (
        "document_id", "version_no", "source_uri", "capture_id", "url", "outlet_name",
        "agency_id", "attribution", "byline", "section", "lang", "published_at",
        "published_date", "date_lo", "date_hi", "updated_at", "dateline_place", "dateline_date",
        "word_count", "extraction_method", "quality_flags",
    ):  # fmt: skip
        value = document[name]
        if value is not None and value != []:
            shown = ", ".join(value) if isinstance(value, list) else str(value)
            yield f"  {name:<18} {_shown(shown)}"


def _reason(document: dict[str, Any], name: str) -> str:
    if name == "date":
        first, last = document["date_lo"], document["date_hi"]
        interval = f"{first or 'any day'} to {last or 'any day'}" if first or last else "any day"
        return (
            f"{document['published_date']}, {document['date_kind']}, by {document['date_method']}, "
            f"confidence {document['date_confidence']:.2f}; the evidence allows {interval}"
            + ("; it contradicts itself" if document["date_conflict"] else "")
        )
    if name == "outlet":
        return (
            f"{document['outlet_id'] or 'unknown'}, by {document['outlet_method']}, "
            f"confidence {document['outlet_confidence']:.2f}"
        )
    if name == "title":
        return f"{document['title'] or 'none'}, by {document['title_method']}"
    if name == "agency":
        basis = document["attribution_basis"]
        return f"{document['agency_id'] or 'none'}" + (f", by {basis}" if basis else "")
    value = document[name]
    return ", ".join(value) if isinstance(value, list) and value else str(value or "none")


def _witness(witness: dict[str, Any]) -> str:
    mark = "+" if witness["is_chosen"] else " "
    text = f"{mark} {witness['kind']:<14} {witness['value']}  ({witness['confidence']:.2f})"
    if witness["text"]:
        text += f"  “{witness['text']}” at bytes {witness['byte_start']}-{witness['byte_end']}"
    return text + (f"  {witness['note']}" if witness["note"] else "")


def _paragraph(paragraph: dict[str, Any], read: Callable[[int, int], str]) -> Iterator[str]:
    start, end = paragraph["byte_start"], paragraph["byte_end"]
    again = " ".join(read(start, end).split())
    head = f"[bold]{paragraph['para_no']:>3} {paragraph['kind']}[/bold]  bytes {start}-{end}"
    head += f"  {_shown(paragraph['reason'])}"
    if paragraph["copies"] > 1:
        head += f"  stands {paragraph['copies']} times"
    if paragraph["repair"]:
        head += f"  repaired: {paragraph['repair']}"
    yield head
    yield f"      {_shown(paragraph['text'])}"
    if again != paragraph["text"]:
        yield f"      [dim]as it came: {_shown(again)}[/dim]"
    for other in (paragraph["repaired_from"] or "").split(","):
        if other:
            first, _, last = other.partition("-")
            words = " ".join(read(int(first), int(last)).split())
            yield f"      [dim]also at bytes {other}: {_shown(words)}[/dim]"

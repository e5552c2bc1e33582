"""parse: captures become typed blocks; what holds no article is refused with its reason."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any, Final, TypeVar

import pyarrow as pa

from tasks.article.block import Block
from tasks.article.outlet import OutletFinding, OutletWitness
from tasks.article.page.page import PageWitness
from tasks.article.reading import Reading, read_capture
from tasks.bounded import Door
from tasks.jobs import Account, PartJob, PartOutcome
from tasks.outlets.registry import Registry
from tasks.readers.records import Beside
from tasks.readers.text import UnreadableText, decode
from tasks.rulebook import load_registry
from warehouse.layers import (
    BESIDE,
    BLOCK_FIELDS,
    PAGE_WITNESS_FIELDS,
    PARSED,
    WITNESS_FIELDS,
    list_column,
    rows_of_list_column,
    table_of,
)
from warehouse.parts import Part, fingerprint
from warehouse.store import Store

BESIDE_AND_HEADER: Final = (*BESIDE, "from_header")
R = TypeVar("R")


def parse(job: PartJob) -> PartOutcome:
    """The part's captures as parsed items, one row an item, refused ones with their reason."""
    store = Store(Path(job.warehouse))
    mark = fingerprint("parsed", job.part.fingerprint, job.rules)
    found = None if job.is_rebuild else store.find_part("parsed", mark)
    if found is not None:
        reasons = store.read_part(found, ["reason_code"])["reason_code"].to_pylist()
        return PartOutcome(found, account_of("parse", job.part.rows, reasons), is_reused=True)
    registry = load_registry(job.outlets)
    captured = store.read_part(job.part)
    with Door("parse", job.bounds, store.journal(job.part)) as door:
        table = parsed_table(captured, registry, door)
    part = store.write_part("parsed", mark, table, replace=job.is_rebuild)
    reasons = table["reason_code"].to_pylist()
    return PartOutcome(part, account_of("parse", job.part.rows, reasons), is_reused=False)


def captured_rows(captured: pa.Table) -> Iterator[tuple[str, str, bytes, Beside]]:
    """(item_id, capture_id, content, what was said beside it) of each row."""
    # a part that an earlier release captured has not yet every column
    told = [name for name in BESIDE if name in captured.column_names]
    names = [captured[name].to_pylist() for name in told]
    for row, (item, capture, content) in enumerate(
        zip(
            captured["item_id"].to_pylist(),
            captured["capture_id"].to_pylist(),
            captured["content"],
            strict=True,
        )
    ):
        said = {name: column[row] for name, column in zip(told, names, strict=True)}
        yield item, capture, content.as_py(), Beside(**said)


def parsed_table(captured: pa.Table, registry: Registry, door: Door) -> pa.Table:
    """One row an item in the columns of PARSED."""
    results = door.results(
        (item, partial(read_capture, content, beside, registry))
        for item, _, content, beside in captured_rows(captured)
    )
    read = [result if isinstance(result, Reading) else None for result in results]
    refused = [result if isinstance(result, UnreadableText) else None for result in results]

    def each(path: str) -> list[object]:
        value = attrgetter(path)
        return [value(reading) if reading else None for reading in read]

    columns: dict[str, object] = {
        "item_id": captured["item_id"],
        "capture_id": captured["capture_id"],
        "reason_code": [reason.code if reason else None for reason in refused],
        "detail": [reason.detail if reason else None for reason in refused],
        "extraction_method": each("method"),
        "encoding": each("decoded.encoding"),
        **{f"beside_{name}": each(f"beside.{name}") for name in BESIDE_AND_HEADER},
        "outlet_id": each("outlet.outlet_id"),
        "outlet_name": each("outlet.name"),
        "outlet_method": each("outlet.method"),
        "outlet_confidence": each("outlet.confidence"),
        "outlet_witnesses": list_column(
            (reading.outlet.witnesses if reading else () for reading in read), WITNESS_FIELDS
        ),
        "blocks": list_column(
            (reading.blocks if reading else () for reading in read), BLOCK_FIELDS
        ),
        "page_witnesses": list_column(
            (reading.witnesses if reading else () for reading in read), PAGE_WITNESS_FIELDS
        ),
        "page_flags": each("flags"),
        "extraction_agreement": each("agreement"),
    }
    return table_of(columns, PARSED)


def readings_of(
    parsed: pa.Table, captured: pa.Table, registry: Registry
) -> Iterator[tuple[str, str, Callable[[], Reading]]]:
    """(item_id, capture_id, how to get its reading again) of each item that was not refused."""
    content = dict(zip(captured["item_id"].to_pylist(), captured["content"], strict=True))
    blocks = rows_of_list_column(parsed["blocks"])
    outlets = rows_of_list_column(parsed["outlet_witnesses"])
    pages = rows_of_list_column(parsed["page_witnesses"])
    plain = parsed.drop_columns(["blocks", "outlet_witnesses", "page_witnesses"]).to_pylist()
    for row, its_blocks, its_outlets, its_page in zip(plain, blocks, outlets, pages, strict=True):
        if row["reason_code"] is None:
            yield (
                row["item_id"],
                row["capture_id"],
                partial(
                    _reading_again, row, its_blocks, its_outlets, its_page,
                    content[row["item_id"]], registry,
                ),
            )  # fmt: skip


def _reading_again(
    row: Mapping[str, Any],
    blocks: Sequence[tuple[Any, ...]],
    outlets: Sequence[tuple[Any, ...]],
    pages: Sequence[tuple[Any, ...]],
    content: pa.Scalar,
    registry: Registry,
) -> Reading:
    outlet = OutletFinding(
        row["outlet_id"],
        row["outlet_name"],
        row["outlet_method"],
        row["outlet_confidence"],
        registry.outlets.get(row["outlet_id"] or ""),
        tuple(OutletWitness(*witness) for witness in outlets),
    )
    return Reading(
        decode(content.as_py(), row["beside_content_type"]),
        tuple(Block(*block) for block in blocks),
        outlet,
        Beside(**{name: row[f"beside_{name}"] for name in BESIDE_AND_HEADER}),
        row["extraction_method"],
        tuple(PageWitness(*witness) for witness in pages),
        tuple(row["page_flags"] or ()),
        row["extraction_agreement"],
    )


def account_of(stage: str, received: int, reasons: Iterable[str | None]) -> Account:
    """The account of a mapped stage: what its input held, and what came of each, None if kept.

    `received` is counted in the input and not in the result, so that a lost row shows.
    """
    counts: dict[str, int] = {}
    kept = 0
    for reason in reasons:
        if reason is None:
            kept += 1
        else:
            counts[reason] = counts.get(reason, 0) + 1
    refused = sum(counts.values())
    return Account(stage, "captures", received, kept, 0, refused, 0, dict(sorted(counts.items())))


def kept_rows(store: Store, part: Part) -> int:
    """How many items of a parsed or cleaned part were not refused."""
    return int(store.read_part(part, ["reason_code"])["reason_code"].null_count)

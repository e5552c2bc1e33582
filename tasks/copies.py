"""Copies in a warehouse: the signatures of its cleaned parts in, rows of the tables out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from tasks.documents import Documents
from tasks.matching.comparison import Comparison
from tasks.matching.house_lines import HouseLine
from tasks.matching.printings import NEVER, UNKNOWN, Printings, day_of, is_before
from warehouse.contract import arrow_schema
from warehouse.parts import Part
from warehouse.store import Store
from warehouse.tables.relations import CLUSTER_MEMBERS, CLUSTERS, COPIES, HOUSE_LINES


class Place(NamedTuple):
    """What matching tells of one document.

    `story_date` is the day of a document that has none of its own, after its nearest in the story.
    """

    cluster_id: str | None
    is_cluster_origin: bool | None
    originality: float | None
    story_id: str | None = None
    story_date: date | None = None
    story_date_confidence: float | None = None
    story_date_note: str | None = None


@dataclass(frozen=True, slots=True)
class Copies:
    """The tables' rows by name, the place of every document, and what was bounded."""

    tables: Mapping[str, pa.Table]
    places: Mapping[str, Place]
    largest_group: int
    bounded_groups: int


def copies_of(store: Store, parts: Sequence[Part], read: Documents, found: Comparison) -> Copies:
    """What was found as rows and places: the same in whatever parts and order documents lie."""
    return Copies(
        {
            "copies": _copies(found, read),
            "clusters": _clusters(found, read),
            "cluster_members": _members(found, read),
            "house_lines": _house_lines(store, parts, found.house_lines, read),
        },
        _places(found, read),
        found.largest_group,
        found.bounded_groups,
    )


# --- rows --------------------------------------------------------------------------------


def _cluster_ids(found: Comparison, read: Documents) -> list[str | None]:
    ids = read.printings.document_id
    return [None if at == UNKNOWN else f"c{ids[at][1:]}" for at in found.clusters.origin]


def _copies(found: Comparison, read: Documents) -> pa.Table:
    ids, shared = read.printings.document_id, found.shared
    return _table(
        COPIES,
        later_id=ids[shared.later],
        earlier_id=ids[shared.earlier],
        relation=found.relation,
        similarity=shared.similarity,
        containment=np.maximum(shared.earlier_share, shared.later_share),
        earlier_share=shared.earlier_share,
        later_share=shared.later_share,
        shared_words=found.words,
        is_ordered=found.is_ordered,
        direction=found.sources.direction,
        direction_basis=found.sources.basis,
        direction_confidence=found.sources.confidence,
    )


def _clusters(found: Comparison, read: Documents) -> pa.Table:
    """One row a cluster, in the order of printing of the origins."""
    printings, origin = read.printings, found.clusters.origin
    members: dict[int, list[int]] = {}
    for document in np.flatnonzero(origin != UNKNOWN):
        members.setdefault(int(origin[document]), []).append(int(document))
    rows: list[dict[str, Any]] = []
    for first, group in sorted(members.items()):
        days = [int(printings.day[one]) for one in group if printings.day[one] != UNKNOWN]
        outlets = {int(printings.outlet[one]) for one in group} - {UNKNOWN}
        agencies = {int(printings.agency[one]) for one in group} - {UNKNOWN}
        rows.append(
            {
                "cluster_id": f"c{printings.document_id[first][1:]}",
                "origin_id": printings.document_id[first],
                "origin_basis": _basis(first, group, printings),
                "members": len(group),
                "linked_members": int(sum(found.clusters.via[one] != UNKNOWN for one in group)),
                "outlets": len(outlets),
                "agency_id": read.agencies[agencies.pop()] if len(agencies) == 1 else None,
                "first_date": day_of(min(days)) if days else None,
                "last_date": day_of(max(days)) if days else None,
            }
        )
    return pa.Table.from_pylist(rows, arrow_schema(CLUSTERS))


def _basis(first: int, group: Sequence[int], printings: Printings) -> str:
    """What made the first the origin: its own stated time, or what decides without one."""
    others = np.array([one for one in group if one != first], np.int64)
    if is_before(printings, np.full(len(others), first), others).all():
        return "stated_time"
    if printings.is_agency_print[first]:
        return "agency_print"
    if printings.stated[first] != NEVER:
        return "stated_day"
    return "fuller_text"


def _members(found: Comparison, read: Documents) -> pa.Table:
    ids, clusters = read.printings.document_id, found.clusters
    inside = np.flatnonzero(clusters.origin != UNKNOWN)
    links = [
        "origin" if one == clusters.origin[one] else "through" if via != UNKNOWN else "direct"
        for one, via in zip(inside, clusters.via[inside], strict=True)
    ]
    return _table(
        CLUSTER_MEMBERS,
        cluster_id=[f"c{ids[at][1:]}" for at in clusters.origin[inside]],
        document_id=ids[inside],
        link=links,
        via_id=[None if via == UNKNOWN else ids[via] for via in clusters.via[inside]],
    )


def _house_lines(
    store: Store, parts: Sequence[Part], lines: Sequence[HouseLine], read: Documents
) -> pa.Table:
    """The lines in their words: the only text that matching of copies reads."""
    paragraphs: dict[str, list[str]] = {}
    items = pa.array(sorted({read.items[line.text] for line in lines}), pa.string())
    for part in parts if lines else ():
        table = store.read_part(part, ["item_id", "body"])
        table = table.filter(pc.is_in(table["item_id"], items))
        paragraphs |= {row["item_id"]: row["body"].split("\n\n") for row in table.to_pylist()}
    return _table(
        HOUSE_LINES,
        outlet_id=[None if line.outlet == UNKNOWN else read.outlets[line.outlet] for line in lines],
        line_id=[f"{line.mark:08x}" for line in lines],
        text=[paragraphs[read.items[line.text]][line.paragraph] for line in lines],
        word_count=[line.words for line in lines],
        texts=[line.texts for line in lines],
    )


def _places(found: Comparison, read: Documents) -> dict[str, Place]:
    ids, origin = read.printings.document_id, found.clusters.origin
    return {
        ids[at]: Place(
            cluster,
            None if cluster is None else bool(origin[at] == at),
            None if np.isnan(share) else float(share),
        )
        for at, (cluster, share) in enumerate(
            zip(_cluster_ids(found, read), found.originality, strict=True)
        )
    }


def _table(table: Any, **columns: Any) -> pa.Table:
    schema = arrow_schema(table)
    return pa.table(
        [pa.array(columns[field.name], field.type, from_pandas=False) for field in schema],
        schema=schema,
    )

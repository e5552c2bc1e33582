"""match: items become documents and versions; copies and stories come in a later release."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow.compute as pc

from tasks.ingest import Sighting
from tasks.jobs import Account
from tasks.matching.versions import SHARED_SHINGLES, Placed, Seen, place_versions, share_of_shingles
from warehouse.parts import Part
from warehouse.store import Store

KEY_COLUMNS = [
    "item_id", "capture_id", "reason_code", "document_id", "body_hash", "title", "published_at",
    "updated_at", "published_date",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Matched:
    """Every item that goes on, placed, with the part it lies in; and the account of new items."""

    placed: tuple[Placed, ...]
    part_of: dict[str, str]
    month_of: dict[str, str]
    account: Account


def match(
    store: Store,
    cleaned: Sequence[Part],
    refused: frozenset[str],
    sightings: Iterable[Sighting],
    new_items: frozenset[str],
) -> Matched:
    """Documents and versions of all items of the warehouse but the refused ones.

    Reads keys, not text; the text of two items only when a file changed so much that neither
    its words nor its headline say that it is the same article.
    """
    places: dict[str, list[tuple[str, int]]] = {}
    fetched: dict[str, str] = {}
    for sighting in sightings:
        places.setdefault(sighting.item_id, []).append((sighting.location, sighting.generation))
        if sighting.fetched_at:
            fetched[sighting.item_id] = sighting.fetched_at
    part_of: dict[str, str] = {}
    month_of: dict[str, str] = {}
    seen: list[Seen] = []
    for part in cleaned:
        table = store.read_part(part, KEY_COLUMNS)
        for row in table.filter(pc.is_null(table["reason_code"])).to_pylist():
            item = row["item_id"]
            if item in refused:
                continue
            part_of[item] = part.path
            day = row["published_date"]
            month_of[item] = f"{day:%Y-%m}" if day else "undated"
            seen.append(_seen(row, fetched.get(item), places.get(item, [])))
    placed = place_versions(seen, lambda one, two: _same_article(store, part_of, one, two))
    mine = [item for item in placed if item.item_id in new_items]
    kept = sum(item.is_representative for item in mine)
    account = Account("match", "documents", len(mine), kept, len(mine) - kept)
    return Matched(tuple(placed), part_of, month_of, account)


def _seen(row: dict[str, Any], fetched: str | None, places: list[tuple[str, int]]) -> Seen:
    return Seen(
        row["item_id"],
        row["capture_id"],
        row["document_id"],
        row["body_hash"],
        row["title"],
        row["updated_at"] or row["published_at"],
        fetched,
        tuple(sorted(places)),
    )


def _same_article(store: Store, part_of: dict[str, str], one: str, two: str) -> bool:
    texts = []
    for item in (one, two):
        table = store.read_part(Part("cleaned", part_of[item], 0, ""), ["item_id", "body"])
        rows = table.filter(pc.equal(table["item_id"], item))
        texts.append(rows["body"][0].as_py())
    return share_of_shingles(*texts) >= SHARED_SHINGLES

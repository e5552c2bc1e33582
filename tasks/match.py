"""match: items become documents and versions, and documents are compared with each other."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import lru_cache
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from tasks.copies import Copies
from tasks.jobs import Account
from tasks.matching.printings import STATED_KINDS
from tasks.matching.versions import (
    MOST_COMPARED,
    MOST_TRIED,
    SHARED_SHINGLES,
    Placed,
    Seen,
    Shingles,
    place_versions,
    share_of_shingles,
    shingles_of,
)
from tasks.outlets.registry import Registry
from tasks.sightings import Sighting, instant_of
from tasks.stories import find_copies_and_stories
from tasks.text.wrapped_addresses import archived_at
from warehouse.parts import Part
from warehouse.store import Store

KEY_COLUMNS: Final = (
    "item_id", "capture_id", "reason_code", "document_id", "body_hash", "title", "published_at",
    "updated_at", "published_date", "date_kind", "url",
)  # fmt: skip
_SHINGLES_KEPT: Final = 2 * MOST_TRIED * MOST_COMPARED  # texts: all that a new one is held against
_PARTS_KEPT: Final = 8  # whose bodies are kept; the texts of an article lie in few


@dataclass(frozen=True, slots=True)
class Matched:
    """Every item that goes on, placed, with the part it lies in; and the account of new items.

    `copies` tells of the current version of each document.
    """

    placed: tuple[Placed, ...]
    part_of: dict[str, str]
    month_of: dict[str, str]
    copies: Copies
    account: Account


def match(
    store: Store,
    cleaned: Sequence[Part],
    refused: frozenset[str],
    sightings: Iterable[Sighting],
    new_items: frozenset[str],
    registry: Registry,
) -> Matched:
    """Documents and versions of all items of the warehouse but the refused ones.

    Reads keys, not text; the text of two items only when a file changed so much that neither
    its words nor its headline say that it is the same article.
    """
    places: dict[str, list[tuple[str, int]]] = {}
    fetched: dict[str, datetime] = {}
    for sighting in sightings:
        item = sighting.item_id
        instant = instant_of(sighting.fetched_at or archived_at(sighting.url))
        if instant is not None:
            # a page that was met again appeared when it was first met, however the files came
            fetched[item] = min(instant, fetched.get(item, instant))
        if not sighting.is_revisit:  # it holds no bytes of which others could be a version
            places.setdefault(item, []).append((sighting.location, sighting.generation))
    part_of: dict[str, str] = {}
    month_of: dict[str, str] = {}
    seen: list[Seen] = []
    for part in cleaned:
        table = store.read_part(part, list(KEY_COLUMNS))
        for row in table.filter(pc.is_null(table["reason_code"])).to_pylist():
            item = row["item_id"]
            if item in refused:
                continue
            part_of[item] = part.path
            day = row["published_date"]
            month_of[item] = f"{day:%Y-%m}" if day else "undated"
            seen.append(_seen(row, fetched.get(item), places.get(item, [])))
    texts = _Texts(store, part_of)
    placed = place_versions(seen, texts.are_one_article)
    mine = [item for item in placed if item.item_id in new_items]
    again = Counter(_again(item) for item in mine if not item.is_representative)
    kept = len(mine) - again.total()
    account = Account(
        "match", "captures", len(mine), kept, again.total(), reasons=dict(sorted(again.items()))
    )
    shown = {
        item.item_id: item.document_id
        for item in placed
        if item.is_representative and item.is_current
    }
    copies = find_copies_and_stories(store, cleaned, shown, registry)
    for item, document in shown.items():
        if day := copies.places[document].story_date:
            month_of[item] = f"{day:%Y-%m}"
    return Matched(tuple(placed), part_of, month_of, copies, account)


def _again(item: Placed) -> str:
    """Why an item is collapsed: its document has the text already, as now or in an earlier version.

    Another text is no reason: it is a version, and kept.
    """
    return "same_text_again" if item.is_current else "earlier_text_again"


def _seen(row: dict[str, Any], fetched: datetime | None, places: list[tuple[str, int]]) -> Seen:
    return Seen(
        row["item_id"],
        row["capture_id"],
        row["document_id"],
        row["body_hash"],
        row["title"],
        _stated(row),
        fetched,
        row["url"],
        tuple(sorted(places)),
    )


def _stated(row: dict[str, Any]) -> datetime | None:
    """The instant the copy states; of one that states a day alone the day's beginning (UTC)."""
    day = row["published_date"] if row["date_kind"] in STATED_KINDS else None
    begun = datetime.combine(day, time.min, tzinfo=UTC) if day else None
    return row["updated_at"] or row["published_at"] or begun


class _Texts:
    """Shingles of the few items that must be compared; of what was asked the latest are kept."""

    def __init__(self, store: Store, part_of: dict[str, str]) -> None:
        self._store = store
        self._part_of = part_of
        self._of = lru_cache(_SHINGLES_KEPT)(self._read)
        self._bodies_of = lru_cache(_PARTS_KEPT)(self._read_bodies)

    def are_one_article(self, one: str, two: str) -> bool:
        return share_of_shingles(self._of(one), self._of(two)) >= SHARED_SHINGLES

    def _read(self, item: str) -> Shingles:
        rows, bodies = self._bodies_of(self._part_of[item])
        return shingles_of(str(bodies[rows[item]].as_py()))

    def _read_bodies(self, path: str) -> tuple[dict[str, int], pa.ChunkedArray]:
        table = self._store.read_part(Part("cleaned", path, 0, ""), ["item_id", "body"])
        rows = {name: row for row, name in enumerate(table["item_id"].to_pylist())}
        return rows, table["body"]

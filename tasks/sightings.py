"""What ingest hands on: where bytes were seen, and what was refused and why."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Sighting:
    """One row of `sightings` before it has its document.

    `payload_digest` is that by which a crawl's revisits refer to it. A revisit has the capture and
    item of the record that it refers to; its bytes lie there.
    """

    source_uri: str
    location: str
    generation: int
    capture_id: str
    item_id: str
    byte_count: int
    modified_ns: int
    url: str | None
    outlet: str | None
    title: str | None
    published_at: str | None
    fetched_at: str | None
    first_seen: datetime
    run_id: str
    byline: str | None = None
    section: str | None = None
    content_type: str | None = None
    payload_digest: str | None = None
    is_revisit: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """One input or item that goes to quarantine, and why.

    `is_new` tells one that this run met from one that an earlier run met and left; `is_first`
    one whose input no earlier run had seen.
    """

    source_uri: str
    location: str
    capture_id: str | None
    stage: str
    reason_code: str
    detail: str
    outlet_id: str | None = None
    is_new: bool = True
    is_first: bool = False


@dataclass(frozen=True, slots=True)
class Skipped:
    """What one run passed over for one reason: how many items, and the first of them by place.

    An example is a `source_uri` and a detail.
    """

    reason_code: str
    items: int
    examples: tuple[tuple[str, str], ...]


SIGHTING_FIELDS: Final = tuple(field.name for field in fields(Sighting))
# What many sightings have in common. Every sighting of the warehouse is in memory while a run
# lasts: kept once, these cost eight bytes a record instead of some hundred.
SHARED: Final = frozenset(
    {"modified_ns", "outlet", "first_seen", "run_id", "section", "content_type"}
)

# What stands behind the last place of a row that its table has no more.
GONE: Final = "#gone="


def sightings_of(rows: Iterable[Mapping[str, Any]]) -> Iterator[Sighting]:
    """The stored rows as sightings; values that many of them share are one object."""
    once: dict[object, object] = {}
    for row in rows:
        values = {name: row[name] for name in SIGHTING_FIELDS}
        for name in SHARED:
            values[name] = once.setdefault(values[name], values[name])
        if values["source_uri"] == values["location"]:
            values["source_uri"] = values["location"]
        yield Sighting(**values)


def parted(sightings: Iterable[Sighting]) -> tuple[list[Sighting], list[Sighting]]:
    """Those of bytes, and those of pages that were met again."""
    both: tuple[list[Sighting], list[Sighting]] = [], []
    for one in sightings:
        both[one.is_revisit].append(one)
    return both


def newest(sightings: Iterable[Sighting]) -> dict[str, Sighting]:
    """The sighting of the last generation at each place; what left its table is at none."""
    last: dict[str, Sighting] = {}
    for sighting in sightings:
        there = last.get(sighting.location)
        if GONE in sighting.location:
            continue
        if there is None or there.generation < sighting.generation:
            last[sighting.location] = sighting
    return last


def instant_of(said: str | None) -> datetime | None:
    """The instant said beside the bytes; None when it is no ISO time with its offset."""
    try:
        instant = datetime.fromisoformat(said or "")
        return instant.astimezone(UTC) if instant.tzinfo else None
    except (ValueError, OverflowError):  # year 1 or 9999 beside midnight is none in UTC
        return None

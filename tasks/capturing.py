"""Captured parts: new bytes gathered until a part is full."""

from dataclasses import dataclass

import pyarrow as pa

from tasks.sightings import Sighting
from warehouse.layers import BESIDE, CAPTURED, table_of
from warehouse.parts import Part, fingerprint
from warehouse.store import Store


@dataclass(frozen=True, slots=True)
class PartSize:
    """How much one captured part holds; depends on the input alone, never on the machine."""

    max_bytes: int
    max_items: int


class PartWriter:
    """Gathers new captures until a part is full, and writes it."""

    def __init__(self, store: Store, size: PartSize) -> None:
        self._store = store
        self._size = size
        self._rows: list[tuple[Sighting, bytes]] = []
        self._bytes = 0
        self._parts: list[Part] = []

    def add(self, sighting: Sighting, content: bytes) -> None:
        """The capture lies in a part, or will when that is full."""
        self._rows.append((sighting, content))
        self._bytes += len(content)
        if self._bytes >= self._size.max_bytes or len(self._rows) >= self._size.max_items:
            self._write()

    def close(self) -> tuple[Part, ...]:
        """Every part, the last one as full as it is."""
        if self._rows:
            self._write()
        return tuple(self._parts)

    def _write(self) -> None:
        rows = sorted(self._rows, key=lambda row: row[0].item_id)
        columns: dict[str, object] = {
            name: [getattr(sighting, name) for sighting, _ in rows]
            for name in ("item_id", "capture_id", *BESIDE)
        }
        columns["content"] = pa.array([content for _, content in rows], pa.large_binary())
        mark = fingerprint("captured", *(sighting.item_id for sighting, _ in rows))
        self._parts.append(self._store.write_part("captured", mark, table_of(columns, CAPTURED)))
        self._rows, self._bytes = [], 0

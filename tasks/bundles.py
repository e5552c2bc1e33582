"""Inputs that hold more than themselves, recognised when they are seen again."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from tasks.readers.limits import ReadingRules
from tasks.readers.records import Beside
from warehouse.parts import code_version, fingerprint

READERS: Final = Path(__file__).resolve().parent / "readers"
AFTER_A_PLACE: Final = "!#"  # what a record's name begins with, after the place of its input
_LEADS_ON: Final = re.compile("[!#]")


@dataclass(frozen=True, slots=True)
class Bundle:
    """One row of `bundles`: a place, the content read there, and what decided how it was read."""

    source_uri: str
    location: str
    generation: int
    bundle_id: str
    form: str
    byte_count: int
    modified_ns: int
    reading: str
    items: int
    kept: int
    refused: int
    first_seen: datetime
    run_id: str


BUNDLE_FIELDS: Final = tuple(field.name for field in fields(Bundle))


def reading_of(rules: ReadingRules) -> str:
    """Hash of what decides how an input is read: mapping, separator, limits, the readers' code."""
    said = {**asdict(replace(rules, columns={})), "columns": dict(rules.columns)}
    code = code_version(READERS.glob("*.py"))
    return fingerprint("reading", json.dumps(said, sort_keys=True), code)


class Bundles:
    """The bundles of the warehouse: by place the last one seen, by content all of them."""

    def __init__(
        self, rows: Iterable[Mapping[str, Any]], reading: str, said: Mapping[str, Beside]
    ) -> None:
        self._rows: dict[tuple[str, int], Bundle] = {}
        self._at: dict[str, Bundle] = {}
        self._sizes: set[int] = set()
        self._first: dict[str, Bundle] = {}  # by content
        self._by_content: dict[str, set[str]] = {}  # the readings in which a content is known
        self._reading = reading
        self._said = _said_hashes(said)
        self.left: set[str] = set()
        self.is_changed = False
        for row in rows:
            self._keep(Bundle(**{name: row[name] for name in BUNDLE_FIELDS}))

    def rows(self) -> tuple[Bundle, ...]:
        """Every row, those of this run too."""
        return tuple(self._rows.values())

    def at(self, place: str) -> Bundle | None:
        """The last bundle seen at that place."""
        return self._at.get(place)

    def reading_at(self, place: str) -> str:
        """What decides how that place is read now; with the words of a manifest about it."""
        said = self._said.get(place)
        return f"{self._reading}:{said}" if said else self._reading

    def is_read_as_now(self, bundle: Bundle) -> bool:
        """Whether the bundle was read as it would be now.

        A run without the manifest leaves what was said about it.
        """
        now = self.reading_at(bundle.location)
        then = bundle.reading if ":" in now else bundle.reading.partition(":")[0]
        return now == then

    def has_size(self, size: int) -> bool:
        """Whether a known bundle has this size: only then can the content be one of theirs."""
        return size in self._sizes

    def is_known(self, bundle_id: str, place: str) -> bool:
        """Whether that content has been read as that place would be read now."""
        return self.reading_at(place) in self._by_content.get(bundle_id, ())

    def leave(self, bundle_id: str) -> None:
        """Nothing of that content is read in this run: what is known of its records stays."""
        self.left.add(bundle_id)

    def touch(self, bundle: Bundle, modified_ns: int) -> None:
        """The same content at the same place, at a later time. No news for the warehouse."""
        self._keep(replace(bundle, modified_ns=modified_ns))

    def add(self, seen: Bundle) -> None:
        """The content is what now lies there: the next generation, or the last one read anew."""
        last = self._at.get(seen.location)
        if last is not None and last.bundle_id == seen.bundle_id:
            seen = replace(
                seen, generation=last.generation, first_seen=last.first_seen, run_id=last.run_id
            )
            self.is_changed |= last.reading != seen.reading
        else:
            seen = replace(seen, generation=last.generation + 1 if last else 1)
            self.is_changed = True
        self._keep(seen)

    def refuse(self, location: str, count: int) -> None:
        """So many more records of what lies there went to quarantine; fewer when below 0."""
        content = self._at[location].bundle_id
        for bundle in [row for row in self._rows.values() if row.bundle_id == content]:
            self._keep(replace(bundle, refused=bundle.refused + count))
        self._first[content] = self._at[location]

    def of_content(self, bundle_id: str) -> Bundle:
        """The first row with that content; KeyError when there is none."""
        return self._first[bundle_id]

    def holder(self, location: str) -> Bundle | None:
        """The bundle that a record's location leads into."""
        for found in _LEADS_ON.finditer(location):
            if bundle := self._at.get(location[: found.start()]):
                return bundle
        return self._at.get(location)

    def _keep(self, bundle: Bundle) -> None:
        self._rows[bundle.location, bundle.generation] = bundle
        last = self._at.get(bundle.location)
        if last is None or last.generation <= bundle.generation:
            self._at[bundle.location] = bundle
        self._sizes.add(bundle.byte_count)
        self._first.setdefault(bundle.bundle_id, bundle)
        self._by_content.setdefault(bundle.bundle_id, set()).add(bundle.reading)


def _said_hashes(said: Mapping[str, Beside]) -> dict[str, str]:
    """By each place a manifest line may speak of, the hash of all lines about it and in it."""
    lines: dict[str, list[str]] = {}
    for location, beside in said.items():
        told = fingerprint(*(f"{name}={value}" for name, value in asdict(beside).items() if value))
        lines.setdefault(location, []).append(told)
        for found in _LEADS_ON.finditer(location):
            place, name = location[: found.start()], location[found.start() :]
            lines.setdefault(place, []).append(f"{name} {told}")
    return {place: fingerprint(*sorted(told)) for place, told in lines.items()}

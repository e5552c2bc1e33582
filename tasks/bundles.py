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
        self._of_content: dict[str, dict[tuple[str, int], None]] = {}
        # whose `refused` is what the reader refused in this run, without what is found out later
        self._just_read: set[tuple[str, int]] = set()
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

    def add(self, seen: Bundle, copied: Bundle | None = None) -> None:
        """The content is what now lies there: the next generation, or the last one read anew.

        `copied` is the row of the same content that was read; without one this has been.
        """
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
        if copied is None or _key(copied) in self._just_read:
            self._just_read.add(_key(seen))

    def refuse(self, later: Mapping[Bundle, int], before: Mapping[Bundle, int]) -> None:
        """Of each content so many records are refused beside what its reader refused.

        `before` is how many that were when the run began. Equal bundles hold the same records,
        so that the most that one of them has is the number of all.
        """
        now, then = _most(later), _most(before)
        # what no place holds any more keeps its number: nothing of it is asked anew
        gone = {
            one.bundle_id for one in before if self._at[one.location].bundle_id != one.bundle_id
        }
        for content in (now.keys() | then.keys()) - (gone - now.keys()):
            for key in self._of_content[content]:
                row = self._rows[key]
                own = row.refused - (0 if key in self._just_read else then.get(content, 0))
                self._keep(replace(row, refused=own + now.get(content, 0)))
        self._just_read.clear()

    def of_content(self, bundle_id: str) -> Bundle:
        """The first row with that content; KeyError when there is none."""
        return self._rows[next(iter(self._of_content[bundle_id]))]

    def holder(self, location: str) -> Bundle | None:
        """The bundle that a record's location leads into."""
        for found in _LEADS_ON.finditer(location):
            if bundle := self._at.get(location[: found.start()]):
                return bundle
        return self._at.get(location)

    def _keep(self, bundle: Bundle) -> None:
        self._rows[_key(bundle)] = bundle
        last = self._at.get(bundle.location)
        if last is None or last.generation <= bundle.generation:
            self._at[bundle.location] = bundle
        self._sizes.add(bundle.byte_count)
        self._of_content.setdefault(bundle.bundle_id, {})[_key(bundle)] = None
        self._by_content.setdefault(bundle.bundle_id, set()).add(bundle.reading)


def _key(bundle: Bundle) -> tuple[str, int]:
    return bundle.location, bundle.generation


def _most(counts: Mapping[Bundle, int]) -> dict[str, int]:
    """By content the largest number that a bundle with it has."""
    found: dict[str, int] = {}
    for bundle, count in counts.items():
        found[bundle.bundle_id] = max(count, found.get(bundle.bundle_id, 0))
    return found


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

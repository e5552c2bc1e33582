"""Every sighting of the warehouse by its place, while a run lasts."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from tasks.bundles import Bundle
from tasks.sightings import SHARED, Sighting


class Places:
    """What was last seen at each place, and where records went that moved within their input.

    A place is given by name inside its input. Rows of a table and pages of a crawl are numbered;
    a table that grows at its head gives each of its rows another number. Such a record is known
    by its bytes, and its sighting moves along: else each day's export of a table would sight all
    of it anew.
    """

    def __init__(self, known: Iterable[Sighting], holder: Callable[[str], Bundle | None]) -> None:
        self._all = list(known)
        self._at: dict[str, int] = {}
        for index, sighting in enumerate(self._all):
            at = self._at.get(sighting.location)
            if at is None or self._all[at].generation < sighting.generation:
                self._at[sighting.location] = index
        self._holder = holder
        self._known = len(self._all)
        self._numbered: dict[str, array[int]] | None = None
        # the input, by its number, in which each sighting was last met: four bytes a sighting
        self._met = array("I", [0]) * len(self._all)
        self._input = 0
        self._waiting: dict[str, array[int]] = {}
        self._names: Counter[str] = Counter()
        self._once: dict[str | None, str | None] = {}

    def all(self) -> tuple[Sighting, ...]:
        """Every sighting, those of this run too."""
        return tuple(self._all)

    def standing(self) -> list[Sighting]:
        """The last sighting at each place."""
        return [one for at, one in enumerate(self._all) if self._index(one.location) == at]

    def begin(self, bundle: Bundle | None) -> None:
        """The next input is read; `bundle` is what its place held before."""
        self._input += 1
        self._names.clear()
        self._waiting = {}
        if bundle is None:
            return
        for index in self._numbered_in(bundle.location):
            capture = self._all[index].capture_id
            self._waiting.setdefault(capture, array("I")).append(index)

    def name_once(self, place: str, name: str) -> str:
        """The name, and for one that came before in this input, how often it has come.

        An archive may hold a name twice; as one place, the two would pass for two generations
        of it, and for two more each time the archive is read.
        """
        at = self._index(place + name)
        if at is None or self._met[at] != self._input:
            return name
        self._names[name] += 1
        return f"{name}#again={self._names[name] + 1}"

    def last(self, location: str) -> Sighting | None:
        """What was last seen there."""
        at = self._index(location)
        return None if at is None else self._all[at]

    def before(self, location: str, capture_id: str) -> int | None:
        """The index of the same bytes' sighting: there, or at another number of this input.

        One that is found at another number is found once.
        """
        here = self._index(location)
        if here is not None and self._all[here].capture_id == capture_id:
            return here
        waiting = self._waiting.get(capture_id)
        while waiting:
            index = waiting.pop()
            if self._met[index] != self._input:
                return index
        return None

    def __getitem__(self, index: int) -> Sighting:
        return self._all[index]

    def next_generation(self, location: str) -> int:
        """The number of what is now seen there."""
        at = self._at.get(location)
        return 1 if at is None else self._all[at].generation + 1

    def keep(self, index: int, now: Sighting) -> None:
        """The item is what it was: its sighting stays, or goes where the record now stands."""
        before = self._all[index]
        kept = replace(before, byte_count=now.byte_count, modified_ns=now.modified_ns)
        if before.location != now.location:
            kept = replace(
                kept,
                source_uri=now.source_uri,
                location=now.location,
                # never smaller, or what comes to its old place would have a number twice
                generation=max(before.generation, now.generation),
            )
            self._at[now.location] = index
        self._met[index] = self._input
        self._all[index] = kept

    def add(self, now: Sighting) -> None:
        """The sighting is the last one at its place."""
        self._at[now.location] = len(self._all)
        self._all.append(now)
        self._met.append(self._input)

    def shared(self, values: dict[str, str | None]) -> dict[str, str | None]:
        """The values, equal ones of those that many sightings share as one object."""
        return {
            name: self._once.setdefault(value, value) if name in SHARED else value
            for name, value in values.items()
        }

    def _index(self, location: str) -> int | None:
        at = self._at.get(location)
        # what was there may have moved on in this run
        return at if at is not None and self._all[at].location == location else None

    def _numbered_in(self, place: str) -> Iterable[int]:
        """Indices of the known sightings of numbered records of that input."""
        if self._numbered is None:
            self._numbered = {}
            for index, sighting in enumerate(self._all[: self._known]):
                if "#" in sighting.location and self._at[sighting.location] == index:
                    bundle = self._holder(sighting.location)
                    if bundle is not None:
                        self._numbered.setdefault(bundle.location, array("I")).append(index)
        return self._numbered.get(place, ())

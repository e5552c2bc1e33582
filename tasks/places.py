"""Every sighting of the warehouse by its place, while a run lasts."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final

from tasks.bundles import Bundle
from tasks.sightings import GONE, SHARED, Sighting

MOST_TRIED: Final = 20  # sightings of equal bytes that a record is held against, the latest first


class SightingsByPlace:
    """What was seen at each place, and where records went that moved within their input.

    A place is given by name inside its input. Rows of a table and pages of a crawl are numbered;
    a table that grows at its head gives each of its rows another number. Such a record is known
    by its bytes, and all that was seen at its number moves along: else each day's export of a
    table would sight all of it anew, and one row would pass for a version of another.
    """

    def __init__(self, known: Iterable[Sighting], holder: Callable[[str], Bundle | None]) -> None:
        self._all = list(known)
        self._at: dict[str, int] = {}
        # what was seen at the place of a sighting before it; few have such
        self._previous: dict[int, int] = {}
        for index in sorted(range(len(self._all)), key=lambda at: self._all[at].generation):
            self._follow(index, self._at.get(self._all[index].location))
        self._holder = holder
        self._known = len(self._all)
        self._numbered: dict[str, array[int]] | None = None
        # the input, by its number, in which each sighting was last met: four bytes a sighting
        self._met = array("I", [0]) * len(self._all)
        self._input = 0
        self._waiting: dict[str, array[int]] = {}
        self._displaced: list[tuple[int, int]] = []
        self._new = array("I")
        self._moved: set[str] = set()
        self._claimed: list[str] = []
        self._taken: set[str] = set()  # by revisits that this run read
        self._refused: set[str] = set()  # by this run
        self._names: Counter[str] = Counter()
        self._once: dict[str | None, str | None] = {}

    def all(self) -> tuple[Sighting, ...]:
        """Every sighting, those of this run too."""
        return tuple(self._all)

    def standing(self) -> list[Sighting]:
        """The last sighting at each place."""
        return [one for at, one in enumerate(self._all) if self._at[one.location] == at]

    def last(self, location: str) -> Sighting | None:
        """What was last seen there."""
        at = self._at.get(location)
        return None if at is None else self._all[at]

    def __getitem__(self, index: int) -> Sighting:
        return self._all[index]

    def shared(self, values: dict[str, str | None]) -> dict[str, str | None]:
        """The values, equal ones of those that many sightings share as one object."""
        return {
            name: self._once.setdefault(value, value) if name in SHARED else value
            for name, value in values.items()
        }

    # --- one input after the other --------------------------------------------------------

    def begin(self, bundle: Bundle | None) -> None:
        """The next input is read; `bundle` is what its place held before."""
        self._input += 1
        self._names.clear()
        self._waiting = {}
        self._displaced = []
        self._new = array("I")
        self._moved = set()
        self._claimed = []
        for index in self._numbered_in(bundle.location) if bundle else ():
            one = self._all[index]
            for key in filter(None, (one.item_id, one.capture_id, one.url)):
                self._waiting.setdefault(key, array("I")).append(index)

    def end(self, *, is_whole: bool) -> None:
        """The input was read, to its end or not: what was seen at its numbers finds its place.

        A new record follows what had its address in the table, else what stood at its number: the
        latter only where no row of the table moved, and none of the two has another address. What
        no record follows leaves the number to the one that has it now and has a place of its own,
        or the two would be taken for versions of one article.
        """
        if is_whole:
            for index in self._new:
                for before in self.elsewhere(self._all[index].url or ""):
                    self._join(before, index)
                    break
        for before, now in self._displaced:
            if self._met[before] == self._input:
                continue
            if is_whole and self._may_follow(before, now):
                self._join(before, now)
            else:
                self._leave(before)
        for location in self._claimed:
            at = self._at.get(location)
            if at is not None and self._met[at] != self._input:
                self._leave(at)

    def claim(self, location: str) -> None:
        """What the input has there now is no capture: what was one leaves the number to it."""
        self._taken.add(location)
        if location in self._at:
            self._claimed.append(location)

    def name_once(self, place: str, name: str) -> str:
        """The name, and for one that came before in this run, how often it has come.

        An archive may hold a name twice; as one place, the two would pass for two generations
        of it, and for two more each time the archive is read. A page and a revisit would have one
        key, and so would what is refused. A file may be called as a record of another is.
        """
        once = name
        while self._is_taken(place + once):
            self._names[name] += 1
            once = f"{name}#again={self._names[name] + 1}"
        return once

    def refuse_once(self, place: str, name: str) -> str:
        """As `name_once`, of what is refused there: two of a name would be one row."""
        once = self.name_once(place, name)
        self._refused.add(place + once)
        return once

    def _is_taken(self, location: str) -> bool:
        at = self._at.get(location)
        is_met = at is not None and self._met[at] > 0
        return is_met or location in self._taken or location in self._refused

    def here(self, location: str, capture_id: str) -> int | None:
        """The index of what was last seen there, if it has these bytes."""
        at = self._at.get(location)
        return at if at is not None and self._all[at].capture_id == capture_id else None

    def elsewhere(self, key: str) -> Iterator[int]:
        """Indices of numbered records of this input that were not met yet; a few of many.

        `key` is their item, their bytes' hash or their URL.
        """
        waiting = self._waiting.get(key)
        while waiting and self._met[waiting[-1]] == self._input:
            waiting.pop()
        for index in reversed(waiting[-MOST_TRIED:] if waiting else ()):
            if self._met[index] != self._input:
                yield index

    def keep(self, index: int, now: Sighting) -> None:
        """The item is what it was: its sighting stays, or goes where the record now stands."""
        self._move(index, now)
        self._all[index] = replace(
            self._all[index],
            byte_count=now.byte_count,
            modified_ns=now.modified_ns,
            payload_digest=now.payload_digest,
        )

    def add(self, now: Sighting, after: int | None = None) -> None:
        """The sighting is the last at its place, after the one that says less of the same bytes.

        Without one it follows what stands there under the same name; under the same number only
        if nothing speaks against it when the input has been read.
        """
        index = len(self._all)
        if after is None and "#" not in now.location:
            after = self._at.get(now.location)
        if after is not None:
            self._move(after, now)
        number = 1 if after is None else self._all[after].generation + 1
        self._all.append(replace(now, generation=number))
        self._met.append(self._input)
        if after is None and "#" in now.location:
            self._new.append(index)
            if (there := self._at.get(now.location)) is not None:
                self._displaced.append((there, index))
        self._follow(index, after)

    # --- what stood at a place ------------------------------------------------------------

    def _follow(self, index: int, before: int | None) -> None:
        self._at[self._all[index].location] = index
        if before is not None:
            self._previous[index] = before

    def _join(self, before: int, now: int) -> None:
        """The new sighting follows that one, which was not met."""
        self._carry(before, self._all[now])
        self._follow(now, before)
        number = self._all[before].generation + 1
        self._all[now] = replace(self._all[now], generation=number)

    def _move(self, index: int, now: Sighting) -> None:
        """The record of that sighting stands where the other one says."""
        there = self._at.get(now.location)
        if there is not None and there != index:
            self._displaced.append((there, index))
        self._carry(index, now)
        self._at[now.location] = index

    def _carry(self, index: int, now: Sighting) -> None:
        """All that was seen at the place of that sighting has the place of the other one."""
        self._met[index] = self._input
        old = self._all[index].location
        if old == now.location:
            return
        self._moved |= {_table(old), _table(now.location)}
        if self._at.get(old) == index:
            del self._at[old]
        for at in self._history(index):
            self._all[at] = replace(self._all[at], source_uri=now.source_uri, location=now.location)

    def _history(self, index: int | None) -> Iterator[int]:
        """The sighting, then those before it at its place."""
        while index is not None:
            yield index
            index = self._previous.get(index)

    def _may_follow(self, before: int, now: int) -> bool:
        if now in self._previous or _table(self._all[now].location) in self._moved:
            return False
        urls = {self._all[before].url, self._all[now].url} - {None}
        return len(urls) < 2

    def _leave(self, index: int) -> None:
        """The record is in its table no more; what was seen of it has no number of it."""
        one = self._all[index]
        behind = f"{GONE}{one.item_id[1:13]}"
        location = one.location + behind
        first = self._at.get(location)  # another record of the same item left that number
        taken = self._all[first].generation if first is not None else 0
        history = list(self._history(index))
        for at in history:
            seen = self._all[at]
            self._all[at] = replace(
                seen,
                source_uri=seen.source_uri + behind,
                location=location,
                generation=seen.generation + taken,
            )
        if first is not None:
            self._previous[history[-1]] = first
        self._at[location] = index

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


def _table(location: str) -> str:
    """What the number of a record counts in."""
    return location.partition(GONE)[0].rpartition("#")[0]

"""Revisits of a crawl: pages met again unchanged, sighted as the capture that has their bytes."""

import hashlib
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Final

from tasks.bundles import Bundle, Bundles
from tasks.sightings import GONE, Sighting, instant_of
from tasks.tally import Tally

Sign = tuple[str | None, ...]
# Of several records with the bytes the one fetched first, however the files come.
Rank = tuple[bool, datetime | str, str]


@dataclass(frozen=True, slots=True)
class MetAgain:
    """One row of `revisits`: when and where a page was met again, and what it refers to."""

    source_uri: str
    location: str
    url: str | None
    fetched_at: str | None
    payload_digest: str | None
    refers_to_url: str | None
    refers_to_at: str | None
    modified_ns: int
    first_seen: datetime
    run_id: str

    @property
    def words(self) -> tuple[str | None, ...]:
        """What the record says: the same wherever it stands."""
        return (
            self.url, self.fetched_at, self.payload_digest, self.refers_to_url, self.refers_to_at
        )  # fmt: skip


MET_FIELDS: Final = tuple(field.name for field in fields(MetAgain))


class Revisits:
    """Every revisit of the warehouse by its place, while a run lasts.

    Which page one means is asked anew in each run, of all records there are by then: so a revisit
    that came before its original is sighted when that comes, and the order of the files changes
    nothing.
    """

    def __init__(
        self,
        known: Iterable[MetAgain],
        sightings: Iterable[Sighting],
        holder: Callable[[str], Bundle | None],
    ) -> None:
        self._rows = {row.location: row for row in known}
        self._seen = {one.location: one for one in sightings}
        self._holder = holder
        self._pending = self._by_holder(self._rows.keys() - self._seen.keys())
        self._of_bundle: dict[str, list[str]] | None = None
        self._there: dict[str, MetAgain] = {}
        self._met: dict[str, MetAgain] = {}
        self._read: dict[str, None] = {}  # in their order
        self.is_changed = False

    def rows(self) -> tuple[MetAgain, ...]:
        """Every revisit, those of this run too."""
        return tuple(self._rows.values())

    # --- one input after the other --------------------------------------------------------

    def begin(self, bundle: Bundle | None) -> None:
        """The next input is read; `bundle` is what its place held before."""
        self._met = {}
        self._there = {}
        if bundle is not None and self._rows:
            if self._of_bundle is None:
                self._of_bundle = self._by_bundle()
            rows = (self._rows.get(one) for one in self._of_bundle.get(bundle.location, ()))
            self._there = {
                row.location: row
                for row in rows
                if row is not None and row.location not in self._read
            }

    def add(self, now: MetAgain) -> None:
        """The record stands there; what stood there before and is another makes room."""
        before = self._rows.get(now.location)
        if before is not None and before.words == now.words:
            now = replace(now, first_seen=before.first_seen, run_id=before.run_id)
        else:
            self.make_room(now.location)
            self.is_changed = True
        self._rows[now.location] = now
        self._met[now.location] = now
        self._read[now.location] = None

    def make_room(self, location: str) -> None:
        """No revisit that this run did not read stands there any more.

        A file may be called as a record of another is, which was read before it.
        """
        if location not in self._read and (row := self._rows.pop(location, None)) is not None:
            behind = f"{GONE}{_hash(row)}"
            gone = replace(row, source_uri=row.source_uri + behind, location=location + behind)
            self._rows[gone.location] = gone
            if location in self._there:
                self._there[gone.location] = self._there.pop(location)
            self.is_changed = True

    def end_input(self, *, is_whole: bool) -> None:
        """The input was read, to its end or not: what it has no more leaves its number.

        A record that only moved within it is not seen a second time; nor is one that comes back, as
        when a crawl was cut for a while.
        """
        left: dict[tuple[str | None, ...], list[str]] = {}
        # last the one that is taken first: where it stood before those that had left
        for place in sorted(self._there.keys() - self._met.keys(), key=_standing, reverse=True):
            left.setdefault(self._there[place].words, []).append(place)
        for location, now in self._met.items():
            places = left.get(now.words)
            if places and location not in self._there:
                place = places.pop()
                old = self._rows.pop(place)
                self._there.pop(place)
                self._rows[location] = replace(now, first_seen=old.first_seen, run_id=old.run_id)
        if is_whole:
            for location in list(self._there):
                if GONE not in location:
                    self.make_room(location)

    # --- all inputs -----------------------------------------------------------------------

    def end(self, sightings: Iterable[Sighting], bundles: Bundles, tally: Tally) -> list[Sighting]:
        """The sightings of all revisits whose page is known; the others go to quarantine.

        What this run read of them is an item of it.
        """
        found = sightings_of_revisits(self.rows(), sightings)
        now = {one.location: one for one in found}
        for row in (self._rows[location] for location in self._read):
            if row.location not in now:
                tally.refuse(row.source_uri, row.location, "revisit_unresolved", _why(row))
            elif _is_same(now[row.location], self._seen.get(row.location)):
                tally.skip(row.source_uri, "unchanged", "")
            else:
                tally.count("collapsed")
        bundles.refuse(self._by_holder(self._rows.keys() - now.keys()), self._pending)
        self.is_changed |= now.keys() != self._seen.keys() or not all(
            _is_same(one, self._seen[location]) for location, one in now.items()
        )
        return found

    def _by_holder(self, locations: Iterable[str]) -> Counter[Bundle]:
        """How many of them each bundle holds now."""
        standing = (one for one in locations if GONE not in one)
        return Counter(bundle for one in standing if (bundle := self._holder(one)) is not None)

    def _by_bundle(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for location in self._rows:
            if (bundle := self._holder(location)) is not None:
                found.setdefault(bundle.location, []).append(location)
        return found


def sightings_of_revisits(
    rows: Iterable[MetAgain], sightings: Iterable[Sighting]
) -> list[Sighting]:
    """A sighting for each revisit whose page was read, in the order of their places.

    It has the record's own address and time, and the capture and item of the record it means, or
    of the one that the revisit it means does: nothing new is parsed.
    """
    asking: dict[Sign, list[MetAgain]] = {}
    for row in rows:
        for sign in _signs_of_revisit(row):
            asking.setdefault(sign, []).append(row)
    found: dict[str, Sighting] = {}
    heard = sightings
    while asking and heard:
        best = _best_by_sign(asking.keys(), heard)
        # each sign is answered once: a crawl of years refers from each day to the day before
        asked = {row.location: row for sign in best for row in asking.pop(sign)}
        heard = []
        for row in sorted(asked.values(), key=lambda row: row.location):
            meant = (best[sign] for sign in _signs_of_revisit(row) if sign in best)
            original = next((one for one in meant if _may_be_same(row, one)), None)
            if original is not None and row.location not in found:
                found[row.location] = _sighting(row, original)
                payload = row.payload_digest or original.payload_digest
                heard.append(replace(found[row.location], payload_digest=payload))
    return [found[location] for location in sorted(found)]


def _may_be_same(row: MetAgain, one: Sighting) -> bool:
    """Whether no two digests of one kind say that the bytes are others."""
    said, known = (
        text.partition(":") for text in (row.payload_digest or "", one.payload_digest or "")
    )
    return said[0] != known[0] or said == known


def _is_same(now: Sighting, before: Sighting | None) -> bool:
    return before is not None and replace(now, modified_ns=before.modified_ns) == before


def _standing(location: str) -> tuple[bool, str]:
    return GONE in location, location


def _why(row: MetAgain) -> str:
    meant = row.refers_to_url or row.payload_digest or "a record it does not name"
    at = f" of {row.refers_to_at}" if row.refers_to_at else ""
    return (
        f"{row.url or ''} is said to be the same as {meant}{at}, which was read neither in this "
        "run nor before: it may have been refused, or stand in another file of the crawl; read "
        "that too"
    )


def _sighting(row: MetAgain, original: Sighting) -> Sighting:
    return Sighting(
        source_uri=row.source_uri,
        location=row.location,
        generation=1,
        capture_id=original.capture_id,
        item_id=original.item_id,
        byte_count=original.byte_count,
        modified_ns=row.modified_ns,
        url=row.url,
        outlet=None,
        title=None,
        published_at=None,
        fetched_at=row.fetched_at,
        first_seen=row.first_seen,
        run_id=row.run_id,
        payload_digest=row.payload_digest,
        is_revisit=True,
    )


def _best_by_sign(asked: Container[Sign], sightings: Iterable[Sighting]) -> dict[Sign, Sighting]:
    last: dict[tuple[str, str], int] = {}
    able: list[tuple[Sighting, list[Sign]]] = []
    for one in sightings:
        signs = [sign for sign in _signs(one) if sign in asked]
        if signs:
            place = one.location, one.capture_id
            last[place] = max(last.get(place, 0), one.generation)
            able.append((one, signs))
    best: dict[Sign, Sighting] = {}
    ranks: dict[Sign, Rank] = {}
    for one, signs in able:
        # of the same bytes at one place the words said last are those that a rebuild would hear
        if last[one.location, one.capture_id] != one.generation:
            continue
        rank = _rank(one)
        for sign in signs:
            if sign not in ranks or rank < ranks[sign]:
                ranks[sign], best[sign] = rank, one
    return best


def _rank(one: Sighting) -> Rank:
    instant = instant_of(one.fetched_at)
    return instant is None, instant or one.fetched_at or "", one.item_id


def _signs(one: Sighting) -> Iterator[Sign]:
    """What a revisit may call the record by."""
    payload, url, at = one.payload_digest, one.url, one.fetched_at
    if payload:
        yield from ((payload, url, at), (payload, url), (payload,))
    if url and at:
        yield None, url, at


def _signs_of_revisit(row: MetAgain) -> Iterator[Sign]:
    """The same of the record that is meant, the surest first.

    Its own address comes first: the page of that address was met again, whichever copy of it the
    crawler happened to compare.
    """
    payload, url, at = row.payload_digest, row.refers_to_url, row.refers_to_at
    if payload:
        yield from ((payload, row.url), (payload, url, at), (payload, url), (payload,))
    if url and at:
        yield None, url, at


def _hash(row: MetAgain) -> str:
    said = "\x1f".join(value or "" for value in row.words)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:12]

"""ingest: inputs become captures, once per content, with every place they were seen at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from tasks.article.identity import item_id
from tasks.bundles import Bundle, Bundles
from tasks.capturing import PartSize, PartWriter
from tasks.jobs import Account
from tasks.listing import Found
from tasks.opening import Status, Unreadable, hash_of, look, open_input, reachable
from tasks.places import SightingsByPlace
from tasks.readers.entries import open_entries
from tasks.readers.limits import ReadingRules, Refused
from tasks.readers.records import Beside, Entries, Entry, NoRecord, Record, Remark, Revisit
from tasks.recognition import Knowledge, Recognition
from tasks.revisits import MetAgain, Revisits
from tasks.sayings import may_hold_a_feed
from tasks.sightings import Refusal, Sighting, Skipped, parted
from tasks.tally import Tally
from tasks.words_beside import WordsBeside
from warehouse.layers import BESIDE
from warehouse.parts import Part
from warehouse.store import Store


@dataclass(frozen=True, slots=True)
class Ingested:
    """New parts, every sighting and bundle up to now, what was refused, and the account.

    `remarks` are the first of `remarks_count` things to tell the user, `unmet` places within read
    inputs that a manifest names in vain, `unlisted` how many new refusals have no item.
    """

    parts: tuple[Part, ...]
    sightings: tuple[Sighting, ...]
    bundles: Bundles
    refused: tuple[Refusal, ...]
    account: Account
    is_changed: bool
    remarks: tuple[str, ...]
    remarks_count: int
    skipped: tuple[Skipped, ...] = ()
    revisits: tuple[MetAgain, ...] = ()
    feed_entries: tuple[Mapping[str, Any], ...] = ()
    unmet: tuple[str, ...] = ()
    unlisted: int = 0


def ingest(
    store: Store,
    inputs: Iterable[Found],
    known: Knowledge,
    *,
    beside: Mapping[str, Beside],
    rules: ReadingRules,
    reading: str,
    size: PartSize,
    run_id: str,
    started_at: datetime,
    rehash: bool = False,
) -> Ingested:
    """Each item of each input kept, collapsed into bytes that are there, quarantined or skipped.

    An item is a record of an input, or something in it that is none; an input that is left alone
    or cannot be opened is one item. `reading` is bundles.reading_of(rules).
    """
    # of two equal bundles the first is read, and its places stand: not the one that was named first
    listed = sorted(inputs, key=lambda found: found.place)
    intake = _Intake(store, known, listed, beside, rules, reading, size, run_id, started_at)
    for found in listed:
        intake.take(found, rehash=rehash)
    intake.hear_late()
    return intake.end()


class _Intake:
    """Takes one input after the other; what it gathers grows by some hundred bytes a record."""

    def __init__(
        self,
        store: Store,
        known: Knowledge,
        listed: list[Found],
        beside: Mapping[str, Beside],
        rules: ReadingRules,
        reading: str,
        size: PartSize,
        run_id: str,
        started_at: datetime,
    ) -> None:
        self._rules = rules
        self._run_id = run_id
        self._started_at = started_at
        self._started_ns = int(started_at.timestamp() * 1_000_000_000)
        self._writer = PartWriter(store, size)
        self._bundles = Bundles(known.bundles, reading, beside)
        self._items = set(known.captured_items)
        seen, again = parted(known.sightings)
        self._sightings = SightingsByPlace(seen, self._bundles.holder)
        self._revisits = Revisits(known.revisits, again, self._bundles.holder)
        self._recognition = Recognition(
            known, self._bundles, self._sightings, beside, rules, run_id, started_at
        )
        self._known = known
        speaking = self._recognition.unheard(listed)
        self._words = WordsBeside(beside, speaking, rules, known.feed_entries)
        self._has_new_feed = False
        self._read_whole: set[str] = set()
        self._tally = Tally(known.refused)
        self._changed = False

    def end(self) -> Ingested:
        """What came of all inputs."""
        again = self._revisits.end(self._sightings.all(), self._bundles, self._tally)
        return Ingested(
            self._writer.close(),
            (*self._sightings.all(), *again),
            self._bundles,
            self._tally.refused,
            self._tally.account(),
            self._changed or self._bundles.is_changed or self._revisits.is_changed,
            self._tally.remarks,
            self._tally.remarks_count,
            self._tally.skipped,
            self._revisits.rows(),
            self._words.feed_entries(),
            self._words.unmet(self._read_whole),
            self._tally.unlisted,
        )

    def take(self, found: Found, *, rehash: bool) -> None:
        """The input's items are counted, and what is new of them is captured."""
        if found.skip:
            self._tally.skip(found.source_uri, found.skip, "")
            return
        try:
            status = look(found)
            reason = self._recognition.reason_to_leave(found, status, rehash=rehash)
            if reason:
                self._tally.skip(found.source_uri, reason, "")
            else:
                self._read(found, status)
        except Unreadable as trouble:
            last = self._bundles.at(found.place)
            if last is not None:
                self._bundles.leave(last.bundle_id)
            self._refuse(found, "", trouble.code, trouble.detail)

    # --- reading --------------------------------------------------------------------------

    def _read(self, found: Found, status: Status) -> None:
        """Every item of the input; those before a fault stay when the rest cannot be read."""
        before = self._bundles.at(found.place)
        self._sightings.begin(before)
        self._revisits.begin(before)
        reading = _Reading(found, status, status.believable(self._started_ns))
        is_whole = False
        try:
            for entry in self._entries(reading):
                self._enter(reading, entry)
            is_whole = True
            self._read_whole.add(found.location)
        finally:
            self._sightings.end(is_whole=is_whole)
            self._revisits.end_input(is_whole=is_whole)
        if not reading.items:
            self._refuse(found, "", "empty_file", "there is no record in it")
        self._has_new_feed |= may_hold_a_feed(found.location)
        # a table that was read before and is refused now is no longer read as its row says
        if reading.is_bundle or (self._bundles.at(found.place) and reading.refused):
            self._remember(reading)

    def _entries(self, reading: "_Reading") -> Entries:
        """What the reader gives; a fault of the input or of the reader ends it as Unreadable.

        Faults of whoever takes the entries are none of the input: a full disk, say.
        """
        name = reading.found.source_uri
        try:
            with reachable(), open_input(reading.found) as stream:
                reading.form, entries = open_entries(stream, name, self._rules)
                yield from entries
        except Refused as refusal:
            raise Unreadable(refusal.code, refusal.detail) from refusal
        except (Unreadable, MemoryError):
            raise
        except Exception as error:
            raise Unreadable("reading_failed", f"{type(error).__name__}: {error}") from error

    def _enter(self, reading: "_Reading", entry: Entry) -> None:
        place = reading.found.place
        if isinstance(entry, (Revisit, NoRecord)):
            self._words.meet(reading.found.location + entry.name)
        if isinstance(entry, Record):
            name = self._sightings.name_once(place, entry.name)
            reading.is_bundle |= bool(name) or len(entry.content) != reading.status.size
            reading.items += 1
            self._revisits.make_room(place + name)
            self._capture(reading, name, entry)
        elif isinstance(entry, Revisit):
            reading.items += 1
            reading.is_bundle = True
            name = self._sightings.name_once(place, entry.name)
            row = self._met_again(reading, replace(entry, name=name))
            self._sightings.claim(row.location)
            self._revisits.add(row)
        elif isinstance(entry, NoRecord):
            reading.items += 1
            reading.is_bundle |= bool(entry.name)
            if entry.outcome == "skipped":
                source = reading.found.source_uri + entry.name
                self._tally.skip(source, entry.reason_code, entry.detail)
            else:
                reading.refused += 1
                # the readers' bound has another name where the user sets it
                detail = entry.detail.replace("max_record_bytes", "max_input_bytes")
                name = self._sightings.refuse_once(place, entry.name)
                self._refuse(reading.found, name, entry.reason_code, detail, entry.stands_for)
        elif isinstance(entry, Remark):
            self._tally.remark(f"{reading.found.source_uri}{entry.name}: {entry.text}")

    def _capture(self, reading: "_Reading", name: str, record: Record) -> None:
        item = _Item(reading, name, record, sha256(record.content).hexdigest())
        now, before = self._recognised(item)
        if before is not None and self._is_known(now, before):
            self._sightings.keep(before, now)
            self._tally.skip(now.source_uri, "unchanged", "")
            return
        reading.kept += self._add(now, record.content, before)

    def _recognised(self, item: "_Item") -> tuple[Sighting, int | None]:
        """What is seen, and the index of the sighting of the same bytes that said no other words.

        Its place comes before another number of its input, and equal words before fewer.
        """
        at = self._sightings.here(item.reading.found.place + item.name, item.capture)
        here = [(self._sighting(item, self._sightings[at]), at)] if at is not None else []
        for now, at in here:
            if self._is_known(now, at):
                return now, at
        new = self._sighting(item, None)
        for at in self._sightings.elsewhere(new.item_id):
            return new, at
        others = [
            (self._sighting(item, self._sightings[at]), at)
            for at in self._sightings.elsewhere(new.capture_id)
        ]
        for now, at in others:
            if self._is_known(now, at):
                return now, at
        for now, at in here + others:
            if _says_no_less(now, self._sightings[at]):
                return now, at
        # the same text under another address is another row's, whose words are not this one's
        kept = [now for now, at in here if new.url in {None, self._sightings[at].url}]
        return (kept or [new])[0], None

    def _is_known(self, now: Sighting, before: int) -> bool:
        return self._sightings[before].item_id == now.item_id

    def _add(self, new: Sighting, content: bytes, before: int | None) -> bool:
        """The sighting is the last at its place; whether its item is new, and was captured."""
        self._changed = True
        self._sightings.add(new, before)
        is_new = new.item_id not in self._items
        if is_new:
            self._items.add(new.item_id)
            self._writer.add(new, content)
        self._tally.count("kept" if is_new else "collapsed")
        return is_new

    def _sighting(self, item: "_Item", before: Sighting | None) -> Sighting:
        found, name = item.reading.found, item.name
        location = found.place + name
        said = self._words.about(found, name, item.record, before)
        values: dict[str, Any] = dict(self._sightings.shared(said))
        return Sighting(
            source_uri=location if found.source_uri == found.place else found.source_uri + name,
            location=location,
            generation=1,
            capture_id=item.capture,
            item_id=item_id(item.capture, *values.values()),
            byte_count=len(item.record.content),
            modified_ns=item.reading.modified_ns,
            first_seen=self._started_at,
            run_id=self._run_id,
            payload_digest=item.record.payload,
            **values,
        )

    def _met_again(self, reading: "_Reading", entry: Revisit) -> MetAgain:
        return MetAgain(
            source_uri=reading.found.source_uri + entry.name,
            location=reading.found.place + entry.name,
            url=entry.beside.url,
            fetched_at=entry.beside.fetched_at,
            payload_digest=entry.payload,
            refers_to_url=entry.refers_to_url,
            refers_to_at=entry.refers_to_at,
            modified_ns=reading.modified_ns,
            first_seen=self._started_at,
            run_id=self._run_id,
        )

    # --- feeds that came after their pages ------------------------------------------------

    def hear_late(self) -> None:
        """What feeds new in this run say reaches the pages that earlier runs captured, too.

        Without it a page would have its feed's word only where both came in one run. A feed that
        is known has been heard by the run that read it.
        """
        sayings = self._words.sayings() if self._has_new_feed else None
        if not (sayings and sayings.has_news):
            return
        spoken_of = {item for item, url in self._known.addresses() if sayings.say_news_of(url)}
        standing: dict[str, list[Sighting]] = {}
        for one in self._sightings.standing():
            if one.item_id in spoken_of or sayings.say_news_of(one.url):
                standing.setdefault(one.item_id, []).append(one)
        for item, content in self._known.contents(frozenset(standing)):
            for one in standing.pop(item, ()):
                self._hear(one, content)

    def _hear(self, before: Sighting, content: bytes) -> None:
        """The capture is one more item, where a feed says of it what nothing else did."""
        values: dict[str, Any] = dict(
            self._sightings.shared(self._words.heard_late(before, content))
        )
        item = item_id(before.capture_id, *values.values())
        if item == before.item_id:
            return
        now = replace(
            before,
            item_id=item,
            first_seen=self._started_at,
            run_id=self._run_id,
        )
        at = self._sightings.here(before.location, before.capture_id)
        self._add(replace(now, **values), content, at)

    # --- the books ------------------------------------------------------------------------

    def _remember(self, reading: "_Reading") -> None:
        """The bundle has a row; one that changed while it was read is read again next time."""
        found, status = reading.found, reading.status
        content = hash_of(found)
        found_now = look(replace(found, size=None))
        self._bundles.add(
            Bundle(
                source_uri=found.source_uri,
                location=found.place,
                generation=1,
                bundle_id=content,
                form=reading.form,
                byte_count=found_now.size,
                modified_ns=reading.modified_ns if found_now == status else 0,
                reading=self._bundles.reading_at(found.place),
                items=reading.items,
                kept=reading.kept,
                refused=reading.refused,
                first_seen=self._started_at,
                run_id=self._run_id,
            )
        )

    def _refuse(self, found: Found, name: str, code: str, detail: str, stands_for: int = 1) -> None:
        self._tally.refuse(found.source_uri + name, found.place + name, code, detail, stands_for)


class _Reading:
    """One input while it is read."""

    def __init__(self, found: Found, status: Status, modified_ns: int) -> None:
        self.found = found
        self.status = status
        self.modified_ns = modified_ns
        self.form = ""
        self.is_bundle = False
        self.items = 0
        self.kept = 0
        self.refused = 0


@dataclass(frozen=True, slots=True)
class _Item:
    """One record, where it was read, and the hash of its bytes."""

    reading: _Reading
    name: str
    record: Record
    capture: str


def _says_no_less(now: Sighting, before: Sighting) -> bool:
    return all(getattr(before, name) in {None, getattr(now, name)} for name in BESIDE)

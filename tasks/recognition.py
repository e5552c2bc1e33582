"""Inputs that need not be read: their file, or their content, is known."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tasks.bundles import Bundle, Bundles
from tasks.listing import Found
from tasks.opening import Status, Unreadable, hash_of, look
from tasks.places import SightingsByPlace
from tasks.readers.limits import ReadingRules
from tasks.readers.records import Beside
from tasks.revisits import MetAgain
from tasks.sayings import is_zip
from tasks.sightings import Sighting
from warehouse.layers import BESIDE


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the warehouse knows when a run begins.

    `split_by` is the article separator of each earlier run by its id, needed only where this run
    has one; `again` are places that are read though they did not change, and `refused` the places
    in quarantine, each with its reason. `addresses` gives each cleaned item with its URL, and
    `contents` the bytes of those items: asked only where a feed may speak of them.
    """

    sightings: Iterable[Sighting] = ()
    captured_items: frozenset[str] = frozenset()
    bundles: Iterable[Mapping[str, Any]] = ()
    split_by: Mapping[str, str | None] | None = None
    again: frozenset[str] = frozenset()
    refused: frozenset[tuple[str, str]] = frozenset()
    addresses: Callable[[], Iterable[tuple[str, str]]] = tuple
    contents: Callable[[frozenset[str]], Iterator[tuple[str, bytes]]] = lambda _: iter(())
    revisits: Iterable[MetAgain] = ()
    feed_entries: Iterable[Mapping[str, Any]] = ()


class Recognition:
    """Tells an input that is known from one that is to be read, by the cheapest sign that holds."""

    def __init__(
        self,
        known: Knowledge,
        bundles: Bundles,
        sightings: SightingsByPlace,
        said: Mapping[str, Beside],
        rules: ReadingRules,
        run_id: str,
        started_at: datetime,
    ) -> None:
        self._known = known
        self._bundles = bundles
        self._sightings = sightings
        self._said = said
        self._rules = rules
        self._run_id = run_id
        self._started_at = started_at
        self._started_ns = int(started_at.timestamp() * 1_000_000_000)

    def reason_to_leave(self, found: Found, status: Status, *, rehash: bool) -> str:
        """Why the input is not read: its file or its content is known; empty when it is not."""
        if found.place in self._known.again:
            return ""
        if not rehash and self._is_plain_and_unchanged(found, status):
            return "unchanged"
        bundle = self._bundles.at(found.place)
        if bundle is not None and not rehash and self._is_unchanged(bundle, status):
            self._bundles.leave(bundle.bundle_id)
            return "unchanged"
        if not self._bundles.has_size(status.size):
            return ""
        content = hash_of(found)
        if bundle is not None and bundle.bundle_id == content:
            if not self._bundles.is_read_as_now(bundle):
                return ""
            self._bundles.touch(bundle, status.believable(self._started_ns))
            self._bundles.leave(content)
            return "unchanged"
        # one that went back to what an earlier run read there must say again what it said then
        if bundle is not None or not self._bundles.is_known(content, found.place):
            return ""
        first = self._bundles.of_content(content)
        self._bundles.add(
            replace(
                first,
                source_uri=found.source_uri,
                location=found.place,
                modified_ns=status.believable(self._started_ns),
                reading=self._bundles.reading_at(found.place),
                first_seen=self._started_at,
                run_id=self._run_id,
            ),
            copied=first,
        )
        self._bundles.leave(content)
        return "known_bundle"

    def unheard(self, inputs: Iterable[Found]) -> Iterator[Found]:
        """All but zip files that an earlier run read: what the feeds in them say is remembered."""
        for found in inputs:
            bundle = self._bundles.at(found.place) if is_zip(found.location) else None
            with suppress(Unreadable):  # `take` says what is wrong with it
                if bundle is None or not self._is_unchanged(bundle, look(found)):
                    yield found

    def _is_plain_and_unchanged(self, found: Found, status: Status) -> bool:
        last = self._sightings.last(found.place)
        if last is None or not 0 < last.modified_ns == status.modified_ns:
            return False
        said = self._said.get(found.location)
        separator = self._rules.article_separator
        return (
            last.byte_count == status.size
            and (said is None or all(getattr(last, name) == getattr(said, name) for name in BESIDE))
            # what was one text without the separator may be many with it
            and (separator is None or (self._known.split_by or {}).get(last.run_id) == separator)
        )

    def _is_unchanged(self, bundle: Bundle, status: Status) -> bool:
        return (
            0 < bundle.modified_ns == status.modified_ns
            and bundle.byte_count == status.size
            and self._bundles.is_read_as_now(bundle)
        )

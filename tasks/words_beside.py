"""What is said beside a record: by a manifest, by its input, by feeds, or when it was last seen."""

import re
from collections.abc import Iterable, Mapping, Set
from typing import Any, Final

from tasks.bundles import AFTER_A_PLACE
from tasks.listing import Found
from tasks.readers.limits import ReadingRules
from tasks.readers.records import Beside, Record
from tasks.sayings import Sayings, sayings_of
from tasks.sightings import Sighting
from warehouse.layers import BESIDE

# What a manifest line about an archive or table says of each record in it. An address, a title
# or a date of publication is that of one article: given to all, it would make one of them all.
OF_EACH: Final = frozenset({"outlet", "fetched_at", "section"})
_LEADS_ON: Final = re.compile(f"[{AFTER_A_PLACE}]")
# A row says itself what a feed may say in the same words; a page says it of no more than its bytes.
_OF_A_TABLE: Final = re.compile(r"#(?:row|line|item|entry)=[0-9]+")


class WordsBeside:
    """The words of one run's manifest and feeds; the feeds are read when first asked for.

    `remembered` are the rows of what the feeds of earlier runs said.
    """

    def __init__(
        self,
        said: Mapping[str, Beside],
        listed: Iterable[Found],
        rules: ReadingRules,
        remembered: Iterable[Mapping[str, Any]],
    ) -> None:
        self._said = said
        self._listed = listed
        self._rules = rules
        self._remembered = tuple(remembered)
        self._met: set[str] = set()
        self._sayings: Sayings | None = None

    def about(
        self, found: Found, name: str, record: Record, before: Sighting | None
    ) -> dict[str, str | None]:
        """What is said about the record; the closer word wins, and a feed has the last.

        The order: the manifest's line about it, the input itself, the manifest's line about the
        whole input, what was said about the same bytes before, a feed.
        """
        self.meet(found.location + name)
        own = self._said.get(found.location + name)
        whole = self._said.get(found.location)
        if own is not None or whole is not None:
            before = None
        values: dict[str, str | None] = {}
        for key in BESIDE:
            of_each = getattr(whole, key, None) if key in OF_EACH else None
            values[key] = (
                getattr(own, key, None)
                or getattr(record.beside, key)
                or of_each
                # A run without the manifest leaves what was said about the same bytes: else every
                # document would lose its outlet and its URL in a new version nobody printed.
                or getattr(before, key, None)
            )
        return self.with_sayings(values, record.content)

    def meet(self, location: str) -> None:
        """There is something at that location, record or not."""
        if location in self._said:
            self._met.add(location)

    def unmet(self, read: Set[str]) -> tuple[str, ...]:
        """The lines about something in an input that was read, where there is no such thing."""
        return tuple(
            sorted(
                location
                for location in self._said
                if location not in self._met
                and location not in read
                and any(location[: at.start()] in read for at in _LEADS_ON.finditer(location))
            )
        )

    def with_sayings(self, values: dict[str, str | None], content: bytes) -> dict[str, str | None]:
        """The values, and what feeds say of the same address where there was none."""
        saying = self.sayings().about(values["url"], content)
        if saying is None:
            return values
        return {key: value or getattr(saying, key) for key, value in values.items()}

    def heard_late(self, before: Sighting, content: bytes) -> dict[str, str | None]:
        """What is said of the sighting now: its own words, then those of all feeds.

        Of a page the word of an earlier run's feed gives way to the one that counts of all of
        them, as if they had come together. A row's own word stays, were it the feed's, too.
        """
        values: dict[str, str | None] = {key: getattr(before, key) for key in BESIDE}
        was = self.sayings().said_before(values["url"], content)
        if was is None or _OF_A_TABLE.search(before.location):
            return self.with_sayings(values, content)
        saying = self.sayings().about(values["url"], content)
        for key, value in values.items():
            if value and value == getattr(was, key):
                values[key] = getattr(saying, key)
        return self.with_sayings(values, content)

    def sayings(self) -> Sayings:
        """What the feeds among the run's inputs say, and those of earlier runs said."""
        if self._sayings is None:
            self._sayings = sayings_of(self._listed, self._rules, self._remembered)
        return self._sayings

    def feed_entries(self) -> tuple[Mapping[str, Any], ...]:
        """The rows of all that feeds said up to now; no feed is read for them."""
        return self._remembered if self._sayings is None else tuple(self._sayings.rows())

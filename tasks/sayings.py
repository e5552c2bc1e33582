"""What feeds say about pages: candidates put beside the records of the same address."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser

from tasks.article.identity import article_address
from tasks.listing import Found
from tasks.opening import open_input, reachable
from tasks.readers.entries import open_entries, open_members
from tasks.readers.limits import ReadingRules
from tasks.readers.records import Beside, Saying
from warehouse.layers import BESIDE

FEEDS: Final = (".xml", ".rss", ".atom", ".rdf", ".feed")
PACKED: Final = (".gz", ".bz2", ".xz", ".zst")
ZIPPED: Final = ".zip"
SAID: Final = ("url", "title", "published_at", "fetched_at", "byline", "section")
PAGE_HEAD: Final = 100_000  # bytes; what a page says of its address stands before its body


class Sayings:
    """What feeds say, by address; the same in whatever order they came, and in which runs.

    `remembered` are the rows of feed_entries: what the feeds of earlier runs said. Else a page
    would have its feed's word only where the feed is among the inputs again.
    """

    def __init__(self, remembered: Iterable[Mapping[str, Any]] = ()) -> None:
        self._before: Mapping[str, Beside] = MappingProxyType(
            {row["address"]: Beside(**{name: row[name] for name in SAID}) for row in remembered}
        )
        self._about = dict(self._before)

    def hear(self, saying: Saying) -> None:
        """Of two words for one thing the smaller counts: feeds have no order."""
        key = article_address(saying.url)
        if key is None:
            return
        there = self._about.get(key, saying.beside)
        both: dict[str, Any] = {}
        for name in BESIDE:
            words = filter(None, (getattr(there, name), getattr(saying.beside, name)))
            both[name] = min(words, default=None)
        self._about[key] = Beside(**both)

    def rows(self) -> Iterator[dict[str, str | None]]:
        """The rows of feed_entries, those of this run too."""
        for address, beside in self._about.items():
            yield {"address": address, **{name: getattr(beside, name) for name in SAID}}

    @property
    def has_news(self) -> bool:
        """Whether this run's feeds say what those of earlier runs did not."""
        return self._about != self._before

    def say_news_of(self, url: str | None) -> bool:
        """Whether this run's feeds say of that address what earlier runs did not hear."""
        key = article_address(url)
        return key in self._about and self._about[key] != self._before.get(key)

    def about(self, url: str | None, content: bytes) -> Beside | None:
        """What was said of that address, or of the one the page gives as its own."""
        key = self._key(url, content)
        return None if key is None else self._about[key]

    def said_before(self, url: str | None, content: bytes) -> Beside | None:
        """The same of what earlier runs heard alone."""
        key = self._key(url, content)
        return None if key is None else self._before.get(key)

    def _key(self, url: str | None, content: bytes) -> str | None:
        if not self._about:
            return None
        keys = map(article_address, (url,) if url else addresses_in(content))
        return next((key for key in keys if key in self._about), None)


def sayings_of(
    inputs: Iterable[Found], rules: ReadingRules, remembered: Iterable[Mapping[str, Any]]
) -> Sayings:
    """What feeds said before, and those among the inputs say. An unreadable one says nothing here.

    A feed is told by its name and its first bytes. Those in zip files are heard, whose directory
    says where they are; one in another archive would be known too late for the records before it.
    """
    sayings = Sayings(remembered)
    for found in inputs:
        if not found.skip and may_hold_a_feed(found.location):
            for saying in _heard(found, rules):
                sayings.hear(saying)
    return sayings


def addresses_in(content: bytes) -> Iterator[str]:
    """What the page's head gives as its address: the canonical link, then og:url."""
    head = content[:PAGE_HEAD]
    # parsing costs 2 ms a page; most inputs that are no pages say neither word
    if b"canonical" not in head and b"og:url" not in head:
        return
    page = LexborHTMLParser(head)
    for selector, name in (
        ('link[rel~="canonical"]', "href"),
        ('meta[property="og:url"]', "content"),
    ):
        node = page.css_first(selector)
        value = node.attributes.get(name) if node is not None else None
        if value:
            yield value


def may_be_a_feed(location: str) -> bool:
    """Whether an input of that name is heard, if its bytes are a feed's."""
    name = location.lower()
    for suffix in PACKED:
        name = name.removesuffix(suffix)
    return name.endswith(FEEDS)


def is_zip(location: str) -> bool:
    """Whether an input of that name is taken for a zip file."""
    return location.lower().endswith(ZIPPED)


def may_hold_a_feed(location: str) -> bool:
    """Whether an input of that name may be a feed, or have one among its members."""
    return may_be_a_feed(location) or is_zip(location)


def _heard(found: Found, rules: ReadingRules) -> Iterator[Saying]:
    try:
        with reachable(), open_input(found) as stream:
            if is_zip(found.location):
                entries = open_members(stream, rules, may_be_a_feed)
            else:
                form, entries = open_entries(stream, found.source_uri, rules)
                if form != "feed" and not found.location.lower().endswith(PACKED):
                    return
            for entry in entries:
                if isinstance(entry, Saying):
                    yield entry
    except Exception:  # noqa: BLE001  ingest reads the same input, and says what is wrong with it
        return

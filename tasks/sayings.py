"""What feeds say about pages: candidates put beside the records of the same address."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser

from tasks.article.identity import article_address
from tasks.listing import Found
from tasks.opening import open_input, reachable
from tasks.readers.entries import open_entries
from tasks.readers.limits import ReadingRules
from tasks.readers.records import Beside, Saying
from warehouse.layers import BESIDE

FEEDS: Final = (".xml", ".rss", ".atom", ".rdf", ".feed")
PACKED: Final = (".gz", ".bz2", ".xz", ".zst")
PAGE_HEAD: Final = 100_000  # bytes; what a page says of its address stands before its body


class Sayings:
    """What the feeds among the inputs say, by address; the same in whatever order they came."""

    def __init__(self) -> None:
        self._about: dict[str, Beside] = {}

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

    def __bool__(self) -> bool:
        return bool(self._about)

    def speak_of(self, url: str | None) -> bool:
        """Whether anything was said of that address."""
        return article_address(url) in self._about

    def about(self, url: str | None, content: bytes) -> Beside | None:
        """What was said of that address, or of the one the page gives as its own."""
        if not self._about:
            return None
        for address in (url,) if url else addresses_in(content):
            key = article_address(address)
            if key in self._about:
                return self._about[key]
        return None


def sayings_of(inputs: Iterable[Found], rules: ReadingRules) -> Sayings:
    """What the feeds among the inputs say. One that cannot be read says nothing here.

    A feed is told by its name and its first bytes; one inside an archive is not heard, because
    it would be known too late for the records before it.
    """
    sayings = Sayings()
    for found in inputs:
        if not found.skip and may_be_a_feed(found.location):
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


def _heard(found: Found, rules: ReadingRules) -> Iterator[Saying]:
    try:
        with reachable(), open_input(found) as stream:
            form, entries = open_entries(stream, found.source_uri, rules)
            if form != "feed" and not found.location.lower().endswith(PACKED):
                return
            for entry in entries:
                if isinstance(entry, Saying):
                    yield entry
    except Exception:  # noqa: BLE001  ingest reads the same input, and says what is wrong with it
        return

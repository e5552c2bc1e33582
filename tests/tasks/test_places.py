"""What was seen at the numbers of a table, while its rows come, move, change and go."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tasks.capturing import PartSize
from tasks.ingest import Ingested, ingest
from tasks.listing import list_inputs
from tasks.matching.versions import Seen, place_versions
from tasks.readers.limits import ReadingRules
from tasks.recognition import Knowledge
from tests.tasks.test_ingest import write
from warehouse.parts import Part
from warehouse.store import Store

START = datetime(2024, 3, 1, 12, tzinfo=UTC)
URL = "https://post.example/"
# rows "d" and "e" have the text of "a", under addresses of their own
TEXT = {"d": "a", "e": "a"}


class Weeks:
    """A warehouse that takes in tables and feeds, a run each week."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._store = Store(folder / "wh")
        self._store.create()
        self._parts: list[Part] = []
        self._known: Ingested | None = None
        self._week = 0

    def run(self, table: str | None, feeds: Iterable[str]) -> Ingested:
        """One run over t.csv with that row a letter, and the feeds that speak of each letter."""
        self._week += 1
        at = START + timedelta(weeks=self._week)
        paths = [self._feed(feed, at) for feed in feeds]
        if table is not None:
            rows = "".join(_row(letter) for letter in table)
            paths.append(write(self._folder / "t.csv", f"url,text\n{rows}", at))
        known = self._known
        sightings = known.sightings if known else ()
        self._known = ingest(
            self._store,
            list_inputs(map(str, paths)),
            Knowledge(
                sightings,
                frozenset(one.item_id for one in sightings),
                [asdict(row) for row in known.bundles.rows()] if known else (),
                contents=self._contents,
            ),
            beside={},
            rules=ReadingRules(),
            reading="these rules",
            size=PartSize(1_000_000, 1_000),
            run_id=f"r{self._week}",
            started_at=at,
        )
        self._parts += self._known.parts
        return self._known

    def _feed(self, letter: str, at: datetime) -> Path:
        text = (
            '<?xml version="1.0"?><rss version="2.0"><channel><title>The Post</title>'
            f"<item><title>Headline {letter}</title><link>{URL}{letter}</link></item>"
            "</channel></rss>"
        )
        return write(self._folder / f"{letter}.xml", text, at)

    def _contents(self, items: frozenset[str]) -> Iterator[tuple[str, bytes]]:
        for part in self._parts:
            for row in self._store.read_part(part).to_pylist():
                if row["item_id"] in items:
                    yield row["item_id"], row["content"]


def _row(letter: str) -> str:
    return f"{URL}{letter.lower()},{_text(letter)}\n"


def _text(letter: str) -> str:
    """A capital is the row of its small letter, edited."""
    again = " again" if letter.isupper() else ""
    return f"The council of the town met on road {TEXT.get(letter, letter)}{again}."


Shown = tuple[str, str | None, str]


def documents(ingested: Ingested) -> dict[str, set[Shown]]:
    """By document its (url, title, hash of the text), if all that stood at one place is one."""
    places: dict[str, list[tuple[str, int]]] = {}
    said = {}
    for one in ingested.sightings:
        places.setdefault(one.item_id, []).append((one.location, one.generation))
        said[one.item_id] = one
    seen = [
        Seen(item, one.capture_id, f"d {one.url}", one.capture_id, None, None, None, one.url,
             tuple(places[item]))
        for item, one in said.items()
    ]  # fmt: skip
    found: dict[str, set[Shown]] = {}
    for placed in place_versions(seen, lambda *_: True):
        if placed.is_current and placed.is_representative:
            one = said[placed.item_id]
            found.setdefault(placed.document_id, set()).add(
                (str(one.url), one.title, one.capture_id)
            )
    return found


def keys_are_unique(ingested: Ingested) -> bool:
    keys = [(one.location, one.generation) for one in ingested.sightings]
    return len(keys) == len(set(keys))


Weekly = tuple[str | None, tuple[str, ...]]
A_TABLE = st.lists(st.sampled_from("abcde"), max_size=5, unique=True).map("".join)
A_WEEK = st.tuples(
    st.none() | A_TABLE, st.lists(st.sampled_from("abcde"), unique=True, max_size=3).map(tuple)
)


@settings(max_examples=30, deadline=None)
@given(st.lists(A_WEEK, max_size=5))
@example([("ab", ()), (None, ("a", "b")), ("cab", ("a", "b"))])  # a late feed, then a new row
@example([("ab", ()), ("cab", ("a", "b"))])  # both in one run
@example([("abc", ()), ("bc", ()), (None, ("a",))])  # a row is gone, and spoken of
@example([("abc", ()), (None, ("b",)), ("cba", ("b",))])
@example([(None, ("a", "b")), ("ab", ()), ("ba", ())])
@example([("ad", ()), ("ead", ("d",)), ("da", ())])  # one text in many rows
def test_rows_that_move_come_to_the_documents_of_one_run_over_all_of_them(
    weeks: Sequence[Weekly],
) -> None:
    rows = "".join(dict.fromkeys("".join(table or "" for table, _ in weeks)))
    feeds = dict.fromkeys(feed for _, some in weeks for feed in some)
    with tempfile.TemporaryDirectory() as folder:
        whole, piecewise = (Path(folder, name) for name in ("whole", "piecewise"))
        whole.mkdir()
        piecewise.mkdir()
        at_once = Weeks(whole).run(rows, feeds)
        warehouse = Weeks(piecewise)
        # a feed is heard in its own run, and its files stay
        heard: dict[str, None] = {}
        for table, some in weeks:
            heard |= dict.fromkeys(some)
            last = warehouse.run(table, heard)
            assert keys_are_unique(last)
        if weeks:
            assert documents(last) == documents(at_once)
        again = warehouse.run(weeks[-1][0] if weeks else None, heard)
        assert keys_are_unique(again)
        assert again.account.kept == again.account.collapsed == 0


def edited(table: str) -> st.SearchStrategy[str]:
    return st.lists(st.booleans(), min_size=len(table), max_size=len(table)).map(
        lambda capitals: "".join(
            letter.upper() if is_capital else letter
            for letter, is_capital in zip(table, capitals, strict=True)
        )
    )


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from("abc"), max_size=3, unique=True).map("".join).flatmap(edited),
        min_size=1,
        max_size=5,
    )
)
@example(["ab", "cAb"])
@example(["abc", "Cb"])
def test_rows_that_are_edited_as_they_move_stay_one_document_an_address(
    tables: Sequence[str],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        warehouse = Weeks(Path(folder))
        for table in tables:
            last = warehouse.run(table, ())
            assert keys_are_unique(last)
    found = [one for [one] in documents(last).values()]
    assert sorted(url for url, _, _ in found) == sorted(
        URL + letter for letter in set("".join(tables).lower())
    )
    shown = {capture for _, _, capture in found}
    for letter in tables[-1]:
        assert sha256(_text(letter).encode()).hexdigest() in shown

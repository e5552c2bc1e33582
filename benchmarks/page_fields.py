"""Titles, authors and days read out of pages, ours and the peers', against the shared gold.

Run it from the checkout: `python -m benchmarks.page_fields [--set NAME] [--peer NAME] [--half 0|1]
[--wrong FIELD]`. The corpora lie in the folder that DATELINE_SHARED names, else in ../shared.
A peer that is not installed is said to be so.

A title is right when its case-folded words are the gold's. A day is right, wrong or none; pages
whose gold names no day are left out. Authors are sets of names, case-folded, blanks collapsed;
where a gold writes several into one string they are parted at commas, semicolons and "and",
titles of learning ("Ann Walker, MS, RD") are no authors, and "Walker, Ann B." is one.
"""

import argparse
import gzip
import hashlib
import json
import os
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from tasks.article.page.bylines.bylines import choose_bylines
from tasks.article.page.dates.date_choice import page_dates
from tasks.article.page.metadata import statement_of
from tasks.article.page.page import open_page
from tasks.article.page.titles.titles import choose_title
from tasks.readers.text import decode

ROOT: Final = Path(__file__).resolve().parents[1]
CORPORA: Final = Path(os.environ.get("DATELINE_SHARED", str(ROOT.parent / "shared"))) / "corpora"
SETS: Final = (
    "fundus", "htmldate-trafilatura", "wcxb-articles", "readability-pages", "parser-fixtures",
)  # fmt: skip
FREE_TEXT: Final = ("wcxb-articles", "readability-pages", "htmldate-trafilatura")
_SEVERAL: Final = re.compile(r"\s*;\s*|,\s+(?:and\s+)?|\s+(?:and|und|&)\s+")
# As Latin capitals behind a name; an agency stands alone or in front.
_LISTED: Final = re.compile(r"([A-Z][a-z]+), ([A-Z][a-z]+(?: [A-Z]\.?)+)")
_DEGREE: Final = re.compile(r"[A-Z]{2,5}|Ph\.?D\.?")


@dataclass(frozen=True, slots=True)
class Fields:
    """What one reader says of a page; `zoned` whether the time came with its zone."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    day: date | None = None
    zoned: bool = False


Reader = Callable[[str, str | None], Fields]


def ours(text: str, url: str | None, *, houses: bool = True) -> Fields:
    """Ours: the page opened, its witnesses heard, each field chosen."""
    page = open_page(text, url)
    witnesses = statement_of(page).witnesses
    title = choose_title(witnesses).title
    dates = page_dates(page, witnesses)
    day = dates.published or dates.updated
    return Fields(
        title.value if title else None,
        choose_bylines(witnesses, houses=houses),
        day.day if day else None,
        bool(day and day.at and day.at.tzinfo),
    )


def ours_people(text: str, url: str | None) -> Fields:
    """The same, with people alone as authors."""
    return ours(text, url, houses=False)


def trafilatura() -> Reader:
    """trafilatura.extract_metadata, which asks htmldate for the original day."""
    from trafilatura.metadata import extract_metadata

    def read(text: str, url: str | None) -> Fields:
        found = extract_metadata(text, default_url=url)
        if found is None:
            return Fields()
        names = tuple(name for name in (found.author or "").split("; ") if name)
        return Fields(found.title, names, _day(found.date))

    return read


def newspaper() -> Reader:
    """newspaper4k."""
    import newspaper as peer

    def read(text: str, url: str | None) -> Fields:
        article = peer.Article(url or "http://example.org/", fetch_images=False)
        article.download(input_html=text)
        article.parse()
        when = article.publish_date
        return Fields(
            article.title,
            tuple(article.authors),
            when.date() if isinstance(when, datetime) else None,
        )

    return read


def htmldate_of(*, original: bool) -> Reader:
    """htmldate, asked for the original day or, as it does by itself, for the last."""
    from htmldate import find_date

    def read(text: str, url: str | None) -> Fields:
        return Fields(day=_day(find_date(text, original_date=original, url=url)))

    return read


def resiliparse() -> Reader:
    """resiliparse: the tree's title is the only field it has."""
    from resiliparse.parse.html import HTMLTree

    def read(text: str, url: str | None) -> Fields:
        del url
        return Fields(HTMLTree.parse(text).title)

    return read


PEERS: Final[Mapping[str, Callable[[], Reader]]] = {
    "ours": lambda: ours,
    "ours, people alone": lambda: ours_people,
    "trafilatura": trafilatura,
    "newspaper4k": newspaper,
    "htmldate original": lambda: htmldate_of(original=True),
    "htmldate default": lambda: htmldate_of(original=False),
    "resiliparse": resiliparse,
}


def _day(value: str | None) -> date | None:
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None


def words(text: str | None) -> str:
    """The case-folded words alone."""
    return " ".join(re.findall(r"\w+", (text or "").casefold()))


def names_of(text: str) -> list[str]:
    """The names that one string of a gold holds."""
    listed = _LISTED.fullmatch(text)
    first, *others = [f"{listed[2]} {listed[1]}"] if listed else _SEVERAL.split(text)
    return [first, *(part for part in others if not _DEGREE.fullmatch(part.strip()))]


def name_of(text: str) -> str:
    """A name case-folded, blanks collapsed."""
    return " ".join(text.casefold().split())


def decoded(data: bytes) -> str:
    """The page's text as a browser would read it, the same for all that are measured."""
    return decode(data).shown


def pages(name: str, half: int | None) -> Iterator[tuple[dict[str, Any], bytes]]:
    """The gold rows of a set with their pages; a half of the sites when one is named."""
    folder = CORPORA / name
    with (folder / "gold.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            site = urlsplit(row["url"] or "").hostname or row["id"]
            if half is None or int(hashlib.sha256(site.encode()).hexdigest(), 16) % 2 == half:
                yield row, gzip.decompress((folder / row["file"]).read_bytes())


@dataclass
class Score:
    """The counts of one reader on one set."""

    counts: Counter[str] = field(default_factory=Counter)
    milliseconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def add(self, row: Mapping[str, Any], found: Fields, *, several: bool, asked: str) -> None:
        """One more page."""
        counts = self.counts
        if row["title"]:
            good = words(found.title) == words(row["title"])
            counts["title"] += 1
            counts["title right"] += good
            if asked == "title" and not good:
                self.wrong.append(f"{row['id']}: {found.title!r} for {row['title']!r}")
        if row["authors"]:
            parts = [part for name in row["authors"]
                     for part in (names_of(name) if several else [name])]  # fmt: skip
            gold = {name_of(part) for part in parts if part.strip()}
            names = {name_of(name) for name in found.authors}
            counts["author hits"] += len(gold & names)
            counts["author found"] += len(names)
            counts["author gold"] += len(gold)
            if asked == "authors" and gold != names:
                self.wrong.append(f"{row['id']}: {sorted(names)} for {sorted(gold)}")
        gold_day = _day(row["published"]) if isinstance(row["published"], str) else None
        if gold_day:
            said = "none" if not found.day else "right" if found.day == gold_day else "wrong"
            counts["day"] += 1
            counts[f"day {said}"] += 1
            counts["day zoned"] += found.zoned
            if asked == "day" and said != "right":
                self.wrong.append(f"{row['id']}: {found.day} for {gold_day} {row['url']}")

    def line(self, name: str) -> str:
        """The counts as one line of the table."""
        counts = self.counts

        def share(part: str, whole: str) -> str:
            return f"{counts[part] / counts[whole]:6.1%}" if counts[whole] else "     -"

        middle = statistics.median(self.milliseconds) if self.milliseconds else 0.0
        slow = max(self.milliseconds, default=0.0)
        return (
            f"  {name:19} {share('title right', 'title')}   {share('author hits', 'author found')} "
            f"{share('author hits', 'author gold')}   {share('day right', 'day')} "
            f"{share('day wrong', 'day')} {share('day none', 'day')} {share('day zoned', 'day')}   "
            f"{middle:8.2f} {slow:8.1f}"
        )


def measure(name: str, readers: Mapping[str, Reader], half: int | None, asked: str) -> None:
    """Every reader on every page of the set, one page after the other, in the same run."""
    scores = {reader: Score() for reader in readers}
    for row, data in pages(name, half):
        text = decoded(data)
        for reader, read in readers.items():
            begin = time.process_time()
            try:
                found = read(text, row["url"])
            except Exception:  # noqa: BLE001  a peer that fails on a page says nothing of it
                found = Fields()
                scores[reader].counts["failed"] += 1
            scores[reader].milliseconds.append((time.process_time() - begin) * 1000)
            scores[reader].add(row, found, several=name in FREE_TEXT, asked=asked)
    first = next(iter(scores.values())).counts
    print(
        f"{name}: {first['title']} titles, {first['author gold']} authors, {first['day']} days\n"
        "                       title  author P      R    day right  wrong   none  zoned"
        "   ms median      max"
    )
    for reader, score in scores.items():
        print(score.line(reader), flush=True)
        for wrong in score.wrong:
            print(f"      {wrong}")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--set", action="append", choices=SETS, dest="sets")
    parser.add_argument("--peer", action="append", choices=sorted(PEERS), dest="peers")
    parser.add_argument("--half", type=int, choices=(0, 1), help="one half of the sites only")
    parser.add_argument("--wrong", choices=("title", "authors", "day"), default="")
    chosen = parser.parse_args()
    readers: dict[str, Reader] = {}
    for name in chosen.peers or PEERS:
        try:
            readers[name] = PEERS[name]()
        except ImportError:
            print(f"{name}: not installed")
    for name in chosen.sets or SETS:
        measure(name, readers, chosen.half, chosen.wrong)


if __name__ == "__main__":
    main()

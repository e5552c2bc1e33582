"""How the shared corpora read: refusals, titles, outlets, days, furniture and speed, a row each.

Run it from the checkout: `python -m benchmarks.corpora [--corpus NAME] [--limit N]`, or with
`--show N` to read documents as typed blocks. The corpora lie in the folder that DATELINE_SHARED
names, else in ../shared.
"""

import argparse
import gzip
import html
import json
import os
import random
import re
import tarfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from tasks.article.cleaning import clean_article
from tasks.article.exported_copy import FIELD
from tasks.article.model import Article
from tasks.article.reading import read_capture
from tasks.outlets.registry import Registry
from tasks.readers.records import Beside
from tasks.readers.text import UnreadableText
from tasks.rulebook import load_registry
from tasks.text.language import LanguageReader
from tasks.text.words import letters_of

ROOT: Final = Path(__file__).resolve().parents[1]
CORPORA: Final = Path(os.environ.get("DATELINE_SHARED", str(ROOT.parent / "shared"))) / "corpora"
ASIDE: Final = frozenset({"furniture", "widget", "duplicate", "note"})
BASIL_HOSTS: Final = {"nyt": "nytimes.com", "fox": "foxnews.com", "hpo": "huffpost.com"}


@dataclass(frozen=True, slots=True)
class Dump:
    """A document as a scraper leaves it, and what is known about it from elsewhere."""

    name: str
    data: bytes
    outlet: str | None
    title: str | None
    day: str | None
    always: Beside = field(default_factory=Beside)
    hints: Mapping[str, Any] = field(default_factory=dict)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The JSON lines of a file, packed or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def members(archive: Path) -> dict[str, bytes]:
    """The files of an archive by name."""
    with tarfile.open(archive) as opened:
        found = {}
        for member in opened:
            stream = opened.extractfile(member)
            if stream is not None:
                found[member.name] = stream.read()
        return found


def _day(row: Mapping[str, Any]) -> str | None:
    return row["published"][:10] if row["published"] else None


def textdumps() -> Iterator[Dump]:
    """China Daily and New York Times as scraped."""
    folder = CORPORA / "textdumps-2013-15"
    texts = members(folder / "texts.tar.gz")
    for row in rows(folder / "gold.jsonl"):
        hints = {"outlet": row["source"], "title": row["title"]}
        yield Dump(row["id"], texts[row["file"]], row["source"], row["title"], _day(row),
                   hints=hints)  # fmt: skip


def flat(name: str, body: str = "text") -> Callable[[], Iterator[Dump]]:
    """A corpus whose texts stand in a JSON field."""

    def read() -> Iterator[Dump]:
        path = next(p for p in sorted((CORPORA / name).iterdir()) if ".jsonl" in p.name)
        for row in rows(path):
            source = BASIL_HOSTS.get(row["source"], row["source"])
            hints = {"outlet": source, "title": row["title"], "url": row["url"]}
            always = Beside(outlet="KCNA") if row["source"] == "KCNA" else Beside()
            yield Dump(row["id"], (row[body] or "").encode(), source, row["title"], _day(row),
                       always, hints)  # fmt: skip

    return read


def rss() -> Iterator[Dump]:
    """Posts of a feed reader: front matter and HTML fragments."""
    folder = CORPORA / "rss-2016"
    posts = members(folder / "posts.tar.gz")
    for row in rows(folder / "gold.jsonl.gz"):
        hints = {"url": row["url"], "title": row["title"]}
        yield Dump(row["id"], posts[row["file"]], row["source"], row["title"], _day(row),
                   hints=hints)  # fmt: skip


def reuters() -> Iterator[Dump]:
    """The wire as it was received: headline, dateline and lines broken at a column."""
    folder = CORPORA / "reuters-21578"
    gold = {row["id"]: row for row in rows(folder / "docs.jsonl.gz")}
    with gzip.open(folder / "reut2.sgm.gz", "rt", encoding="latin-1") as stream:
        whole = stream.read()
    for part in whole.split("<REUTERS ")[1:]:
        number = int(part.partition('NEWID="')[2].partition('"')[0])
        row = gold.get(f"reut-{number:05}")
        if row is None:
            continue
        text = part.partition("<TEXT")[2].partition(">")[2].partition("</TEXT>")[0]
        plain = html.unescape(re.sub(r"</?[A-Z]{1,12}>", "", re.sub(r"&#\d{1,2};", "", text)))
        yield Dump(row["id"], plain.encode(), "Reuters", row["title"], _day(row),
                   hints={"outlet": "Reuters", "title": row["title"]})  # fmt: skip


READERS: Final[Mapping[str, Callable[[], Iterator[Dump]]]] = {
    "textdumps-2013-15": textdumps,
    "newsarticles-2016-17": flat("newsarticles-2016-17"),
    "rss-2016": rss,
    "peoplesdaily-2018": flat("peoplesdaily-2018"),
    "kcna-2011-12": flat("kcna-2011-12"),
    "helsinki-2018": flat("helsinki-2018"),
    "reuters-21578": reuters,
    "basil-triplets": flat("basil-triplets", "body"),
}


class Reader:
    """Reads dumps the way parse and clean do."""

    def __init__(self) -> None:
        self.registry: Registry = load_registry()
        self.languages = LanguageReader()

    def read(self, data: bytes, beside: Beside) -> Article:
        """The article of the bytes, or UnreadableText."""
        return clean_article(
            read_capture(data, beside, self.registry), self.registry, self.languages
        )

    def outlet_id(self, name: str | None) -> str | None:
        """The registry's id of an outlet named by name or domain."""
        if not name:
            return None
        known = self.registry.by_name.get(name.casefold()) or self.registry.of_url(name)
        return known.outlet_id if known else None


def agreement(found: str | None, gold: str | None) -> str:
    """Whether a value is right, wrong or none, 'unknown' where there is no gold."""
    if not gold:
        return "unknown"
    return "none" if not found else "right" if found == gold else "wrong"


@dataclass
class Table:
    """What one corpus came to."""

    documents: int = 0
    seconds: float = 0.0
    slowest: tuple[float, str] = (0.0, "")
    paragraphs: int = 0
    characters: int = 0
    aside: int = 0
    untitled: int = 0
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, dump: Dump, reader: Reader, *, hinted: bool) -> None:
        """One more document read, without hints and with them."""
        self.documents += 1
        begin = time.process_time()
        try:
            article = reader.read(dump.data, dump.always)
        except UnreadableText as reason:
            self.counts[f"refused {reason.code}"] += 1
            return
        finally:
            spent = time.process_time() - begin
            self.seconds += spent
            self.slowest = max(self.slowest, (spent, dump.name))
        self._count(article, dump, reader)
        if hinted:
            self._count_hinted(dump, reader)

    def _count_hinted(self, dump: Dump, reader: Reader) -> None:
        try:
            told = reader.read(dump.data, replace(dump.always, **dump.hints))
        except UnreadableText as reason:
            self.counts[f"hinted refused {reason.code}"] += 1
            return
        day = told.dating.published_date
        self.counts[f"hinted day {agreement(str(day) if day else None, dump.day)}"] += 1

    def _count(self, article: Article, dump: Dump, reader: Reader) -> None:
        self.untitled += article.title is None
        self.counts[f"lang {article.lang}"] += 1
        self.counts["credit an agency"] += article.agency_id is not None
        # none of these is one
        self.counts["taken for an export"] += any(p.reason == FIELD for p in article.paragraphs)
        gold = reader.outlet_id(dump.outlet)
        if not dump.always.outlet:
            self.counts[f"outlet {agreement(article.outlet_id, gold)}"] += 1
        day = article.dating.published_date
        self.counts[f"day {agreement(str(day) if day else None, dump.day)}"] += 1
        title = letters_of(dump.title or "")
        if title and title in letters_of(dump.data[:4000].decode("utf-8", "replace")):
            self.counts[f"title {agreement(letters_of(article.title or ''), title)}"] += 1
        self.paragraphs += sum(p.kind in ("body", "subhead") for p in article.paragraphs)
        self.characters += sum(len(p.text) for p in article.paragraphs)
        self.aside += sum(len(p.text) for p in article.paragraphs if p.kind in ASIDE)

    def lines(self, name: str) -> list[str]:
        """The table as text."""
        kept = self.documents - sum(
            count for key, count in self.counts.items() if key.startswith("refused")
        )
        languages = {k: v for k, v in self.counts.most_common() if k.startswith("lang ")}
        others = {k: v for k, v in sorted(self.counts.items()) if not k.startswith("lang ")}
        first = (
            f"{name}: {self.documents} documents, {kept} kept, untitled "
            f"{self.untitled / max(kept, 1):.1%}, {self.paragraphs / max(kept, 1):.1f} paragraphs "
            f"each, {self.aside / max(self.characters, 1):.2%} of characters set aside, "
            f"{self.documents / max(self.seconds, 1e-9):.0f} a CPU second, slowest "
            f"{self.slowest[1]} {self.slowest[0] * 1000:.0f} ms"
        )
        return [
            first,
            "    " + ", ".join(f"{key} {count}" for key, count in others.items()),
            "    " + ", ".join(f"{key} {count}" for key, count in languages.items()),
        ]


def shown(dump: Dump, reader: Reader) -> Iterator[str]:
    """The document as a reader sees it: its fields, then its typed blocks."""
    yield f"======== {dump.name}  {dump.outlet}  gold: {dump.day} {dump.title!r}"
    try:
        article = reader.read(dump.data, dump.always)
    except UnreadableText as reason:
        yield f"   refused: {reason.code}: {reason.detail} {dump.data[:300]!r}"
        return
    dating = article.dating
    yield (
        f"   {article.outlet_id} | {article.agency_id} {article.attribution} | {article.title!r} "
        f"| {article.byline} | {article.section} | {article.lang} | {article.dateline_place} | "
        f"{dating.published_date} {dating.method} | {', '.join(article.flags)}"
    )
    run = 0
    for before, paragraph, after in zip(
        (None, *article.paragraphs),
        article.paragraphs,
        (*article.paragraphs[1:], None),
        strict=False,
    ):
        text = paragraph.text
        inner = before and after and before.kind == paragraph.kind == after.kind == "body"
        if inner and len(text) > 80:
            run += 1
            continue
        if run:
            yield f"     ... {run} body paragraphs"
            run = 0
        short = text if len(text) < 150 else f"{text[:85]} ... {text[-55:]}"
        mark = "" if paragraph.kind == "body" else f"  <{paragraph.reason}>"
        yield f"     {paragraph.kind:11} {len(text):5} {short}{mark}"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--corpus", action="append", choices=sorted(READERS))
    parser.add_argument("--limit", type=int, help="documents a corpus, spread evenly")
    parser.add_argument("--no-hints", action="store_true", help="read once, without hints")
    parser.add_argument("--show", type=int, metavar="N", help="print N documents as typed blocks")
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args()
    reader = Reader()
    for name in chosen.corpus or READERS:
        dumps = list(READERS[name]())
        if chosen.show:
            for dump in random.Random(chosen.seed).sample(dumps, min(chosen.show, len(dumps))):
                print(*shown(dump, reader), sep="\n")
            continue
        table = Table()
        for dump in dumps[:: max(1, len(dumps) // chosen.limit) if chosen.limit else 1]:
            table.add(dump, reader, hinted=not chosen.no_hints)
        print(*table.lines(name), sep="\n", flush=True)


if __name__ == "__main__":
    main()

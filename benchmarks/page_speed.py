"""CPU time of a whole page, metadata and all, against trafilatura's; page by page, interleaved.

Run it from the checkout: `python -m benchmarks.page_speed [--limit N] [--corpus NAME]`. Both read
the same decoded page into its text and chosen fields. "All of parsing" is what a run does besides:
the outlet and its layout, and the place of each block in the source. Each page is read by one and
then by the other, in turns first, so that a noisy machine is as noisy for both. Prints a row a
corpus, and the slowest page of each.
"""

import argparse
import contextlib
import importlib
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from benchmarks.page_sets import samples_of_all
from tasks.article.page.blocks.body import find_body
from tasks.article.page.bylines.bylines import choose_bylines
from tasks.article.page.dates.date_choice import page_dates
from tasks.article.page.flags import flags_of
from tasks.article.page.metadata import statement_of
from tasks.article.page.page import open_page
from tasks.article.page.reading import read_page
from tasks.article.page.titles.titles import choose_title
from tasks.outlets.registry import Registry
from tasks.readers.records import Beside
from tasks.readers.text import Decoded, UnreadableText
from tasks.rulebook import load_registry

CORPORA: Final = (
    "fundus", "scrapinghub-aeb", "daniel-news", "wcxb-articles", "readability-pages",
    "parser-fixtures", "htmldate-trafilatura",
)  # fmt: skip
Reader = Callable[[str, str | None], object]


@dataclass(frozen=True, slots=True)
class Timed:
    """CPU milliseconds of a page in both; `theirs` is None where trafilatura is not installed."""

    corpus: str
    name: str
    ours: float
    parsing: float
    body: float
    theirs: float | None


def read_all(html: str, url: str | None) -> object:
    """Body, flags, and headline, authors and days chosen among the witnesses of the page."""
    page = open_page(html, url)
    statement = statement_of(page)
    witnesses = statement.witnesses
    body = find_body(page, witnesses)
    return (
        body,
        flags_of(page, body, witnesses, statement.linked),
        choose_title(witnesses),
        choose_bylines(witnesses, houses=True),
        page_dates(page, witnesses),
    )


def parser_of(registry: Registry) -> Reader:
    """All that parsing does to a page, and the choice of headline and authors of cleaning."""

    def read(html: str, url: str | None) -> object:
        page = read_page(Decoded(html, "utf-8", 0, 0), Beside(url=url), registry)
        return page, choose_title(page.witnesses), choose_bylines(page.witnesses, houses=True)

    return read


def read_body(html: str, url: str | None) -> object:
    """The body alone."""
    return find_body(open_page(html, url), ())


def trafilatura_reader() -> Reader | None:
    """Trafilatura with metadata, or None."""
    try:
        trafilatura: Any = importlib.import_module("trafilatura")
    except ImportError:
        return None

    def read(html: str, url: str | None) -> object:
        return trafilatura.bare_extraction(html, url=url, with_metadata=True)

    return read


def milliseconds(reader: Reader, html: str, url: str | None) -> float:
    """CPU time of one reading; a page that is refused costs what it takes to refuse it."""
    begin = time.process_time()
    with contextlib.suppress(UnreadableText):
        reader(html, url)
    return (time.process_time() - begin) * 1000


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", action="append", choices=CORPORA)
    parser.add_argument("--limit", type=int, default=60, help="pages of each corpus; 0 for all")
    asked = parser.parse_args(arguments)
    theirs = trafilatura_reader()
    if theirs is None:
        print("trafilatura: not installed")
    parse = parser_of(load_registry())
    timed: list[Timed] = []
    for corpus in asked.corpus or CORPORA:
        for number, sample in enumerate(samples_of_all(corpus)):
            if asked.limit and number >= asked.limit:
                break
            page = (sample.html, sample.url)
            if not timed:
                read_all(*page)  # the first reading pays for what is loaded on first use
                if theirs is not None:
                    theirs(*page)
            peer = milliseconds(theirs, *page) if theirs is not None and number % 2 else None
            ours, body = milliseconds(read_all, *page), milliseconds(read_body, *page)
            parsing = milliseconds(parse, *page)
            if theirs is not None and peer is None:
                peer = milliseconds(theirs, *page)
            timed.append(Timed(corpus, sample.name, ours, parsing, body, peer))
        _print_row(corpus, [one for one in timed if one.corpus == corpus])
    _print_row("all", timed)


def _print_row(name: str, timed: Sequence[Timed]) -> None:
    if not timed:
        return
    columns = [
        ("ours", [one.ours for one in timed]),
        ("body alone", [one.body for one in timed]),
        ("all of parsing", [one.parsing for one in timed]),
    ]
    given = [one.theirs for one in timed if one.theirs is not None]
    if given:
        columns.append(("trafilatura", given))
    print(f"{name} ({len(timed)} pages), CPU ms: median, mean, p99, slowest")
    for label, times in columns:
        ordered = sorted(times)
        far = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
        slowest = max(timed, key=lambda one: _of(one, label))
        print(
            f"  {label:14} {statistics.median(times):8.2f} {statistics.mean(times):8.2f} {far:8.2f}"
            f" {ordered[-1]:8.2f}  {slowest.corpus}/{slowest.name[:40]}"
        )
    if given:
        ratio = sum(given) / sum(one.ours for one in timed)
        middle = statistics.median(
            one.theirs / one.ours for one in timed if one.theirs is not None and one.ours > 0
        )
        print(
            f"  trafilatura takes {ratio:.1f} times as long in all, {middle:.1f} on a median page"
        )
    sys.stdout.flush()


def _of(one: Timed, label: str) -> float:
    return {
        "ours": one.ours,
        "body alone": one.body,
        "all of parsing": one.parsing,
        "trafilatura": one.theirs or 0.0,
    }[label]


if __name__ == "__main__":
    main(sys.argv[1:])

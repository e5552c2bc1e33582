"""Outlet layouts on the labelled pages: hit rate, body, title and day, beside the general path.

Run it from the checkout: `python -m benchmarks.layouts [--corpus NAME]`. These
figures stand apart: no page of an outlet with a layout is taken out of the general figures, and
no layout is used there.
"""

import argparse
import gzip
import json
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from typing import Any, Final

from benchmarks.page_sets import CORPORA, SETS, score, tokens
from tasks.article.page.blocks.body import find_body
from tasks.article.page.dates.date_choice import page_dates
from tasks.article.page.layouts.layouts import agreement_of, layout_body
from tasks.article.page.metadata import statement_of
from tasks.article.page.page import Page, PageBlock, PageWitness, open_page
from tasks.article.page.titles.titles import choose_title
from tasks.outlets.registry import Outlet, Registry
from tasks.rulebook import load_registry

HEADLINE_FIRST: Final = "daniel-news"  # its gold begins with the headline
ALL_SETS: Final = (*SETS, "htmldate-trafilatura")


@dataclass
class Row:
    """What one outlet came to; scores are pairs of layout and general path, page by page."""

    pages: int = 0
    missed: list[str] = field(default_factory=list)
    layouts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    bodies: list[tuple[float, ...]] = field(default_factory=list)
    agreement: list[float] = field(default_factory=list)
    titles: list[tuple[bool, ...]] = field(default_factory=list)
    days: list[tuple[bool, ...]] = field(default_factory=list)
    seconds: list[tuple[float, ...]] = field(default_factory=list)


def golds(corpus: str) -> Iterator[tuple[dict[str, Any], str]]:
    """Every labelled page with its source, also those whose body has no gold."""
    with (CORPORA / corpus / "gold.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            gold = json.loads(line)
            packed = (CORPORA / corpus / gold["file"]).read_bytes()
            yield gold, gzip.decompress(packed).decode("utf-8", "replace")


def outlet_of(gold: dict[str, Any], registry: Registry) -> Outlet | None:
    """The outlet by its address or its site, if it has layouts for pages."""
    found = registry.of_url(gold["url"] or gold.get("site") or "")
    return found if found is not None and found.page_layouts else None


def text_of(blocks: Sequence[PageBlock], title: str) -> str:
    """The copy of the blocks, the headline before it; the golds count the standfirst as copy."""
    parts = [block.text for block in blocks if block.kind in ("body", "subhead", "dek")]
    return "\n\n".join([title, *parts] if title else parts)


def value_of(witnesses: Sequence[PageWitness], name: str) -> str:
    """What the first witness of the field says."""
    return next((one.value for one in witnesses if one.field == name), "")


def same_title(found: str, gold: str) -> bool:
    """Whether both are the same words in the same order."""
    return tokens(found) == tokens(gold)


def measure(corpus: str, registry: Registry, rows: dict[str, Row]) -> None:
    """Adds the pages of one corpus to their outlets' rows."""
    for gold, html in golds(corpus):
        outlet = outlet_of(gold, registry)
        if outlet is None:
            continue
        row = rows[outlet.outlet_id]
        row.pages += 1
        page = open_page(html, gold["url"])
        witnesses = statement_of(page).witnesses
        begin = time.process_time()
        general = find_body(page, witnesses)
        middle = time.process_time()
        seen = gold.get("seen_date")
        reading = layout_body(page, outlet, None, date.fromisoformat(seen) if seen else None)
        end = time.process_time()
        if reading is None:
            row.missed.append(f"{corpus}/{gold['id'][:40]}")
            continue
        row.layouts[reading.name.partition("/")[2]] += 1
        row.seconds.append((end - middle, middle - begin))
        agreement = agreement_of(reading.blocks, general.blocks)
        row.agreement.append(agreement or 0.0)
        choice = choose_title(witnesses).title
        voted = choice.value if choice else ""
        titles = value_of(reading.witnesses, "title") or voted, voted
        if gold["title"]:
            row.titles.append(tuple(same_title(one, gold["title"]) for one in titles))
        if gold["published"]:
            days = (days_of(page, (*reading.witnesses, *witnesses), outlet),
                    days_of(page, witnesses, outlet))  # fmt: skip
            row.days.append(tuple(day == gold["published"][:10] for day in days))
        if gold["body"] and gold.get("body_kind") != "prefix":
            heads = titles if corpus == HEADLINE_FIRST else ("", "")
            both = zip((reading.blocks, general.blocks), heads, strict=True)
            texts = [text_of(blocks, head) for blocks, head in both]
            row.bodies.append(tuple(score(corpus, gold["body"], text).f1 for text in texts))


def days_of(page: Page, witnesses: Sequence[PageWitness], outlet: Outlet) -> str | None:
    """The day of publication that these witnesses leave."""
    found = page_dates(page, witnesses, outlet.zone, outlet.day_first).published
    return found.day.isoformat() if found is not None else None


def mean(values: Sequence[float | bool]) -> str:
    """The mean, or a dash for none."""
    return f"{sum(values) / len(values):.3f}" if values else "-"


def pair(values: Sequence[tuple[float, ...]]) -> str:
    """The means of layout and general path."""
    return f"{mean([a for a, _ in values])} {mean([b for _, b in values])}"


def show(rows: dict[str, Row]) -> None:
    """The table, one line an outlet, and a line of all."""
    print(
        "outlet                pages  hit  layouts".ljust(66)
        + "body F1     n  agree  title        day          ms (layout, general)"
    )
    whole = Row()
    for name, row in sorted(rows.items()):
        line(name, row)
        whole.pages += row.pages
        for key in ("missed", "bodies", "titles", "days", "agreement", "seconds"):
            getattr(whole, key).extend(getattr(row, key))
    line("all", whole)
    for name, row in sorted(rows.items()):
        if row.missed:
            print(f"missed {name}: {', '.join(row.missed)}")


def line(name: str, row: Row) -> None:
    """One line of the table."""
    hit = 1 - len(row.missed) / row.pages if row.pages else 0.0
    used = " ".join(f"{key}:{count}" for key, count in sorted(row.layouts.items()))
    cost = [1000 * median(times) for times in zip(*row.seconds, strict=True)] if row.seconds else []
    print(
        f"{name:22}{row.pages:5} {hit:5.2f}  {used:30} {pair(row.bodies)} {len(row.bodies):4}"
        f"  {mean(row.agreement)}  {pair(row.titles)}  {pair(row.days)}  "
        + " ".join(f"{one:.1f}" for one in cost)
    )


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", choices=ALL_SETS, action="append")
    chosen = parser.parse_args()
    registry = load_registry()
    rows: dict[str, Row] = defaultdict(Row)
    for corpus in chosen.corpus or ALL_SETS:
        measure(corpus, registry, rows)
    show(rows)


if __name__ == "__main__":
    main()

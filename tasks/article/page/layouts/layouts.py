"""An article by its outlet's own layout: the places a profile names, read from the page."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tasks.article.page.blocks.body import Body
from tasks.article.page.layouts.layout_places import PlacesOnPage
from tasks.article.page.page import Page, PageBlock, PageWitness
from tasks.outlets.page_layout import PageLayout
from tasks.outlets.registry import Layout, Outlet
from tasks.text.words import words_in

FEWEST_WORDS: Final = 30  # of copy; 1 in 100 web articles of the text corpora has fewer
MISSED: Final = "layout_missed"
CUT: Final = "layout_cut"

# Scripts that put no blank between words: each character is compared for itself.
_WORDS: Final = re.compile(
    "[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
    "|[^\\W\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]++"
)


@dataclass(frozen=True, slots=True)
class LayoutReading:
    """The page as one layout reads it; `name` is "outlet/layout".

    `is_cut`: the page has more elements of the container than are read.
    """

    name: str
    blocks: tuple[PageBlock, ...]
    witnesses: tuple[PageWitness, ...]
    is_cut: bool = False

    @property
    def method(self) -> str:
        """How the article was taken out, for `extraction_method`."""
        return f"layout:{self.name}"


@dataclass(frozen=True, slots=True)
class Taken:
    """What is taken for the page: the layout's reading where one matched, else the general one."""

    body: Body
    witnesses: tuple[PageWitness, ...]
    flags: tuple[str, ...]


def take_layout(
    page: Page, general: Body, outlet: Outlet | None, stated: date | None, fetched: date | None
) -> Taken:
    """The layout's body with its own witnesses, else the general one and why.

    The agreement is the share of words that both bodies have. `layout_missed` flags a page of an
    outlet whose layouts were in force and did not match: when many do, the site has changed.
    `layout_cut` flags a page whose last containers were not read.
    """
    if outlet is None or not layouts_between(outlet, stated, fetched):
        return Taken(general, (), ())
    reading = layout_body(page, outlet, stated, fetched)
    if reading is None:
        return Taken(general, (), (MISSED,))
    agreement = agreement_of(reading.blocks, general.blocks)
    flags = (CUT,) if reading.is_cut else ()
    return Taken(Body(reading.blocks, reading.method, agreement), reading.witnesses, flags)


def layouts_between(
    outlet: Outlet, stated: date | None, fetched: date | None
) -> tuple[tuple[Layout, PageLayout], ...]:
    """The page layouts that were in force between both days, the newest first.

    A page looks as its outlet's pages did on the day it was fetched, and old articles are shown
    in new layouts; so the day of publication only says which layouts were over before it.
    """
    if fetched is not None and stated is not None and fetched < stated:
        fetched = stated  # one of the two is wrong
    return tuple(pair for pair in outlet.page_layouts if pair[0].overlaps(stated, fetched))


def layout_body(
    page: Page, outlet: Outlet, stated: date | None = None, fetched: date | None = None
) -> LayoutReading | None:
    """The article by the newest layout whose container holds one; None when no layout matches."""
    for layout, places in layouts_between(outlet, stated, fetched):
        found = PlacesOnPage(page, outlet, layout, places)
        for containers, is_cut in found.containers():
            blocks = tuple(found.blocks(containers))
            if _is_article(blocks):
                return LayoutReading(found.name, blocks, tuple(found.witnesses()), is_cut)
    return None


def agreement_of(one: Sequence[PageBlock], other: Sequence[PageBlock]) -> float | None:
    """How far two bodies hold the same words, however ordered: 1 all, 0 none, None if one is empty.

    Twice the words both have over the words of each (F1 of the bags of words).
    """
    first, second = _bag(one), _bag(other)
    if not first or not second:
        return None
    return round(2 * (first & second).total() / (first.total() + second.total()), 4)


def _bag(blocks: Sequence[PageBlock]) -> Counter[str]:
    bag: Counter[str] = Counter()
    for block in blocks:
        if block.kind in ("body", "subhead"):
            bag.update(_WORDS.findall(block.text.casefold()))
    return bag


def _is_article(blocks: Sequence[PageBlock]) -> bool:
    words = 0
    for block in blocks:
        if block.kind == "body":
            words += words_in(block.text)
            if words >= FEWEST_WORDS:
                return True
    return False

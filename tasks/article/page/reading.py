"""From a page to typed blocks in their places, and what it says of itself: this bench's door."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tasks.article.block import Block
from tasks.article.outlet import OutletFinding, find_outlet
from tasks.article.page.blocks.body import Body, find_body
from tasks.article.page.dates.date_choice import PageDates, page_dates
from tasks.article.page.fields import day_witness, opposed_witness
from tasks.article.page.flags import flags_of
from tasks.article.page.home import home_outlet
from tasks.article.page.layouts.layouts import take_layout
from tasks.article.page.metadata import statement_of, with_clean_characters
from tasks.article.page.page import Page, PageBlock, PageWitness, open_page
from tasks.article.page.paginated import is_further_page, number_in, page_of_several
from tasks.article.page.places import SourcePlaces
from tasks.outlets.registry import Registry
from tasks.readers.records import Beside
from tasks.readers.text import Decoded, Line
from tasks.text.addresses import is_above, is_page_address, site_of
from tasks.text.wrapped_addresses import own_address

SURE_OF_SITE: Final = 0.8  # og:site_name and JSON-LD's publisher are, meta publisher is not

_TO_OTHERS: Final = ("og:url", "mainEntityOfPage", "url")


@dataclass(frozen=True, slots=True)
class PageReading:
    """What a page says: blocks in reading order, candidates for fields, warnings.

    `method` names the witness whose body was taken, `agreement` (0-1) is the share of words that
    the independent witnesses of the body have in common; None when there was only one. `page_no`
    is which page it is of an article on several, where that is known and `url` does not say it.
    """

    blocks: tuple[Block, ...]
    url: str | None
    outlet: OutletFinding
    witnesses: tuple[PageWitness, ...]
    flags: tuple[str, ...]
    method: str
    agreement: float | None
    page_no: int | None


def read_page(decoded: Decoded, beside: Beside, registry: Registry) -> PageReading:
    """The page's article; UnreadableText when the page is too large for a reader."""
    source = decoded.shown
    given = beside.url if is_page_address(beside.url) else None
    page = open_page(source, given)
    statement = statement_of(page)
    witnesses = statement.witnesses
    body = find_body(page, witnesses)
    blocks = tuple(_placed(body, source))
    url = _url_of(given, witnesses)
    outlet = find_outlet(
        [Line(block.text, block.start, block.end, 0, True) for block in blocks],
        registry,
        given=beside.outlet,
        url=url,
        site_name=_site_name(witnesses, registry),
        home=None if url or beside.outlet else home_outlet(page, registry),
    )
    fetched = _day_of(beside.fetched_at)
    dates = _dates(page, witnesses, outlet, fetched)
    stated = dates.published.day if dates.published else None
    # a label that the registry does not know is no reason to read the page as a stranger's
    profile = outlet.profile or (registry.of_url(url) if url else None)
    taken = take_layout(page, body, profile, stated, fetched)
    if taken.body is not body:
        body, witnesses = taken.body, (*with_clean_characters(taken.witnesses), *witnesses)
        blocks = tuple(_placed(body, source))
        dates = _dates(page, witnesses, outlet, fetched)
    chosen = zip(("published_day", "updated_day"), (dates.published, dates.updated), strict=True)
    witnesses += tuple(day_witness(field, day) for field, day in chosen if day is not None)
    witnesses += tuple(opposed_witness(dates.published)) if dates.published else ()
    flags = {*flags_of(page, body, witnesses, statement.linked), *taken.flags}
    page_no = page_of_several(page, beside.url, _first(witnesses, "url"))
    if page_no:
        flags.add("paginated")
    return PageReading(
        blocks,
        url,
        outlet,
        witnesses,
        tuple(sorted(flags)),
        f"page:{body.method}",
        body.agreement,
        None if url and number_in(url) == page_no else page_no,
    )


def _dates(
    page: Page, witnesses: Sequence[PageWitness], outlet: OutletFinding, fetched: date | None
) -> PageDates:
    profile = outlet.profile
    zone, day_first = (profile.zone, profile.day_first) if profile else (None, None)
    return page_dates(page, witnesses, zone, day_first, fetched)


def _first(witnesses: Sequence[PageWitness], field: str) -> str | None:
    """What the surest witness says; of equals the first."""
    found = [witness for witness in witnesses if witness.field == field]
    return max(found, key=lambda witness: witness.confidence).value if found else None


def _site_name(witnesses: Sequence[PageWitness], registry: Registry) -> str | None:
    """A name of the site that the registry knows, else one that stands where sites name themselves.

    Copyright notes and application names hold companies, slogans and years as well.
    """
    named = sorted(
        (one for one in witnesses if one.field == "outlet"), key=lambda one: -one.confidence
    )
    for one in named:
        if one.value.casefold() in registry.by_name:
            return one.value
    return next((one.value for one in named if one.confidence >= SURE_OF_SITE), None)


def _day_of(fetched_at: str | None) -> date | None:
    """The day it was fetched, in whichever zone is behind all others' midnight."""
    try:
        return date.fromisoformat((fetched_at or "")[:10]) + timedelta(days=1)
    except (ValueError, OverflowError):  # 9999-12-31 is what some tables write for "never"
        return None


def _url_of(given: str | None, witnesses: Sequence[PageWitness]) -> str | None:
    """The page's own address where it is of the host it came from, else the one it came from.

    A page that names another host as its home is another outlet's print of that article; one
    that names the front page or a section was made by a careless template. The second page of an
    article is not the first, though its template names that as the canonical one.
    """
    own = _first(witnesses, "url")
    own = own_address(own) if own else own  # an archive writes itself into the links of its copies
    if not given and own:
        return next((one for one in _shown(witnesses) if is_further_page(one, own)), own)
    if not given or not own:
        return given
    others = site_of(own) != site_of(given) or is_above(own, given) or is_further_page(given, own)
    return given if others else own


def _shown(witnesses: Sequence[PageWitness]) -> Iterator[str]:
    """The addresses a page shows to those that would link to it."""
    return (one.value for one in witnesses if one.field == "url" and one.note in _TO_OTHERS)


def _placed(body: Body, source: str) -> Iterator[Block]:
    """The blocks with their places.

    One whose words are nowhere to be found lies somewhere between its neighbours: a script that
    the page runs may have written them.
    """
    places = SourcePlaces(source)
    in_data = body.method in ("json_ld", "script")
    found = [_place(block, places, in_data=in_data) for block in body.blocks]
    ahead = len(source)
    begins = []
    for place in reversed(found):
        begins.append(ahead)
        ahead = place[0] if place else ahead
    last = 0
    for block, place, begin in zip(body.blocks, found, reversed(begins), strict=True):
        if place:
            last = place[1]
            yield Block(block.kind, block.text, *place, block.reason)
        else:
            start, end = (last, begin) if last < begin else (0, len(source))
            reason = f"{block.reason}; its place is not known more closely"
            yield Block(block.kind, block.text, start, end, reason)


def _place(block: PageBlock, places: SourcePlaces, *, in_data: bool) -> tuple[int, int] | None:
    if block.parts:
        parts = [block._replace(text=part, parts=()) for part in block.parts]
        found = [place for part in parts if (place := _place(part, places, in_data=in_data))]
        return (min(found)[0], max(end for _, end in found)) if found else None
    if in_data:
        return places.find_in_data(block.text) or places.find(block.text)
    return places.find(block.text)

"""From raw bytes to typed blocks: the whole of what parsing knows about one capture."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tasks.article.block import Block
from tasks.article.exported_copy import said_by, with_fields
from tasks.article.kinds import type_lines
from tasks.article.lines import part_at_residue, separator_of, split_at_marks, unwrap
from tasks.article.outlet import OutletFinding, find_outlet
from tasks.article.page.page import PageWitness
from tasks.article.page.reading import read_page
from tasks.outlets.registry import Registry
from tasks.readers.export_layouts import read_export
from tasks.readers.markup import has_markup, is_page, read_header, split_markup
from tasks.readers.records import DESCRIPTION, Beside
from tasks.readers.text import Decoded, UnreadableText, decode, split_lines
from tasks.text.addresses import host_of, is_page_address, path_of
from tasks.text.characters import clean_characters
from tasks.text.null_words import said_or_none
from tasks.text.words import words_in
from tasks.text.wrapped_addresses import archived_as_noted, archived_at, own_address

# What browsers write when their view of a source is saved: the page's tags are its text.
_VIEW_OF_SOURCE: Final = re.compile(r"""<td class=["']line-number["'] value=["']1["']""")
HEAD_OF_VIEW: Final = 4_000  # characters
SHORTEST_BODY: Final = 5  # words; "Photos by our staff." is no article

LONG_ENOUGH: Final = 200  # characters in which five words are found without counting a whole book


@dataclass(frozen=True, slots=True)
class Reading:
    """A capture as typed blocks in reading order, with its outlet and its metadata.

    The last four are of web pages: what the page's places say about its fields, warnings, how far
    the witnesses of its body agree, and which page of several it is where its address does not say.
    """

    decoded: Decoded
    blocks: tuple[Block, ...]
    outlet: OutletFinding
    beside: Beside
    method: str
    witnesses: tuple[PageWitness, ...] = ()
    flags: tuple[str, ...] = ()
    agreement: float | None = None
    page_no: int | None = None


def read_capture(data: bytes, beside: Beside, registry: Registry) -> Reading:
    """Every line of the capture as a block; UnreadableText when there is no article in it."""
    decoded = decode(data, beside.content_type)
    text = decoded.shown
    beside = _mended(beside)
    if is_page(text, beside.content_type):
        return _page(decoded, beside, registry)
    header = read_header(text)
    start = header.end if header else 0
    if header:
        beside = _mended(_with_header(beside, header.fields))
    markup = has_markup(text[start:])
    if markup:
        lines = split_markup(text, start)
    else:
        lines = split_lines(text, separator_of(text))
        if start:
            lines = [line for line in lines if line.start >= start]
    exported = None if header or markup else read_export(lines)
    if exported:
        beside = _mended(_with_header(beside, said_by(exported, registry)))
        lines = list(exported.body)
    outlet = find_outlet(lines, registry, given=beside.outlet, url=beside.url)
    lines = part_at_residue(lines)
    if outlet.profile and outlet.profile.paragraph_marks:
        lines = split_at_marks(lines, outlet.profile.paragraph_marks)
    elif not markup:
        lines = unwrap(lines, text, lambda line: line.strip().casefold() in registry.agency_by_name)
    blocks = type_lines(lines, outlet.profile, registry, beside.title)
    if header:
        end = len(text[:start].rstrip())
        blocks.insert(0, Block("note", text[:end], 0, end, "metadata header"))
    elif exported:
        blocks = with_fields(exported, blocks)
    _refuse_without_article(blocks)
    method = ("markup" if markup else "text") + ("+header" if header or exported else "")
    return Reading(decoded, tuple(blocks), outlet, beside, method)


def _page(decoded: Decoded, beside: Beside, registry: Registry) -> Reading:
    if _VIEW_OF_SOURCE.search(decoded.shown, 0, HEAD_OF_VIEW):
        raise UnreadableText(
            "no_article", "it is a browser's view of a page's source; save the page itself"
        )
    if not beside.fetched_at:
        beside = replace(beside, fetched_at=archived_as_noted(decoded.shown))
    page = read_page(decoded, beside, registry)
    _refuse_without_article(page.blocks)
    is_described = DESCRIPTION in (beside.content_type or "")
    flags = (*page.flags, "feed_description") if is_described else page.flags
    return Reading(
        decoded, page.blocks, page.outlet, replace(beside, url=page.url or beside.url), page.method,
        page.witnesses, flags, page.agreement, page.page_no,
    )  # fmt: skip


def _with_header(beside: Beside, fields: Mapping[str, str]) -> Beside:
    # what is no address, a page number or "Nexis", keeps none out that the header has
    own = beside.url if is_page_address(beside.url) else None
    return replace(
        beside,
        url=own or fields.get("url") or beside.url,
        outlet=beside.outlet or fields.get("outlet"),
        title=beside.title or fields.get("title"),
        published_at=beside.published_at or fields.get("published_at"),
        byline=beside.byline or fields.get("byline"),
        section=beside.section or fields.get("section"),
        from_header=True,
    )


def _mended(beside: Beside) -> Beside:
    """What was said beside the capture, its characters made clean as those of the copy are.

    The address is the article's own, not that of a cache or archive that shows it; when an archive
    fetched it counts where nothing else says when it was fetched. What programs write for nothing
    is nothing.
    """
    url, outlet = _address_and_outlet(said_or_none(beside.url), said_or_none(beside.outlet))
    return replace(
        beside,
        url=own_address(url) if url else url,
        fetched_at=said_or_none(beside.fetched_at) or archived_at(url),
        published_at=said_or_none(beside.published_at),
        outlet=_clean(outlet),
        title=_clean(said_or_none(beside.title)),
        byline=_clean(said_or_none(beside.byline)),
        section=_clean(said_or_none(beside.section)),
    )


def _address_and_outlet(url: str | None, outlet: str | None) -> tuple[str | None, str | None]:
    """Both, a whole address in the outlet's place taken as what it is.

    That of an article is its address where none is given; a front page's host is the outlet.
    """
    if not outlet or "//" not in outlet or not is_page_address(outlet):
        return url, outlet
    if path_of(outlet) and not is_page_address(url):
        return outlet, None
    return url, host_of(outlet)


def _clean(said: str | None) -> str | None:
    return clean_characters(said)[0] if said else said


def _refuse_without_article(blocks: Sequence[Block]) -> None:
    body = 0
    for block in blocks:
        if block.kind == "body":
            body += words_in(block.text[:LONG_ENOUGH])
            if body >= SHORTEST_BODY:  # most often in the first paragraph
                return
    kinds = sorted({block.kind for block in blocks})
    what = f"blocks: {len(blocks)}, all {' or '.join(kinds)}" if blocks else "no block is text"
    raise UnreadableText(
        "no_article", f"{body} words of copy, an article has {SHORTEST_BODY} or more; {what}"
    )

"""Elements of a page that are marked as its author's: by the markup itself, or by their class."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from tasks.article.page.bylines.byline_lines import names_author, stands_aside
from tasks.article.page.bylines.names import names_in, without_label
from tasks.article.page.marks import Mark
from tasks.article.page.page import PageWitness

MOST_AUTHORS: Final = 30  # elements looked at


def marked_bylines(marks: Sequence[Mark], headline: Mark | None) -> Iterator[PageWitness]:
    """Microdata, rel=author and elements whose class says author, those of the article first.

    The article's are the first below the headline (else above it) that hold a name, and those
    that follow them directly: further down the authors of other stories are named alike.
    """
    at = headline.at if headline is not None else 0
    found = [mark for mark in marks if _is_author(mark)]
    ids = {mark.node.mem_id for mark in found}
    inner = {parent for mark in found for parent in _parents(mark) if parent in ids}
    said_ids = {mark.node.mem_id for mark in found if _is_said(mark)}
    found = [mark for mark in found if mark.node.mem_id not in inner]
    found = [*(mark for mark in found if mark.at >= at), *(mark for mark in found if mark.at < at)]
    last: Mark | None = None
    far: list[PageWitness] = []
    for mark in found[:MOST_AUTHORS]:
        text = mark.pieces(200)
        if not text or len(text) > 180:
            continue
        # the markup's own word holds for the elements inside, which often bear a class as well
        said = _is_said(mark) or any(parent in said_ids for parent in _parents(mark))
        whole = mark.text(200)
        named = any(whole == name for name in names_in(whole, strict=True))
        if named:
            text = whole  # first name and surname in elements of their own
        named = named or any(True for _ in names_in(text, strict=not said))
        near = named and -20 <= mark.at - at <= 25
        if near and last is not None:
            near = 0 < mark.at - last.at <= 6 and mark.names == last.names
        if near:
            last = mark
        kind, sure = ("microdata", 0.75) if said else ("text", 0.65)
        if near:
            yield PageWitness("byline", kind, text, sure, "near")
        elif named or said:
            far.append(PageWitness("byline", kind, text, sure - 0.5, "far"))
    # far from the headline, below the copy perhaps, but the only name that is marked so
    only = last is None and len({without_label(one.value) for one in far}) == 1
    for one in far:
        yield replace(one, confidence=0.45) if only else one


def _is_said(mark: Mark) -> bool:
    """Whether the markup itself says author, rather than a class that sounds so."""
    rel = (mark.said.get("rel") or "").lower().split()
    # "author vcard" is the microformat hCard, which many blog templates write
    named = (mark.said.get("itemprop") or "").lower() == "author" or "vcard" in mark.names
    return named or "author" in rel


def _is_author(mark: Mark) -> bool:
    if mark.tag in ("meta", "link", "h1", "title", "time"):
        return False
    if _is_said(mark):
        return not stands_aside(mark.names)
    return names_author(mark.names)


def _parents(mark: Mark) -> Iterator[int]:
    parent = mark.node.parent
    for _ in range(6):
        if parent is None:
            return
        yield parent.mem_id
        parent = parent.parent

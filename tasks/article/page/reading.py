"""From a page to an article's blocks and witnesses: the one door of this bench."""

from dataclasses import dataclass

from tasks.article.page.body import find_body
from tasks.article.page.flags import flags_of
from tasks.article.page.metadata import witnesses_of
from tasks.article.page.page import PageBlock, PageWitness, open_page
from tasks.outlets.registry import Outlet


@dataclass(frozen=True, slots=True)
class PageReading:
    """What a page says: blocks in reading order, candidates for fields, warnings.

    `method` names the witness whose body was taken, `agreement` (0-1) is the share of words that
    the independent witnesses of the body have in common; None when there was only one.
    """

    blocks: tuple[PageBlock, ...]
    witnesses: tuple[PageWitness, ...]
    flags: tuple[str, ...]
    method: str
    agreement: float | None


def read_page(html: str, url: str | None, outlet: Outlet | None) -> PageReading:
    """The page's article; UnreadableText when the page is too large or holds none."""
    page = open_page(html, url)
    witnesses = witnesses_of(page)
    body = find_body(page, witnesses)
    return PageReading(
        body.blocks, witnesses, flags_of(page, body, witnesses), body.method, body.agreement
    )

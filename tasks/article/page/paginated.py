"""Articles on several pages: which of them an address is of, and that it is not the first's."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final
from urllib.parse import SplitResult, parse_qsl, urljoin, urlsplit

from selectolax.lexbor import LexborNode

from tasks.article.page.page import Page
from tasks.text.addresses import site_of

# Parameters that number pages in whatever address they stand; the others do so where the rest of
# the path is that of the article: "?p=12" is also how some systems number articles.
_SURE: Final = frozenset({"page", "paged", "pagina", "página", "seite", "sida", "strona"})
_MAYBE: Final = frozenset({"p", "pg", "pag", "pageno", "page_no", "pagenum", "page_num", "part"})
_QUERY_NUMBER: Final = re.compile(r"(?!1\Z)[1-9]\d{0,2}")
# "/2", "/page/2", "/seite-2", "_2.html", "-page-2", "_p2.html" at the end of a path
_TAIL: Final = re.compile(
    r"(?:/|[-_](?=p|seite|\d))(?:(?:pages?|seite|pagina|pag|p)[-_/]?)?(?P<number>[1-9]\d?)"
    r"(?P<ending>\.[a-z]{2,5})?\Z",
    re.IGNORECASE,
)
_ENDING: Final = re.compile(r"(?:/index)?(?:\.[a-z]{2,5})?\Z", re.IGNORECASE)
_LONGEST_TAIL: Final = 24  # characters
# Links to the page before and behind, and what may be one to a second page: each selector costs a
# part of the walk over the whole tree, so that these are few, and the forms are looked at after.
_LINKS: Final = '[rel~=next],[rel~=prev],a[href$="2"],a[href$="2/"],a[href*="2."]'
_SECOND: Final = re.compile(r"(?:[=/_-]2|/2/)\Z|[_-]2\.")
_MOST_LINKS: Final = 40
_BOX: Final = 4  # elements around a link of which one names the box of readers' comments


def is_further_page(url: str, first: str, *, in_link: bool = False) -> bool:
    """Whether `url` is of the second or a later page of the article whose address is `first`.

    In a link "?page=2" may be of anything, a section's list for one: there the paths must agree.

    Many templates give all pages the canonical address of the first. Were it taken for the
    address of each, the pages would be versions of one document, and all but one lost.
    """
    try:
        one, other = urlsplit(url), urlsplit(first)
        if site_of(url) != site_of(first):
            return False
        numbers = _numbers(one)
        said = _numbers(other)
    except ValueError:
        return False
    whole, start = _bare(one.path), _bare(other.path)
    same = whole in (start, _stem(start))
    for key, number in numbers.items():
        if said.get(key) != number and (same or (key in _SURE and not in_link)):
            return True
    tail = _tail(one.path)
    return tail is not None and tail[0] in (start, _stem(start)) and tail[1] != "1"


def number_in(url: str) -> int | None:
    """What in the address may be the number of a page."""
    return _number(url, "")


def page_of_several(page: Page, url: str | None, own: str | None) -> int | None:
    """Which page of an article that has several it is, 1 where nothing tells; None if of none.

    `url` is where it was fetched, `own` the address it gives itself: the first's in place of its
    own, or it links to a second page of the same article, or to the one before it.
    """
    if url and own and is_further_page(url, own):
        return _number(url, own) or 1
    here = url or own
    if here is None:
        return None
    found: int | None = None
    for node in islice(filter(_may_lead_on, page.tree.css(_LINKS)), _MOST_LINKS):
        there = _address(node, here)
        if there and not _is_of_readers(node):
            rel = (node.attributes.get("rel") or "").lower()
            numbers = (_linked(one, there, rel) for one in (here, own) if one)
            found = max((found, *numbers), key=lambda number: number or 0)
            if found and found > 1:
                break
    return found


def _linked(here: str, there: str, rel: str) -> int | None:
    """Which page of an article it is by one link, 1 where that does not tell; None if of none."""
    number = _number(there, here) if is_further_page(there, here, in_link=True) else None
    if "prev" in rel:
        # the last page links to the one before it alone, and its own address may be the first's
        before = number or _number_before(here, there)
        if before is not None:
            return before + 1
        return (_number(here, there) or 2) if is_further_page(here, there, in_link=True) else None
    if number is None:
        return None
    return number - 1 if "next" in rel else 1


def _number(url: str, first: str) -> int | None:
    """The page number in the address, that of `first` in another place than there."""
    one, said = urlsplit(url), _numbers(urlsplit(first))
    numbers = [value for key, value in _numbers(one).items() if said.get(key) != value]
    tail = _tail(one.path)
    if numbers:
        return int(numbers[0])
    return int(tail[1]) if tail is not None else None


def _number_before(here: str, there: str) -> int | None:
    """The number of the page `there` where `here` is numbered one higher in the same form."""
    try:
        one, other = _tail(urlsplit(here).path), _tail(urlsplit(there).path)
    except ValueError:
        return None
    # "/news/12" and "/news/11" are two articles
    if one is None or other is None or one[0] != other[0] or site_of(here) != site_of(there):
        return None
    is_article = any(map(one[0].rpartition("/")[2].__contains__, "-_.0123456789"))
    return int(other[1]) if is_article and int(one[1]) == int(other[1]) + 1 else None


def _may_lead_on(node: LexborNode) -> bool:
    """Whether it links to the page before or behind, or to a second page in a form of paths."""
    said = node.attributes
    if not {"next", "prev"}.isdisjoint((said.get("rel") or "").lower().split()):
        return node.tag in ("a", "link")
    return _SECOND.search(said.get("href") or "") is not None


def _numbers(parts: SplitResult) -> dict[str, str]:
    """The page numbers in the query, by the parameter; a first page has none."""
    if "=" not in parts.query:
        return {}
    return {
        key.lower(): value
        for key, value in parse_qsl(parts.query)
        if key.lower() in _SURE | _MAYBE and _QUERY_NUMBER.fullmatch(value)
    }


def _bare(path: str) -> str:
    """The path without what two addresses of one page may differ in: slash, index, ending."""
    path = path.rstrip("/")
    at = max(0, len(path) - _LONGEST_TAIL)
    return path[:at] + _ENDING.sub("", path[at:], count=1)


def _stem(path: str) -> str:
    """The bare path without the number of a first page; itself where it has none."""
    tail = _tail(path)
    return tail[0] if tail is not None and tail[1] == "1" else path


def _tail(path: str) -> tuple[str, str] | None:
    """The bare path before the number of a page, and the number."""
    path = path.rstrip("/")
    at = max(0, len(path) - _LONGEST_TAIL)
    match = _TAIL.search(path, at)
    return (_bare(path[: match.start()]), match["number"]) if match else None


def _address(node: LexborNode, base: str) -> str | None:
    try:
        return urljoin(base, (node.attributes.get("href") or "").strip())
    except ValueError:
        return None


def _is_of_readers(node: LexborNode) -> bool:
    """Whether the link leads to further comments of readers."""
    return any(
        "comment" in f"{said.get('class') or ''} {said.get('id') or ''}".lower()
        for said in _around(node)
    )


def _around(node: LexborNode) -> Iterator[dict[str, str | None]]:
    above: LexborNode | None = node
    for _ in range(_BOX):
        if above is None:
            return
        yield above.attributes
        above = above.parent

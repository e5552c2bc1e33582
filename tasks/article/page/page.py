"""A page parsed once: the tree that every witness reads, and what its head says."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tasks.article.page.bounds import check_bounds
from tasks.article.page.comment_properties import comment_properties
from tasks.article.page.json_in_scripts import loaded

MAX_JSON_LD: Final = 2_000_000  # characters of one script; more is an application's data
MAX_JSON_LD_ITEMS: Final = 2_000
# Where the object of a page may hold its article, which has a headline; elsewhere articles in
# objects are other ones.
_WITHIN: Final = ("mainEntityOfPage", "hasPart")


class PageBlock(NamedTuple):
    """A stretch of the page in reading order and what it is; `kind` is one of paragraphs.KINDS.

    `text` has no tags, entities resolved, blanks collapsed. `raw` is the text node of the page
    that it begins with, for finding its place in the capture. `parts` are the texts that a block
    was joined of, where it was: they stand apart in the capture.
    """

    kind: str
    text: str
    reason: str
    raw: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageWitness:
    """What one place of the page says about one field: a candidate, not the truth.

    `field` is one of title, dek, byline, published, updated, section, outlet, url, lang; `kind`
    names the place: json_ld, meta, microdata, time, h1, title_tag, layout, url, text.
    """

    field: str
    kind: str
    value: str
    confidence: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its source, its tree (never changed by a witness), and its head's data.

    `metas` maps the lower-case name, property, itemprop or http-equiv of each <meta> to its
    contents in order; `json_ld` holds every object of its JSON-LD, graphs and lists opened.
    """

    html: str
    tree: LexborHTMLParser
    url: str | None
    metas: Mapping[str, tuple[str, ...]]
    json_ld: tuple[Mapping[str, Any], ...]
    lang: str | None


def open_page(html: str, url: str | None = None) -> Page:
    """The page, its source parsed once; UnreadableText when it is beyond what is bounded."""
    check_bounds(html)
    tree = LexborHTMLParser(html)
    root = tree.root
    # one walk for both: each costs a tenth of a millisecond
    said = tree.css('meta,script[type^="application/ld+json" i]')
    return Page(
        html=html,
        tree=tree,
        url=url,
        metas=_metas(said, html),
        json_ld=_json_ld(said),
        lang=((root.attributes.get("lang") or "").strip() or None) if root else None,
    )


def _metas(nodes: Sequence[LexborNode], html: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for node in nodes:
        if node.tag != "meta":
            continue
        said = node.attributes
        content = (said.get("content") or "").strip()
        if not content:
            continue
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = (said.get(key) or "").strip().lower()
            if name:
                found.setdefault(name, []).append(content)
    metas = {name: tuple(contents) for name, contents in found.items()}
    for name, contents in comment_properties(html).items():
        metas[name] = (*contents, *metas.get(name, ()))
    return metas


def _json_ld(nodes: Sequence[LexborNode]) -> tuple[Mapping[str, Any], ...]:
    items: list[Mapping[str, Any]] = []
    for node in nodes:
        if node.tag == "script":
            text = node.text(deep=True)
            if len(text) <= MAX_JSON_LD:
                _open(loaded(text), items)
    return tuple(items)


def _open(data: object, items: list[Mapping[str, Any]]) -> None:
    """Adds every object of lists and graphs, outermost first."""
    waiting = deque([data])
    seen = 0
    while waiting and len(items) < MAX_JSON_LD_ITEMS and seen < 4 * MAX_JSON_LD_ITEMS:
        one = waiting.popleft()
        seen += 1  # lists of lists hold no object however many they are
        if isinstance(one, list):
            waiting.extendleft(reversed(one[:MAX_JSON_LD_ITEMS]))
        elif isinstance(one, dict):
            items.append(one)
            waiting.extendleft((one.get("mainEntity"), one.get("@graph")))
            within = [one.get(key) for key in _WITHIN]
            waiting.extend(some for some in within if isinstance(some, dict) and "headline" in some)

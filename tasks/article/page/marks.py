"""The marked places of a page that speak of its article: collected once, in reading order."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from selectolax.lexbor import LexborNode

from tasks.article.page.page import Page
from tasks.text.characters import SHOWS_NOTHING

# One selector for all: the tree is walked once in C, and the kinds are told apart here.
# Each class word costs a twentieth of a millisecond; these are the words bylines are known by.
_SELECTOR: Final = (
    "h1,h2,title,time,link[rel=canonical],link[rel=amphtml],[itemprop],[rel~=author],"
    + ",".join(f"[class*={word} i]" for word in ("aut", "byline", "writer", "reporter"))
)
# rt and rp hold the readings of Chinese characters, which would double a Japanese headline
_SILENT: Final = frozenset({"script", "style", "noscript", "template", "svg", "rt", "rp"})
MOST_MARKS: Final = 5_000  # the largest page of the corpora has 1,500
MOST_INNER: Final = 500  # nodes within one mark: a headline has ten, a wrapper named so thousands


@dataclass(frozen=True, slots=True)
class Mark:
    """One element: `said` are its attributes, `names` its class and id in small letters."""

    node: LexborNode
    tag: str
    said: Mapping[str, str | None]
    names: str
    at: int

    def text(self, limit: int = 400, without: re.Pattern[str] | None = None) -> str:
        """As `visible_text`."""
        return visible_text(self.node, limit, without)

    def pieces(self, limit: int = 200) -> str:
        """As `parted_text`."""
        return parted_text(self.node, limit)


def marks_of(page: Page) -> tuple[Mark, ...]:
    """The marked elements of the page in reading order, each once."""
    found: list[Mark] = []
    seen: set[int] = set()
    for node in page.tree.css(_SELECTOR)[:MOST_MARKS]:
        if node.mem_id in seen:
            continue
        seen.add(node.mem_id)
        said = node.attributes
        names = f"{said.get('class') or ''} {said.get('id') or ''}".lower()
        found.append(Mark(node, node.tag or "", said, names, len(found)))
    return tuple(found)


def visible_text(node: LexborNode, limit: int = 400, without: re.Pattern[str] | None = None) -> str:
    """The text inside with single blanks, cut off at about `limit`; scripts left out.

    Elements whose class (or tag, where they have none) `without` finds are left out too.
    """
    return plain("".join(_texts(node, limit, without)), limit)


def parted_text(node: LexborNode, limit: int) -> str:
    """The text inside with a bar between what stands in different elements."""
    texts = (plain(text, limit) for text in _texts(node, limit, None) if text.strip())
    return " | ".join(filter(None, texts))[:limit]


def _texts(node: LexborNode, limit: int, without: re.Pattern[str] | None) -> Iterator[str]:
    """The texts inside in reading order, a blank where a line breaks, until there are enough."""
    length = steps = 0
    waiting = [node.first_child]
    while waiting and length <= limit and steps < MOST_INNER:
        inner = waiting.pop()
        if inner is None:
            continue
        steps += 1
        waiting.append(inner.next)
        tag = inner.tag or ""
        if tag == "-text":
            text = inner.text_content or ""
            yield text
            length += len(text)
        elif tag not in _SILENT and tag[:1] not in "-!":
            if without is not None and without.search(inner.attributes.get("class") or tag):
                continue
            if tag in _BREAKING:
                yield " "
            waiting.append(inner.first_child)


def plain(text: str, limit: int = 400) -> str:
    """The text with single blanks and without marks that show nothing."""
    text = " ".join(text.split())
    # what shows nothing is not printable; most text is, and looking is cheaper than translating
    if not text.isascii() and not text.isprintable():
        text = SHOWS_NOTHING.sub("", text)
    return text[:limit]


_BREAKING: Final = frozenset(
    {"br", "p", "div", "li", "ul", "td", "tr", "time", "address", "h1", "h2", "h3", "dd", "dt",
     "small"}
)  # fmt: skip

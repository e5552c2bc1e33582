"""Which element of a page readers see as its headline."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from selectolax.lexbor import LexborNode

from tasks.article.page.marks import Mark, visible_text
from tasks.article.page.page import Page

MOST_LOOKED_AT: Final = 300  # marks in which a headline is looked for; it is among the first
MOST_CLASSED: Final = 60  # elements looked at for want of an h1; teasers' titles follow
LONGEST: Final = 400  # characters; the longest headline of the corpora has 260
MOST_BEFORE_LINK: Final = 12  # nodes before a logo's link: blanks, pictures, one or two wrappers
_LIKE: Final = 0.15  # words shared of all; a site's name shares one with "Headline - Site"
# "/", "https://example.org/?lang=en", and as the Wayback Machine writes them
_FRONT_PAGE: Final = re.compile(
    r"(?:(?:https?://[^/\s]{1,99})?/web/[0-9a-z_]{4,20}/)?(?:(?:https?:)?//[^/?#\s]{1,99}/?|/)"
    r"(?:index\.\w{1,5})?(?:[?#]\S{0,99})?"
)
_CJK: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


def head_titles(page: Page, marks: Sequence[Mark]) -> tuple[str, ...]:
    """The titles that the page's head gives it, the site's name and all."""
    return (
        *(value for key in ("og:title", "twitter:title") for value in page.metas.get(key, ())[:1]),
        *(mark.text(LONGEST) for mark in marks if mark.tag == "title" and in_head(mark)),
    )


def headline_of(page: Page, marks: Sequence[Mark], titles: Sequence[str]) -> Mark | None:
    """The element readers see as the headline: the h1 the head's titles share most words with.

    Where no h1 is like them, an h2, itemprop=headline or a class that says headline is, if
    nearly all its words are the title's; else the first h1 after all.
    """
    wanted = {word for title in titles for word in words_of(title)}
    heads = [frozenset(words_of(title)) for title in titles]
    ranked = [
        (_likeness(words, heads), -mark.at, mark)
        for mark in marks[:MOST_LOOKED_AT]
        if mark.tag == "h1" and (words := words_of(mark.text(LONGEST)))
    ]
    ranked.sort(key=lambda found: found[:2], reverse=True)
    best = next((found for found in ranked if not leads_home(found[2])), None)
    if best is not None and (best[0] >= _LIKE or not wanted):
        return best[2]
    for mark in (
        *(mark for mark in marks[:MOST_LOOKED_AT] if _may_be_headline(mark)),
        *_classed(page),
    ):
        words = words_of(mark.text(LONGEST))
        if len(words) >= 3 and sum(word in wanted for word in words) >= 0.8 * len(words):
            return mark
    return best[2] if best is not None else None


def leads_home(mark: Mark) -> bool:
    """Whether all its text is a link to the front page: so sites write their name over a page."""
    link = _first_link(mark.node)
    if link is None or not _FRONT_PAGE.fullmatch((link.attributes.get("href") or "").strip()):
        return False
    return visible_text(link, LONGEST) == mark.text(LONGEST)


def _first_link(node: LexborNode) -> LexborNode | None:
    """The link that the element begins with; an h1 may hold all the rest of a broken page."""
    inner = node.first_child
    for _ in range(MOST_BEFORE_LINK):
        if inner is None or inner.tag == "a":
            return inner
        inner = inner.first_child or inner.next
    return None


def _likeness(words: Sequence[str], heads: Sequence[frozenset[str]]) -> float:
    """The share of words in common with the title it has most in common with."""
    mine = frozenset(words)
    return max((len(mine & head) / len(mine | head) for head in heads), default=0.0)


def _may_be_headline(mark: Mark) -> bool:
    return mark.tag == "h2" or (mark.said.get("itemprop") or "").lower() in ("headline", "name")


def _classed(page: Page) -> Iterator[Mark]:
    """Elements outside the marks, on the one page in twenty without a headline among them."""
    for node in page.tree.css("h3,[class*=headline i],[class*=title i],[id*=title i]")[
        :MOST_CLASSED
    ]:
        if node.tag not in ("title", "head", "body", "html", "section", "article", "a", "script"):
            yield Mark(node, node.tag or "", {}, "", 0)


def in_head(mark: Mark) -> bool:
    """Not the title of a drawing."""
    parent = mark.node.parent
    return parent is not None and parent.tag == "head"


def words_of(text: str) -> list[str]:
    """The words case-folded; a Chinese, Japanese or Korean character is one."""
    if _CJK.search(text):
        text = _CJK.sub(r"\g<0> ", text)
    return text.casefold().split()

"""The article that a page keeps where browsers do not show it: in scripts, in <noscript>."""

import json
import re
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from tasks.article.page.blocks import Leaf, Outline
from tasks.article.page.page import Page
from tasks.article.page.walk import outline_of

SHORTEST: Final = 400  # characters of a string literal; a shorter one holds no article
MOST: Final = 4_000_000  # characters of scripts; the largest of the corpora has 2 million
PARAGRAPHS: Final = 3  # marks of them; text with fewer is a notice
MOST_STRINGS: Final = 20  # the longest; an article is among them
# A string of JSON. One that is never closed runs to the end: were it no match, the search would
# begin again at each quote within it, and take the square of the script.
_STRING: Final = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)', re.DOTALL)
_PARAGRAPH: Final = re.compile(r"<p[ >]|<br ?/?>|</p>", re.IGNORECASE)


def script_outline(page: Page) -> tuple[Outline, list[Leaf]]:
    """The outline of the longest marked-up text that is not shown; no leaves when there is none."""
    best = max(_strings(page), _aside(page), key=len)
    if not best:
        return Outline(), []
    outline = outline_of(LexborHTMLParser(best))
    return outline, outline.leaves


def _aside(page: Page) -> str:
    """The longest markup with paragraphs in <noscript> or a script that is a template."""
    best = ""
    for node in page.tree.css("noscript,script[type^='text/template']"):
        markup = node.text(deep=True) if node.tag == "script" else node.inner_html or ""
        if len(best) < len(markup) <= MOST and len(_PARAGRAPH.findall(markup)) >= PARAGRAPHS:
            best = markup
    return best


def _strings(page: Page) -> str:
    """The longest string of a script that has paragraphs in it, as its program reads it."""
    candidates = []
    left = MOST
    for node in page.tree.css("script:not([src])"):
        text = node.text(deep=True)
        if len(text) < SHORTEST or len(text) > left:
            continue
        left -= len(text)
        if "\\u003cp" in text.lower() or "<p" in text or "<\\/p" in text:
            candidates += [one for one in _STRING.findall(text) if len(one) >= SHORTEST]
    candidates.sort(key=len, reverse=True)
    best = ""
    for one in candidates[:MOST_STRINGS]:
        try:
            value = json.loads(one, strict=False)
        except ValueError:
            continue
        if len(value) > len(best) and len(_PARAGRAPH.findall(value)) >= PARAGRAPHS:
            best = value
    return best

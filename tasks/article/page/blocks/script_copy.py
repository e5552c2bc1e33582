"""The article that a page keeps where browsers do not show it: in scripts, in <noscript>."""

import json
import re
from collections.abc import Iterator
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from tasks.article.page.blocks.apart import prose_in
from tasks.article.page.blocks.blocks import Outline
from tasks.article.page.blocks.script_lists import listed_articles
from tasks.article.page.blocks.walk import outline_of
from tasks.article.page.page import Page

SHORTEST: Final = 400  # characters of a string literal; a shorter one holds no article
MOST: Final = 4_000_000  # characters of scripts; the largest of the corpora has 2 million
PARAGRAPHS: Final = 3  # marks of them; text with fewer is a notice
MOST_STRINGS: Final = 20  # the longest; an article is among them
MOST_LAYERS: Final = 3  # of strings within strings: data in a program's string in a page's data
MOST_CANDIDATES: Final = 5  # with the most paragraphs: the others are not read as pages
# A string of JSON. One that is never closed runs to the end: were it no match, the search would
# begin again at each quote within it, and take the square of the script.
_STRING: Final = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)', re.DOTALL)
_LOOSE_QUOTE: Final = re.compile(r'(?<!\\)((?:\\\\)*+)"')  # with no backslash of its own
_ESCAPES: Final = ('\\"', "\\u003c", "\\u003C", "\\/")
_PARAGRAPH: Final = re.compile(r"<p[ >]|<br ?/?>|</p>", re.IGNORECASE)
# A script that hands on one string: programs that stream a page cut its data wherever a piece is
# full, and an article with it. The pieces are one text.
_PIECE: Final = re.compile(
    r'\A\s*+[^"]{1,120}\.push\(\[\d{1,3},("(?:[^"\\]++|\\.)*+")\]\)\s*+;?\s*+', re.DOTALL
)
# A text in such a stream stands without quotes behind its number and its size in bytes.
_UNQUOTED: Final = re.compile(r"(?:^|(?<=[\n\]}>]))[0-9a-f]{1,6}:T([0-9a-f]{1,6}),", re.MULTILINE)


def script_outline(page: Page) -> Outline:
    """The outline of the text not shown that has most prose; without leaves when there is none.

    All escapes are resolved, however many layers of strings the text lies in.
    """
    candidates = [*_asides(page)]
    pieces: list[str] = []
    left = MOST
    for node in page.tree.css("script:not([src])"):
        text = node.text(deep=True)
        if len(text) > left:
            continue
        left -= len(text)
        piece = _PIECE.fullmatch(text)
        if piece:
            pieces.append(_decoded(piece[1]))
        elif len(text) >= SHORTEST:
            if _has_paragraphs(text):
                candidates += _texts_in(text, MOST_LAYERS)
            candidates += listed_articles(text)
    stream = "".join(pieces)
    if _has_paragraphs(stream):
        candidates += _texts_in(stream, MOST_LAYERS - 1)
    marked = sorted(dict.fromkeys(candidates), key=lambda one: -len(_PARAGRAPH.findall(one)))
    outlines = [outline_of(LexborHTMLParser(one)) for one in marked[:MOST_CANDIDATES]]
    return max(outlines, key=_prose_of, default=Outline())


def _asides(page: Page) -> Iterator[str]:
    """The markup with paragraphs that is in <noscript>, or in a script that is a template."""
    for node in page.tree.css("noscript,script[type^='text/template']"):
        markup = node.text(deep=True) if node.tag == "script" else node.inner_html or ""
        if len(markup) <= MOST and len(_PARAGRAPH.findall(markup)) >= PARAGRAPHS:
            yield markup


def _prose_of(outline: Outline) -> int:
    return sum(map(prose_in, outline.leaves))


def _has_paragraphs(text: str) -> bool:
    return "<p" in text or "<\\/p" in text or "\\u003cp" in text or "\\u003Cp" in text


def _texts_in(text: str, layers: int) -> Iterator[str]:
    """The marked-up texts in the strings of a script, or in the strings within these."""
    strings = [one for one in _STRING.findall(text) if len(one) >= SHORTEST]
    found = [_decoded(one) for one in sorted(strings, key=len, reverse=True)[:MOST_STRINGS]]
    for one in (*found, *_unquoted(text)):
        if layers > 1 and _is_data(one):
            within = list(_texts_in(one, layers - 1))
            if within:
                yield from within
                continue
            bare = _bare(one)
        else:
            bare = one
        if len(_PARAGRAPH.findall(bare)) >= PARAGRAPHS:
            yield bare


def _is_data(text: str) -> bool:
    """Whether it is itself data with strings in it, or a string with escapes, and not markup."""
    return text.lstrip()[:1] in ("{", "[") or any(mark in text for mark in _ESCAPES)


def _unquoted(text: str) -> Iterator[str]:
    """The texts of a stream that stand without quotes, each as long as is said before it."""
    behind = 0
    for match in _UNQUOTED.finditer(text):
        size = int(match[1], 16)
        if match.start() < behind or size < SHORTEST:
            continue
        # a character has no more bytes than characters of the stretch have
        data = text[match.end() : match.end() + size].encode("utf-8", "surrogatepass")
        one = data[:size].decode("utf-8", "ignore")
        behind = match.end() + len(one)
        yield one


def _decoded(literal: str) -> str:
    """What the string literal means; "" where it is not one of JSON."""
    try:
        value = json.loads(literal, strict=False)
    except ValueError:
        return ""
    return value if isinstance(value, str) else ""


def _bare(text: str) -> str:
    """The text with the escapes resolved that a string within a string leaves, where it has any."""
    quoted = _LOOSE_QUOTE.sub(r'\1\\"', text)
    return _decoded(f'"{quoted}"') or text

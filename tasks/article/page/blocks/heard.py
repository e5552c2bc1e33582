"""What a page says of its article beside the text: its headlines, its summaries, its copy."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser

from tasks.article.page.blocks.block_text import Heard
from tasks.article.page.blocks.walk import outline_of
from tasks.article.page.page import Page, PageWitness
from tasks.text.words import letters_of

SUMMARIES: Final = ("og:description", "description", "twitter:description", "dc.description")
# every leaf of the page is compared with all of these
MOST: Final = 40  # headlines, summaries; a page of teasers has hundreds, none of them its own
LONGEST: Final = 2_000  # characters of one
LONGEST_BODY: Final = 100_000  # letters; the longest article of the corpora has 60,000
LAYERS: Final = 3  # of escapes: "&lt;p&gt;" is a tag that was escaped once too often
_MARKUP: Final = re.compile(r"</[a-zA-Z]|<(?:p|br)\b|&[#\w]", re.IGNORECASE)
_PARAGRAPHED: Final = re.compile(r"<(?:p|br)\b", re.IGNORECASE)
_BLANK_LINE: Final = re.compile(r"\n[ \t\r]*+\n")
TITLES: Final = ("og:title", "twitter:title", "dc.title", "headline")


def heard_of(page: Page, witnesses: tuple[PageWitness, ...]) -> Heard:
    """The letters of every headline, summary and body that head and JSON-LD have."""
    # what h1 and text say is read from the text: a witness that repeats it proves nothing
    apart = [witness for witness in witnesses if witness.kind in ("json_ld", "meta")]
    titles = [witness.value for witness in apart if witness.field == "title"]
    summaries = [witness.value for witness in apart if witness.field == "dek"]
    titles += [value for name in TITLES for value in page.metas.get(name, ())]
    summaries += [value for name in SUMMARIES for value in page.metas.get(name, ())]
    title = page.tree.css_first("title")
    if title is not None:
        whole = title.text()
        titles.append(whole)
        for mark in (" | ", " - ", " – ", " — ", "_", " : ", " :: "):
            titles.append(whole.partition(mark)[0])
    for item in page.json_ld:
        titles += _strings(item.get("headline"))
        summaries += _strings(item.get("description"))
    body = letters_of(longest_body(page.json_ld)[: 2 * LONGEST_BODY])[:LONGEST_BODY]
    return Heard(_letters(titles), _letters(summaries), body)


def longest_body(items: Sequence[Mapping[str, Any]]) -> str:
    """The longest articleBody of the page's JSON-LD, without markup, a line a paragraph; or ""."""
    bodies = [""]
    for item in items:
        bodies += _strings(item.get("articleBody"))
    longest = max(bodies, key=len)
    for _ in range(LAYERS):
        if not _MARKUP.search(longest):
            break
        text = _text_of(longest)
        if text == longest:
            break
        longest = text
    return longest


def _text_of(markup: str) -> str:
    """Its paragraphs: links and emphasis stand in their lines.

    Where tags mark paragraphs a line break is a blank, as in browsers; else it ends one. Blank
    lines always do: editors' text with a few tags in it has them for paragraphs.
    """
    if _PARAGRAPHED.search(markup):
        markup = _BLANK_LINE.sub("<p>", markup)
    else:
        markup = markup.replace("\n", "<p>")
    return "\n".join(leaf.text for leaf in outline_of(LexborHTMLParser(markup)).leaves)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield from (one for one in value if isinstance(one, str))


def _letters(texts: list[str]) -> tuple[str, ...]:
    letters = (letters_of(text[:LONGEST]) for text in texts[:MOST])
    return tuple(dict.fromkeys(one for one in letters if len(one) >= 6))

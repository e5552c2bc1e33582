"""What a page says of its article beside the text: its headlines, its summaries, its copy."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser

from tasks.article.page.blocks.block_text import Heard
from tasks.article.page.page import Page, PageWitness
from tasks.text.words import letters_of

SUMMARIES: Final = ("og:description", "description", "twitter:description", "dc.description")
# every leaf of the page is compared with all of these
MOST: Final = 40  # headlines, summaries; a page of teasers has hundreds, none of them its own
LONGEST: Final = 2_000  # characters of one
LONGEST_BODY: Final = 100_000  # letters; the longest article of the corpora has 60,000
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
    """The longest articleBody of the page's JSON-LD, without markup; "" for none."""
    bodies = [""]
    for item in items:
        bodies += _strings(item.get("articleBody"))
    longest = max(bodies, key=len)
    if "</" in longest or "&" in longest:
        root = LexborHTMLParser(longest).body
        return root.text(separator="\n") if root is not None else ""
    return longest


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield from (one for one in value if isinstance(one, str))


def _letters(texts: list[str]) -> tuple[str, ...]:
    letters = (letters_of(text[:LONGEST]) for text in texts[:MOST])
    return tuple(dict.fromkeys(one for one in letters if len(one) >= 6))

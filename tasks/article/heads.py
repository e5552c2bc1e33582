"""The lines above the first paragraph: headline, byline, date line, section, standfirst."""

import re
from collections.abc import Sequence
from typing import Final

from tasks.article.block import Block
from tasks.article.captions import is_caption_above
from tasks.article.dates.datelines import has_sure_dateline
from tasks.article.dates.head_dates import is_date_line
from tasks.article.prose import (
    LONGEST_ALONE,
    PROSE_WORDS,
    SHORTEST_PROSE,
    begins_with_words,
    is_cjk,
    is_standfirst,
    is_table_row,
    looks_like_title,
)
from tasks.article.source_lines import PRESS_WORDS, is_house, is_name_line, is_section
from tasks.article.worded_bylines import has_colon, worded_names
from tasks.outlets.registry import Registry
from tasks.text.sentence_ends import CLOSING, MARKS, UNSPACED_MARKS
from tasks.text.words import words_in

TELLING_WORDS: Final = 4  # words; a shorter line above an article is a section, a label, a name
MARKS_OF_A_HEAD: Final = ("source_line", "byline", "dateline")
LONGEST_FRONT: Final = 120  # characters; bylines and date lines of the corpora are shorter
LONGEST_DEK: Final = 400  # characters of a standfirst
MOST_SENTENCES: Final = 2  # of a standfirst
_SENTENCE: Final = re.compile(rf"[{MARKS}]{CLOSING}{{0,3}}(?=\s[^a-z]|\Z)|[{UNSPACED_MARKS}]")


def type_front(blocks: list[Block], prose: Sequence[int], registry: Registry) -> list[Block]:
    """Bylines and date lines in any language, and the standfirst above them, down to the lead."""
    if not prose:
        return blocks
    reach = prose[1] if len(prose) > 1 else prose[0]
    typed = list(blocks)
    for i in range(reach):
        if not blocks[i].kind and len(blocks[i].text) <= LONGEST_FRONT:
            kind, reason = _of_front(blocks, i, reach, registry)
            typed[i] = blocks[i].typed(kind, reason) if kind else blocks[i]
    return _type_credited_below_title(_type_standfirst(typed, prose), prose, registry)


def _of_front(
    blocks: Sequence[Block], place: int, reach: int, registry: Registry
) -> tuple[str, str]:
    text = blocks[place].text
    if is_date_line(text):
        return "source_line", "a day in the head"
    if worded_names(text) and (has_colon(text) or _has_title(blocks[:reach], place)):
        return "byline", "a byline in its language's words"
    if is_writer_for_house(text, registry) and _has_title(blocks[:reach], place):
        return "byline", "a writer and the house written for"
    return "", ""


def _has_title(blocks: Sequence[Block], but: int) -> bool:
    """Whether another line than this can be the headline."""
    return any(
        block.kind == "title"
        or (i != but and not block.kind and looks_like_title(block.text)
            and words_in(block.text) >= TELLING_WORDS)
        for i, block in enumerate(blocks)
    )  # fmt: skip


def _type_standfirst(blocks: list[Block], prose: Sequence[int]) -> list[Block]:
    """A paragraph between the headline and the only byline or date line sums the article up."""
    first = next((i for i in prose if not blocks[i].kind), -1)
    if first < 1 or first == prose[-1]:
        return blocks
    text = blocks[first].text
    above = blocks[:first]
    below = next((block for block in blocks[first + 1 :] if block.kind != "widget"), None)
    is_dek = (
        below is not None
        and below.kind in ("byline", "source_line")
        and below.reason != "page reference"
        and len(text) <= LONGEST_DEK
        and not any(block.kind in MARKS_OF_A_HEAD for block in above)
        and _has_title(above, -1)
        and len(_SENTENCE.findall(text)) <= MOST_SENTENCES
        and not has_sure_dateline(text)
    )
    if not is_dek:
        return blocks
    return [
        block.typed("dek", "stands between headline and byline") if i == first else block
        for i, block in enumerate(blocks)
    ]


def _type_credited_below_title(
    blocks: list[Block], prose: Sequence[int], registry: Registry
) -> list[Block]:
    """'Jo Field, Reuters' in a head without picture and byline says who wrote the text."""
    first = next((i for i in prose if not blocks[i].kind), 0)
    head = blocks[:first]
    kinds = [block.kind for block in head]
    if "credit" not in kinds or "caption" in kinds or "byline" in kinds:
        return blocks
    return [
        block.typed("byline", "a writer and a name of the registry")
        if 0 < i < first
        and block.reason == "a photo credit alone"
        and is_writer_and_house(block.text, registry)
        and _has_title(blocks[:i], -1)
        else block
        for i, block in enumerate(blocks)
    ]


def is_writer_and_house(text: str, registry: Registry) -> bool:
    """'Jo Field, Associated Press'."""
    writer, comma, house = text.rpartition(", ")
    return bool(comma) and is_house(house, registry) and is_name_line(writer)


def is_writer_for_house(text: str, registry: Registry) -> bool:
    """'Jo Field for the Guardian'."""
    writer, joined, house = text.partition(" for ")
    if not joined or not is_name_line(writer):
        return False
    name = house.removeprefix("the ").removeprefix("The ").strip(" .")
    return (
        is_house(name, registry)
        or is_house(f"The {name}", registry)
        or (name.istitle() and not PRESS_WORDS.isdisjoint(name.casefold().split()))
    )


def type_head(blocks: list[Block], first: int) -> list[Block]:
    """Headline, section and standfirst among the lines above the first prose."""
    typed = list(blocks)
    for i in range(first):
        if not blocks[i].kind and is_caption_above(blocks[i].text):
            typed[i] = blocks[i].typed("caption", "an agency's name after its end")
        elif not blocks[i].kind and is_standfirst(blocks[i].text):
            typed[i] = blocks[i].typed("dek", "sums the article up")
    blocks = list(typed)
    free = [i for i in range(first) if not blocks[i].kind]
    title = next((i for i in range(first) if blocks[i].kind == "title"), -1)
    if title < 0:
        title = _title_among(blocks, free, first)
        if title >= 0 and _sums_up(blocks, title, first):
            typed[title] = blocks[title].typed("dek", "sums the article up")
            free.remove(title)
            title = -1
        elif title >= 0:
            typed[title] = blocks[title].typed("title", "stands above the article")
    printed = blocks[title].text if title >= 0 else ""
    marks = [i for i in range(first) if blocks[i].kind in MARKS_OF_A_HEAD]
    source = next((i for i in marks if i > title), first)
    dateline = next((i for i in range(first) if blocks[i].kind == "dateline"), first)
    for i in free:
        if i == title:
            continue
        if i > dateline:
            kind, reason = "body", "stands below the dateline"
        elif i > source and begins_with_words(blocks[i].text, PROSE_WORDS + 1):
            # a standfirst stands above the source line; this is a paragraph that lost its end
            kind, reason = "body", "copy"
        else:
            kind, reason = _beside_title(blocks[i].text, printed, below=0 <= title < i)
        typed[i] = blocks[i].typed(kind, reason)
    return typed


def _sums_up(blocks: Sequence[Block], title: int, first: int) -> bool:
    """Whether the only line above the lead is too long to be its headline: a standfirst."""
    return len(blocks[title].text) >= LONGEST_ALONE and all(
        block.kind in ("furniture", "widget", "caption", "credit")
        for block in blocks[title + 1 : first]
    )


def _beside_title(text: str, title: str, *, below: bool) -> tuple[str, str]:
    """What a line above the first paragraph is that is not the headline."""
    if is_section(text):
        return "source_line", "section line"
    if title and text == title:
        return "duplicate", "repeats the headline"
    if not below:
        return "furniture", "stands above the headline"
    if is_name_line(text):
        return "byline", "names alone above the article"
    # "Here is what matters:" opens what follows, and a row of a table sums nothing up
    opens = text.endswith((":", "：")) or is_table_row(text)
    if words_in(text) >= SHORTEST_PROSE and not opens:
        return "dek", "stands under the headline"
    return "subhead", "a short line above the first paragraph"


def _title_among(blocks: Sequence[Block], free: Sequence[int], first: int) -> int:
    """Index of the headline among the free lines above the prose, or -1.

    The headline stands above the first source line; section and kicker above it are short, a
    standfirst stands below it; menus are in another script than the article.
    """
    script = is_cjk(blocks[first].text)
    able = [
        i
        for i in free
        if looks_like_title(blocks[i].text)
        and not is_section(blocks[i].text)
        and is_cjk(blocks[i].text) == script
    ]
    if not able:
        return -1
    marks = [i for i in range(first) if blocks[i].kind in MARKS_OF_A_HEAD]
    above = [i for i in able if any(mark > i for mark in marks)]

    def worth(i: int) -> tuple[bool, bool, int]:
        text = blocks[i].text
        return (words_in(text) >= TELLING_WORDS, not is_name_line(text), -i)

    best = max(above or able, key=worth)
    return best if worth(best)[:2] != (False, False) else -1

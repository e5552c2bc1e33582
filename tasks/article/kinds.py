"""What each line of a dump is: headline, source line, body, caption, furniture."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from tasks.article.captions import caption_reason, is_credit
from tasks.article.datelines import read_dateline
from tasks.article.furniture import FURNITURE, HEADINGS_OF_LISTS, NOTES, WIDGETS, key_of
from tasks.article.source_lines import dated_title, is_section, source_reason
from tasks.outlets.registry import Outlet, Registry
from tasks.readers.text import Line
from tasks.text.words import letters_of

LONGEST_TITLE: Final = 250  # characters; the longest headline of the corpora's gold has 221
PROSE_WORDS: Final = 12  # words; fewer, without a sentence end, are a headline or a list entry
SHORTEST_PROSE: Final = 5  # words of a line that counts as a sentence by its end mark
RUN_OF_FURNITURE: Final = 3  # lines; a shorter run that stands twice may be a refrain

_SENTENCE_END: Final = re.compile(r"[.!?。！？…][\"'”’»)\]）」]{0,3}$")
_TAGS: Final = re.compile(r"^\[(?:\"[^\"\]]{1,60}\"(?:, ?)?)+\]$|^#\w+(?: #\w+)*$|^Tags? ?:")
_CJK: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the copy and what it is: characters start:end, and the rule that says so."""

    kind: str
    text: str
    start: int
    end: int
    reason: str


def type_lines(
    lines: Sequence[Line], outlet: Outlet | None, registry: Registry, given_title: str | None = None
) -> list[Block]:
    """Every line as a block of one kind, in reading order; nothing is left out."""
    blocks = [block for line in lines for block in _split_dated_title(_type_alone(line, outlet))]
    blocks = _type_by_names(blocks, registry, given_title)
    blocks = _set_repeated_frame_aside(blocks)
    first, last = _span_of_prose(blocks)
    if first < 0:
        return _type_without_prose(blocks)
    blocks = _type_head(blocks, first)
    blocks = _type_middle(blocks, first, last)
    return _type_tail(blocks, last)


def words_in(text: str) -> int:
    """Words of the text; each Chinese or Japanese character counts as one."""
    if text.isascii():
        return len(text.split())
    return len(_CJK.sub(" x ", text).split())


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does."""
    return _SENTENCE_END.search(text[-6:]) is not None


def is_prose(text: str) -> bool:
    """Whether the line is copy and no headline, label or list entry."""
    count = words_in(text[:400])
    if ends_sentence(text):
        return count >= SHORTEST_PROSE
    return count >= 3 * PROSE_WORDS or (count >= PROSE_WORDS and read_dateline(text) is not None)


def _type_alone(line: Line, outlet: Outlet | None) -> Block:
    kind, reason = _kind_alone(line.text, outlet)
    return Block(kind, line.text, line.start, line.end, reason)


def _kind_alone(text: str, outlet: Outlet | None) -> tuple[str, str]:
    """The kind a line has whatever stands around it; ('', '') when its place decides."""
    if outlet is not None:
        for kind, reason, pattern in outlet.compiled_rules:
            if pattern.match(text):
                return kind, reason
    size = len(text)
    if size <= 60:
        key = key_of(text)
        if not key:
            return "furniture", "marks without words"
        if key in WIDGETS:
            return "widget", "a button"
        if key in HEADINGS_OF_LISTS:
            return "furniture", "heading of a list"
        if is_credit(text):
            return "credit", "a photo credit alone"
    if size <= 400:
        if _TAGS.match(text):
            return "widget", "a list of tags"
        if FURNITURE.match(text):
            return "furniture", "a notice of the page"
        if size <= 300 and NOTES.match(text):
            return "note", "a note on the article"
        reason = source_reason(text)
        if reason:
            return ("byline" if reason == "byline" else "source_line"), reason
    reason = caption_reason(text)
    if reason:
        return "caption", reason
    if size > 400 and size < 900 and FURNITURE.match(text):
        return "furniture", "a notice of the page"
    return "", ""


def _type_by_names(blocks: list[Block], registry: Registry, given_title: str | None) -> list[Block]:
    """The headline that was given beside the copy, and lines that are but a known name."""
    wanted = letters_of(given_title) if given_title else ""
    typed = list(blocks)
    for i, block in enumerate(blocks):
        if block.kind or len(block.text) > LONGEST_TITLE:
            continue
        name = block.text.casefold().strip(" ()[]/-–—|.")
        if name in registry.agency_by_name or name in registry.by_name:
            typed[i] = (
                replace(block, kind="credit", reason="sign-off")
                if block.text[:1] in "([/-–—" or i > len(blocks) // 2
                else replace(block, kind="byline", reason="a name of the registry")
            )
        elif wanted and letters_of(block.text) == wanted:
            typed[i] = replace(block, kind="title", reason="the headline given beside the copy")
            wanted = ""
    return typed


def _split_dated_title(block: Block) -> list[Block]:
    """'date 2017-08-25 Headline' as the stamp and the headline."""
    if block.kind not in ("", "source_line"):
        return [block]
    cut = dated_title(block.text)
    if not cut:
        return [block]
    stamp = block.text[:cut].rstrip()
    return [
        Block("source_line", stamp, block.start, block.start + len(stamp), "date before the title"),
        Block("title", block.text[cut:], block.start + cut, block.end, "stands after its date"),
    ]


def _set_repeated_frame_aside(blocks: list[Block]) -> list[Block]:
    """A run of lines that stands both above and below is the page's frame, if any of it is.

    China Daily prints its page-not-found notice above and below good articles; without this the
    notice would be two paragraphs of one article in nine.
    """
    if len(blocks) < 2 * RUN_OF_FURNITURE + 1:
        return blocks
    texts = [block.text for block in blocks]
    places: dict[str, list[int]] = {}
    for index, text in enumerate(texts):
        places.setdefault(text, []).append(index)
    frame: set[int] = set()
    index = 0
    while index < len(blocks):
        other = places[texts[index]][-1]
        length = 0
        while (
            index + length < other
            and other + length < len(blocks)
            and texts[index + length] == texts[other + length]
        ):
            length += 1
        run = blocks[index : index + length]
        known = sum(block.kind in ("furniture", "widget") for block in run)
        if length >= RUN_OF_FURNITURE and known * 4 >= length:
            frame.update(range(index, index + length))
            frame.update(range(other, other + length))
        index += max(length, 1)
    return [
        replace(block, kind="furniture", reason="stands above and below the article")
        if index in frame and block.kind in ("", "note", "caption")
        else block
        for index, block in enumerate(blocks)
    ]


def _span_of_prose(blocks: Sequence[Block]) -> tuple[int, int]:
    """First and last block of prose that no rule typed; (-1, -1) when there is none."""
    prose = [i for i, block in enumerate(blocks) if not block.kind and is_prose(block.text)]
    return (prose[0], prose[-1]) if prose else (-1, -1)


def looks_like_title(text: str) -> bool:
    """Whether a line could be a headline: some words, no sentence, not too long."""
    if len(text) > LONGEST_TITLE or words_in(text) < 2 or text[:1] in "([":
        return False
    if text.endswith((".", "。", ":", ",", ";")) and not text.endswith("..."):
        # "... meets Park Jr." and "U.S." may end a headline; a sentence has more words than that
        return bool(re.search(r"\b(?:[A-Z]\.|Jr\.|Sr\.|Inc\.|Co\.|Ltd\.|Corp\.)$", text))
    return not (text[:1].islower() and text.isascii())


def _type_head(blocks: list[Block], first: int) -> list[Block]:
    """Headline, section and standfirst among the lines above the first prose."""
    free = [i for i in range(first) if not blocks[i].kind]
    typed = list(blocks)
    title = next((i for i in range(first) if blocks[i].kind == "title"), -1)
    if title < 0:
        title = _title_among(blocks, free, first)
        if title >= 0:
            typed[title] = replace(blocks[title], kind="title", reason="stands above the article")
    for i in free:
        if i == title:
            continue
        block = blocks[i]
        if is_section(block.text):
            typed[i] = replace(block, kind="source_line", reason="section line")
        elif block.text == (blocks[title].text if title >= 0 else ""):
            typed[i] = replace(block, kind="duplicate", reason="repeats the headline")
        elif 0 <= title < i and words_in(block.text) >= SHORTEST_PROSE:
            typed[i] = replace(block, kind="dek", reason="stands under the headline")
        elif 0 <= title < i:
            typed[i] = replace(
                block, kind="subhead", reason="a short line above the first paragraph"
            )
        else:
            typed[i] = replace(block, kind="furniture", reason="stands above the headline")
    return typed


def _title_among(blocks: Sequence[Block], free: Sequence[int], first: int) -> int:
    """Index of the headline among the free lines above the prose, or -1."""
    able = [i for i in free if looks_like_title(blocks[i].text) and not is_section(blocks[i].text)]
    if not able:
        return -1
    marks = [i for i in range(first) if blocks[i].kind in ("source_line", "byline", "dateline")]
    above = [i for i in able if any(mark > i for mark in marks)]
    if above:
        # the headline stands right above its source line, a section or kicker above it, a
        # standfirst between them: take the longest of the last two lines
        pair = above[-2:]
        return max(pair, key=lambda i: (words_in(blocks[i].text) >= 4, -i))
    return max(able[:2], key=lambda i: (words_in(blocks[i].text) >= 4, -i))


def _type_middle(blocks: list[Block], first: int, last: int) -> list[Block]:
    """Body and sub-headings from the first prose to the last; captions said twice."""
    typed = list(blocks)
    captions: dict[str, int] = {}
    for i, block in enumerate(blocks):
        if block.kind == "caption":
            if block.text in captions:
                typed[i] = replace(block, kind="duplicate", reason="repeats a caption")
            captions.setdefault(block.text, i)
        if block.kind or not first <= i <= last:
            continue
        if is_prose(block.text) or ends_sentence(block.text) or words_in(block.text) > PROSE_WORDS:
            typed[i] = replace(block, kind="body", reason="copy")
        else:
            typed[i] = replace(block, kind="subhead", reason="a short line between paragraphs")
    return typed


def _type_tail(blocks: list[Block], last: int) -> list[Block]:
    """What follows the last prose: a closing line of copy, or the page's end."""
    typed = list(blocks)
    closed = False
    for i in range(last + 1, len(blocks)):
        block = blocks[i]
        if block.kind:
            closed = closed or block.kind in ("furniture", "source_line", "credit")
            continue
        if not closed and ends_sentence(block.text):
            typed[i] = replace(block, kind="body", reason="copy")
        elif is_section(block.text):
            typed[i] = replace(block, kind="source_line", reason="section line")
        else:
            closed = True
            typed[i] = replace(block, kind="furniture", reason="stands below the last sentence")
    return typed


def _type_without_prose(blocks: list[Block]) -> list[Block]:
    """Copy of short lines (results, tables): a headline, and the rest is what it says."""
    free = [i for i, block in enumerate(blocks) if not block.kind]
    typed = list(blocks)
    if sum(words_in(blocks[i].text) for i in free) < SHORTEST_PROSE:
        for i in free:
            typed[i] = replace(blocks[i], kind="furniture", reason="too short for copy")
        return typed
    has_title = any(block.kind == "title" for block in blocks)
    for place, i in enumerate(free):
        if place == 0 and not has_title and len(free) > 1 and looks_like_title(blocks[i].text):
            typed[i] = replace(blocks[i], kind="title", reason="first line of short copy")
        elif ends_sentence(blocks[i].text) or has_title or len(free) > 1:
            typed[i] = replace(blocks[i], kind="body", reason="short copy")
        else:
            typed[i] = replace(blocks[i], kind="title", reason="a headline alone")
    return typed

"""What each line of a dump is: headline, source line, body, caption, furniture."""

import re
from collections.abc import Sequence
from typing import Final

from tasks.article.block import Block
from tasks.article.captions import may_be_caption
from tasks.article.credits import sign_off_start
from tasks.article.furniture import HEADINGS_OF_LINKS, key_of
from tasks.article.heads import is_writer_and_house, type_front, type_head
from tasks.article.line_kinds import LONGEST_NOTICE, kind_alone
from tasks.article.prose import (
    LONGEST_TITLE,
    PROSE_WORDS,
    SHORTEST_PROSE,
    begins_with_words,
    ends_sentence,
    is_prose,
    is_row_of_figures,
    is_table_row,
    looks_like_title,
)
from tasks.article.source_lines import (
    SOURCE_LABEL,
    WITH_MATERIAL,
    dated_title,
    is_house,
    is_section,
    names_houses,
)
from tasks.article.worded_notices import is_label_of_links
from tasks.outlets.registry import Outlet, Registry
from tasks.readers.text import Line
from tasks.text.characters import clean_characters
from tasks.text.words import letters_of, words_in

RUN_OF_FURNITURE: Final = 3  # lines; a shorter run that stands twice may be a refrain
PROSE_AFTER_NOTE: Final = 3  # paragraphs; what so many follow is told, not noted
# what hides that a line is a known one
ODD_MARKS: Final = ("&", "\xa0", "\xad", "\u200b", "\u3000", "  ")
LONGEST_HEADING: Final = 4  # words above a table: "Nine months", "Women's results"
_COUNTED: Final = re.compile(r"all [\d,]{1,9} news articles\b")
PHOTO_CREDITS: Final = ("a photo credit alone", "signature of a quoted post")
CREDITS_OF_PICTURES: Final = ("a photo credit alone", "ends with a photo credit")
WORDS_OF_A_LINK: Final = 4  # a headline's; a heading of the article's own is shorter, mostly
LONGEST_NAMES: Final = 60  # characters of a line that is but who wrote the text
LONGEST_DESK: Final = 24  # characters of agencies side by side: "dpa/afp/rtr"
LONGEST_CREDIT: Final = 90  # characters; with a longer one a caption ends


def type_lines(
    lines: Sequence[Line], outlet: Outlet | None, registry: Registry, given_title: str | None = None
) -> list[Block]:
    """Every line as a block of one kind, in reading order; nothing is left out."""
    blocks: list[Block] = []
    for line in lines:
        kind, reason = kind_alone(_plain(line.text), outlet)
        blocks += _split_dated_title(Block(kind, line.text, line.start, line.end, reason))
    blocks = _type_by_names(blocks, registry, given_title)
    blocks = _set_repeated_frame_aside(blocks)
    prose = [i for i, block in enumerate(blocks) if not block.kind and is_prose(block.text)]
    if not prose:
        return _type_without_prose(blocks)
    blocks = _free_notes_within(blocks, prose)
    blocks = _type_captions_beside_credits(blocks)
    prose = [i for i in prose if not blocks[i].kind]
    blocks = type_front(blocks, prose, registry)
    prose = [i for i in prose if not blocks[i].kind]
    if not prose:
        return _type_without_prose(blocks)
    blocks = type_head(blocks, prose[0])
    blocks = _type_middle(blocks, prose)
    return _type_tail(blocks, prose[-1])


def _plain(text: str) -> str:
    """The line as its reader sees it: "Today&#39;s Top News" is a heading all the same."""
    if len(text) <= LONGEST_NOTICE:
        for mark in ODD_MARKS:
            if mark in text:
                return clean_characters(text)[0] or text
    return text


def _type_by_names(blocks: list[Block], registry: Registry, given_title: str | None) -> list[Block]:
    """The headline that was given beside the copy, and lines that are but a known name."""
    wanted = letters_of(given_title) if given_title else ""
    typed = list(blocks)
    for i, block in enumerate(blocks):
        if block.kind or len(block.text) > LONGEST_TITLE:
            continue
        if len(block.text) <= LONGEST_NAMES and _is_known_name(block.text, registry):
            typed[i] = (
                block.typed("credit", "sign-off")
                if block.text[:1] in "([/-–—" or i > len(blocks) // 2
                else block.typed("byline", "a name of the registry")
            )
        elif len(block.text) <= LONGEST_NAMES and _is_labelled_source(block.text, registry):
            kind = "note" if i > len(blocks) // 2 else "source_line"
            typed[i] = block.typed(kind, "names the source of the text")
        elif len(block.text) <= LONGEST_NAMES and is_writer_and_house(block.text, registry):
            typed[i] = block.typed("byline", "a writer and a name of the registry")
        elif wanted and letters_of(block.text) == wanted:
            typed[i] = block.typed("title", "the headline given beside the copy")
            wanted = ""
    return typed


def _is_known_name(text: str, registry: Registry) -> bool:
    made = WITH_MATERIAL.match(text)
    name = text[made.end() if made else 0 :].strip(" ()（）[]/-–—|.")
    # "Reuters-Xinhua", and not "Al-Jazeera", which is one
    return (
        is_house(name, registry)
        or all(is_house(part.strip(), registry) for part in name.split("-"))
        or (len(name) <= LONGEST_DESK and "/" in name and names_houses(name, registry))
        or sign_off_start(text, registry) == 0
    )


def _is_labelled_source(text: str, registry: Registry) -> bool:
    """'来源：新华社', '(Source: Reuters)', and nothing else."""
    label = SOURCE_LABEL.match(text)
    return label is not None and is_house(text[label.end() :].strip(" ()（）[].。"), registry)


def _split_dated_title(block: Block) -> list[Block]:
    """'date 2017-08-25 Headline' as the stamp and the headline."""
    if block.kind not in ("", "source_line") or block.text[:1] not in "dD":
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
    places = {text: index for index, text in enumerate(texts)}
    if len(places) == len(texts):
        return blocks
    frame: set[int] = set()
    index = 0
    while index < len(blocks):
        other = places[texts[index]]
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
        block.typed("furniture", "stands above and below the article")
        if index in frame and block.kind in ("", "note", "caption")
        else block
        for index, block in enumerate(blocks)
    ]


def _free_notes_within(blocks: list[Block], prose: Sequence[int]) -> list[Block]:
    """Sentences like "The author is in jail" are copy where copy goes on behind them."""
    if len(prose) <= PROSE_AFTER_NOTE:
        return blocks
    first, last = prose[0], prose[-PROSE_AFTER_NOTE]
    return [
        block.typed("", "")
        if block.reason == "a note on the article"
        and first < i < last
        and ends_sentence(block.text)
        and "@" not in block.text
        else block
        for i, block in enumerate(blocks)
    ]


def _type_captions_beside_credits(blocks: list[Block]) -> list[Block]:
    """A line that ends with its day and stands beside a photo credit is what the photo shows."""
    credited = {
        i
        for i, block in enumerate(blocks)
        if block.reason in CREDITS_OF_PICTURES and len(block.text) <= LONGEST_CREDIT
    }
    if not credited:  # as in nearly all dumps
        return blocks
    return [
        block.typed("caption", "beside a photo credit")
        if not block.kind
        and (i - 1 in credited or i + 1 in credited)
        and may_be_caption(block.text)
        else block
        for i, block in enumerate(blocks)
    ]


def _type_middle(blocks: list[Block], prose: Sequence[int]) -> list[Block]:
    """Body and sub-headings from the first prose to the last; captions said twice."""
    typed = list(blocks)
    first, last, known = prose[0], prose[-1], frozenset(prose)
    title = next((block.text for block in blocks if block.kind == "title"), "")
    captions: set[str] = set()
    lists = False  # whether the line stands under a heading of links, with other headlines only
    for i, block in enumerate(blocks):
        if block.kind == "caption":
            if block.text in captions:
                typed[i] = block.typed("duplicate", "repeats a caption")
            captions.add(block.text)
        if block.kind:
            lists = block.kind == "furniture" and _leads_on(block.text)
        if block.kind or not first <= i <= last:
            continue
        is_copy = (
            i in known
            or ends_sentence(block.text)
            or begins_with_words(block.text, PROSE_WORDS + 1)
        )
        lists = (
            lists
            and not is_copy
            and words_in(block.text) >= WORDS_OF_A_LINK
            and looks_like_title(block.text)
        )
        if is_copy:
            typed[i] = block.typed("body", "copy")
        elif lists:
            typed[i] = block.typed("furniture", "stands under a heading of links")
        elif is_table_row(block.text):
            typed[i] = block.typed("body", "a row of figures")
        elif block.text == title:
            typed[i] = block.typed("duplicate", "repeats the headline")
        else:
            typed[i] = block.typed("subhead", "a short line between paragraphs")
    return typed


def _leads_on(text: str) -> bool:
    """Whether headlines of other articles stand under the line."""
    return key_of(text) in HEADINGS_OF_LINKS or is_label_of_links(text.lower())


def _type_tail(blocks: list[Block], last: int) -> list[Block]:
    """What follows the last prose: closing lines and tables of the copy, or the page's end.

    The page's end is known by its marks alone. Tables of results, "Pay April One" and lists of
    winners are copy too: to lose them is worse than to keep a stray line.
    """
    typed = list(blocks)
    # a feed that counts its articles lists the headlines of the others above the count
    closed = any(_COUNTED.match(block.text) for block in blocks[last + 1 :])
    for i in range(last + 1, len(blocks)):
        block = blocks[i]
        if block.kind:
            closed = closed or _closes_copy(block)
        elif is_table_row(block.text):
            typed[i] = block.typed("body", "a row of figures")
        elif closed:
            section = is_section(block.text)
            kind, reason = (
                ("source_line", "section line") if section
                else ("furniture", "stands below the page's own marks")
            )  # fmt: skip
            typed[i] = block.typed(kind, reason)
        elif ends_sentence(block.text) or begins_with_words(block.text, PROSE_WORDS + 1):
            typed[i] = block.typed("body", "copy")
        else:
            heads = (
                words_in(block.text) <= LONGEST_HEADING
                and i + 1 < len(blocks)
                and not blocks[i + 1].kind
                and (" vs " in blocks[i + 1].text or is_row_of_figures(blocks[i + 1].text))
            )
            typed[i] = (
                block.typed("subhead", "a short line above figures")
                if heads
                else block.typed("body", "a closing line")
            )
    return typed


def _closes_copy(block: Block) -> bool:
    """Whether the copy has ended where the block stands: it is the page's, or the sign-off."""
    if block.kind in ("furniture", "widget"):
        return block.reason not in ("marks without words", "a row of section names")
    return block.kind == "credit" and block.reason not in PHOTO_CREDITS


def _type_without_prose(blocks: list[Block]) -> list[Block]:
    """Copy of short lines (results, tables): a headline, and the rest is what it says."""
    free = [i for i, block in enumerate(blocks) if not block.kind]
    typed = list(blocks)
    if sum(words_in(blocks[i].text) for i in free) < SHORTEST_PROSE:
        for i in free:
            typed[i] = blocks[i].typed("furniture", "too short for copy")
        return typed
    has_title = any(block.kind == "title" for block in blocks)
    for place, i in enumerate(free):
        if place == 0 and not has_title and len(free) > 1 and looks_like_title(blocks[i].text):
            typed[i] = blocks[i].typed("title", "first line of short copy")
        elif (
            ends_sentence(blocks[i].text)
            or has_title
            or len(free) > 1
            or begins_with_words(blocks[i].text, PROSE_WORDS + 1)
        ):
            typed[i] = blocks[i].typed("body", "short copy")
        else:
            typed[i] = blocks[i].typed("title", "a headline alone")
    return typed

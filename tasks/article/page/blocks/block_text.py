"""What the text of a block says by itself, and how it agrees with what the page says of itself."""

import math
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from tasks.article.captions import caption_reason, is_credit
from tasks.article.furniture import (
    HEADINGS_OF_LISTS,
    WIDGETS,
    in_small_letters,
    is_note,
    is_notice,
    key_of,
)
from tasks.article.page.blocks.blocks import Leaf
from tasks.text.words import letters_of

ENDS: Final = (".!?。！？…", ":：", "”\"’')）」』»]】")  # a sentence, a list to come, a quote
SEEN: Final = 400  # characters of a leaf in which such words are looked for
SHORT: Final = 160  # characters; notices and labels of the furniture lists are shorter
# Words that pages of many languages use of themselves and copy seldom does.
CONSENT: Final = ("cookie", "datenschutz", "privacy", "personenbezogen",
                  "données personnelles", "consent", "opt-out", "opt out", "third part",
                  "javascript", "browser")  # fmt: skip
OFFERS: Final = ("newsletter", "subscri", "sign up", "abonn", "affiliate", "inbox", "premium",
                 "unlimited", "registr", "suscri", "click here", "follow us", "download",
                 "whatsapp", "log in", "e-mail", "email")  # fmt: skip
RIGHTS: Final = ("copyright", "all rights", "©", "reserved", "disclaimer", "advertis", "werbung",
                 "anzeige", "publicidad", "source:", "photo:", "image:", "getty", "reuters",
                 "read more", "read also", "see also", "also read", "related")  # fmt: skip

_SPOKEN: Final = tuple(
    tuple(word.encode() for word in words) for words in (CONSENT, OFFERS, RIGHTS)
)
_LINE_END: Final = re.compile(b"\n")
_END_OF: Final = MappingProxyType(
    {mark: place for place, marks in enumerate(ENDS, 1) for mark in marks}
)


@dataclass(frozen=True, slots=True)
class Heard:
    """What the page says of its article beside the text: letters alone, case-folded."""

    title: tuple[str, ...]
    summary: tuple[str, ...]
    body: str


def alone_of(leaf: Leaf, spoken: tuple[int, int, int]) -> tuple[float, ...]:
    """What the text says by itself; `spoken` is what spoken_of has for the leaf."""
    text = leaf.text
    length = size = len(text)
    words = text.count(" ") + 1
    commas = text.count(",")
    stops = text.count(". ") + text.count("? ") + text.count("! ") if words > 1 else 0
    if not text.isascii():
        size = len(text.encode("utf-8", "surrogatepass"))
        commas += text.count("，") + text.count("、")
        stops += text.count("。")
    first = text[0]
    start = (
        1 if first.islower() else 2 if first.isdigit() else 3 if first in "“\"‘'「『«„"
        else 4 if not first.isalnum() else 0
    )  # fmt: skip
    marks = (
        ("@" in text) + 2 * ("©" in text) + 4 * ("|" in text or " / " in text) + 8 * ("://" in text)
        if length <= 400 else 0
    )  # fmt: skip
    short = length <= SHORT
    return (
        math.log1p(size),
        min(1.0, leaf.linked / length),
        min(leaf.links, 20),
        min(1.0, leaf.bold / length),
        _END_OF.get(text[-1], 0),
        start,
        commas,
        stops,
        _digits_in(text) / length if short else 0.0,
        text.isupper(),
        marks,
        _known(text) if short else 0.0,
        words,
        length / words,
        min(leaf.pictures, 3),
        leaf.broken,
        min(1.0, leaf.italic / length),
        *spoken,
    )


def _digits_in(text: str) -> int:
    if text.isascii():  # to take the digits out of bytes takes a seventh of asking each character
        data = text.encode()
        return len(data) - len(data.translate(None, b"0123456789"))
    return sum(map(str.isdigit, text))


def spoken_of(leaves: Sequence[Leaf]) -> list[tuple[int, int, int]]:
    """How many words each leaf has of what pages say of themselves: consent, offers, rights."""
    # all leaves at once and as bytes, a line each: three quarters of the time of asking each leaf
    lines = [leaf.text[:SEEN] if len(leaf.text) > 12 else "" for leaf in leaves]
    page = "\n".join(lines).lower().encode("utf-8", "surrogatepass")
    ends = [match.start() for match in _LINE_END.finditer(page)]
    counts = [[0] * len(leaves) for _ in _SPOKEN]
    for count, words in zip(counts, _SPOKEN, strict=True):
        for word in words:
            at = page.find(word)
            while at >= 0:
                line = bisect_left(ends, at)
                count[line] += 1
                at = page.find(word, ends[line]) if line < len(ends) else -1
    return list(zip(*counts, strict=True))


def _known(text: str) -> int:
    """Which list of the furniture names the text; 0 for none."""
    key = key_of(text)
    if key in WIDGETS:
        return 1
    if key in HEADINGS_OF_LISTS:
        return 2
    lowered = in_small_letters(text)
    if is_notice(lowered):
        return 3
    if is_note(lowered):
        return 4
    if is_credit(text):
        return 5
    return 6 if caption_reason(text) else 0


def said_of(leaf: Leaf, heard: Heard) -> tuple[float, float, float, float]:
    """How the text agrees with the page's title, its summary, and the body of its JSON-LD."""
    letters = letters_of(leaf.text)
    if not letters:
        return (0.0, 0.0, -1.0, 0.0)
    title = 0.0
    if len(letters) < 400:
        for one in heard.title:
            if letters == one:
                title = 1.0
                break
            if len(letters) > 12 and (letters in one or one in letters):
                title = max(title, min(len(letters), len(one)) / max(len(letters), len(one)))
    summary = 0.0
    for one in heard.summary:
        if letters == one:
            summary = 1.0
            break
        shared = _shared_start(letters, one)
        if shared >= 20:
            summary = max(summary, shared / max(len(letters), len(one)))
            if shared >= len(one) - 3:
                summary = max(summary, 0.5)
    body = -1.0
    if heard.body:
        body = 1.0 if letters in heard.body else float(
            len(letters) > 60 and (letters[:30] in heard.body or letters[-30:] in heard.body)
        ) / 2  # fmt: skip
    return (title, summary, body, float(len(letters)))


def _shared_start(one: str, other: str) -> int:
    if one[:20] != other[:20]:
        return 0  # what begins so differently is not counted
    size = min(len(one), len(other))
    if one[:size] == other[:size]:
        return size
    low, high = 0, size
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low

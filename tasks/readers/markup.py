"""Markup inside text dumps: a metadata header, HTML fragments; and what is a whole page."""

import html
import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import yaml
from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning

from tasks.readers.text import BLANKS, Line, without_lone_bytes
from tasks.text.null_words import said_or_none

LONGEST_HEADER: Final = 20_000  # characters; a header is a page of metadata, not a book
TAGS_ENOUGH: Final = 3  # fewer are a sentence about "<p>", not markup

_PAGE: Final = re.compile(
    r"<(?:!doctype\s{1,9}html|html|head|body|title|meta|frameset)\b", re.IGNORECASE
)
_BREAK: Final = re.compile(
    r"<(/?)(p|div|br|li|ul|ol|h[1-6]|table|tr|td|th|blockquote|figure|figcaption|section|article"
    r"|header|footer|aside|pre|hr|script|style|noscript|iframe|video|audio|form|nav)\b[^<>]{0,4000}+>",
    re.IGNORECASE,
)
_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]{0,4000}+>")
_LEFT_OVER: Final = re.compile(r"<[/!?a-zA-Z]")
_CODE: Final = frozenset({"script", "style"})
_SILENT: Final = _CODE | {"noscript", "iframe", "video", "audio", "form"}
PROSE: Final = 80  # characters; a form has labels and buttons, but some dumps wrap articles in one
_CUT: Final = "\ufdd0"  # stands where a comment was; no text has it, it is no character
_KEYS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "title": ("original_title", "title", "post_title", "headline"),
        "url": ("original_link", "canonical_url", "url", "link", "source_url"),
        "published_at": ("published_at", "post_date", "pubdate", "date", "published"),
        "outlet": ("outlet", "source", "publisher", "site_name"),
        "byline": ("byline", "author", "authors"),
        "section": ("section",),
    }
)


@dataclass(frozen=True, slots=True)
class Header:
    """The metadata header of a dump: its fields as text, and the character where it ends."""

    fields: Mapping[str, str]
    end: int


def is_page(text: str, content_type: str | None = None) -> bool:
    """Whether the text is a whole HTML page and not a dump with some markup in it.

    Comments, styles, scripts and a server's warnings stand before the first tag of some pages.
    """
    if content_type and "html" in content_type.partition(";")[0].lower():
        return True
    head = text[:20_000].lstrip(BLANKS)
    return head.startswith("<") and _PAGE.search(head) is not None


def read_header(text: str) -> Header | None:
    """The YAML header between '---' lines that the text begins with; None when it has none.

    A headline with a colon that nobody quoted is no YAML, and yet a header.
    """
    if not text.startswith(("---\n", "---\r\n")):
        return None
    end = text.find("\n---", 4, LONGEST_HEADER)
    if end < 0:
        return None
    # bytes that fit no character stand as halves of pairs, which the loader cannot take
    whole = text[4:end].encode("utf-8", "replace").decode()
    data: Any
    try:
        data = yaml.CBaseLoader(whole).get_single_data()  # strings only, no objects
    except yaml.YAMLError:
        data = _plain_lines(whole)
    if not isinstance(data, dict):
        return None
    fields: dict[str, str] = {}
    for name, keys in _KEYS.items():
        for key in keys:
            value = data.get(key)
            value = value[0] if isinstance(value, list) and value else value
            said = said_or_none(value) if isinstance(value, str) else None
            if said and said not in {"true", "~"}:  # "published: true"; YAML's own null
                fields[name] = html.unescape(said)
                break
    after = text.find("\n", end + 1)
    return Header(fields, len(text) if after < 0 else after + 1)


def _plain_lines(header: str) -> dict[str, str] | None:
    """The values of a header of `key: value` lines, taken as they stand; None where one is not."""
    values: dict[str, str] = {}
    for line in filter(str.strip, header.splitlines()):
        key, colon, rest = line.partition(":")
        if not (key.isidentifier() and colon) or rest[:1].strip():
            return None
        value = rest.strip()
        is_quoted = value[:1] in {'"', "'"} and len(value) > 1 and value.endswith(value[0])
        values[key] = value[1:-1] if is_quoted else value
    known = {key for keys in _KEYS.values() for key in keys}
    return values if known & values.keys() else None


def has_markup(text: str) -> bool:
    """Whether the text is written in HTML fragments."""
    return text.count("<", 0, 200_000) >= TAGS_ENOUGH and (
        len(_BREAK.findall(text, 0, 200_000)) >= TAGS_ENOUGH
    )


def text_of_markup(fragment: str) -> str:
    """The words of a fragment without its tags, entities resolved."""
    if "<" in fragment:
        fragment = _TAG.sub("", fragment)
        if _LEFT_OVER.search(fragment):
            # a tag that is never closed, a comment: rare, and worth the parser's time
            with warnings.catch_warnings():
                # a fragment that is nothing but a URL is still copy
                warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
                return BeautifulSoup(without_lone_bytes(fragment), "lxml").get_text()
    return html.unescape(fragment) if "&" in fragment else fragment


def split_markup(text: str, start: int) -> list[Line]:
    """The pieces between block tags that hold words; places are those of the raw fragment.

    Comments, code, what stands in for a player, and forms without prose are no copy. One of these
    that is never closed hides no copy behind it: browsers would hide all, a dump is cut anywhere.
    """
    shown = _without_comments(text, start)
    marks = list(_BREAK.finditer(shown, start))
    ends = _silent_ends(marks)
    lines: list[Line] = []
    last, hidden = start, -1  # the pieces before the mark `hidden` are no copy
    form, before = -1, 0  # the mark that closes the open form, and the lines before it
    for at, mark in enumerate(marks):
        if at > hidden:
            _add(lines, shown, last, mark.start())
        if at == form and all(len(line.text) < PROSE for line in lines[before:]):
            del lines[before:]
        if at in ends and at >= hidden:
            if mark[2].lower() == "form":
                form, before = ends[at], len(lines)
            else:
                hidden = ends[at]
        last = mark.end()
    if len(marks) > hidden:
        _add(lines, shown, last, len(shown))
    return lines


def _without_comments(text: str, start: int) -> str:
    """The text with its closed comments blotted out, every other character in its place."""
    pieces, last = [], 0
    opened = text.find("<!--", start)
    while opened >= 0:
        closed = text.find("-->", opened + 2)  # "<!-->" is a comment, too
        if closed < 0:
            break
        pieces += [text[last:opened], _CUT * (closed + 3 - opened)]
        last = closed + 3
        opened = text.find("<!--", last)
    return "".join((*pieces, text[last:])) if pieces else text


def _silent_ends(marks: Sequence[re.Match[str]]) -> dict[int, int]:
    """For each mark that opens what is no copy the mark that ends it.

    Code runs to its closing tag, whatever tags its strings have, and where there is none to the
    next tag. Of the others only those that are closed before the next of their name opens.
    """
    ends: dict[int, int] = {}
    behind: dict[str, tuple[int, bool]] = {}  # the next mark of a name, and whether it closes
    for at in range(len(marks) - 1, -1, -1):
        name = marks[at][2].lower()
        if name not in _SILENT or marks[at][0].endswith("/>"):
            continue
        if marks[at][1]:
            behind[name] = at, True
            continue
        end, closes = behind.get(name, (at + 1, name in _CODE))
        if closes:
            ends[at] = end
        if name not in _CODE:
            behind[name] = at, False
    return ends


def _add(lines: list[Line], text: str, start: int, end: int) -> None:
    raw = text[start:end]
    fragment = raw.strip(BLANKS + _CUT)
    bare = fragment.replace(_CUT, "")
    words = text_of_markup(bare).strip(BLANKS) if bare else ""
    if words:
        lead = raw.find(fragment[0])
        lines.append(
            Line(" ".join(words.split()), start + lead, start + lead + len(fragment), 0, True)
        )

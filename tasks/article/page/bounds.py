"""What a page may cost: refused before it is parsed when its shape would take minutes."""

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from tasks.readers.text import UnreadableText

MAX_CHARACTERS: Final = 20_000_000  # the largest page of the corpora has 4 million
MAX_TAGS: Final = 200_000  # the largest of the corpora has 30,000; a hostile one has millions
MAX_DEPTH: Final = 1_000  # elements within elements; pages of news have 60
MAX_QUICK_DEPTH: Final = 20_000  # as it looks at first sight; lexbor parses so deep in a second
MAX_ATTRIBUTES: Final = 2_000  # of one tag; the largest of the corpora has 60
# lexbor's time grows with their square: 10,000 take it a second, 40,000 sixteen. The most of a page
# of the corpora are 807.
MAX_OPTIONS: Final = 10_000

# Below so many tags no nesting is deep enough to matter.
_FEW_TAGS: Final = 10_000
_LONG_TAG: Final = 20_000  # characters; pictures inside the page are longer, with few attributes
# A parser looks from each of these up through all that is open (HTML standard, "has an element in
# button scope"): 100,000 nested take lexbor 22 s. What closes itself (p, li, td) does not nest.
_NESTS: Final = re.compile(
    r"<(/?)(?:div|section|article|aside|header|footer|nav|main|blockquote|center|dl|ul|ol|dir|menu"
    r"|fieldset|figure|figcaption|details|summary|address|form|pre|table|button|hgroup|dialog"
    r"|search|listing|object|applet|marquee|template|select|svg|math|span)(?=[\s>/])",
    re.IGNORECASE,
)
_OPTION: Final = re.compile("<opt(?:ion|group)", re.IGNORECASE)
_OPENS: Final = re.compile(r"<(?:!--|/?[a-zA-Z])")
_TAG_NAME: Final = re.compile(r"(/?)([a-zA-Z][^\s/>]{0,40})")
# A quote is one only where a value begins; one that is never closed takes in the rest of the page.
_END_OR_VALUE: Final = re.compile(r">|=\s{0,40}+([\"'])")
_FOREIGN: Final = frozenset({"svg", "math"})
_RAW: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
        for name in ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
    }
)
# A tag has names and values; where anything else stands it is a script's "a<b", not a tag.
_ATTRIBUTES: Final = re.compile(
    r"\A(?:[\s/]*+[\w:.@#*\[\]-]++\s*+(?>(?:=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"']++))?))"
    f"{{{MAX_ATTRIBUTES + 1}}}"
)


def check_bounds(html: str) -> None:
    """Nothing, or UnreadableText: page_too_large, too_many_nodes, nested_too_deeply, ..."""
    if len(html) > MAX_CHARACTERS:
        raise UnreadableText("page_too_large", f"{len(html)} characters, over {MAX_CHARACTERS}")
    tags = html.count("<")
    if tags > 2 * MAX_TAGS:
        raise UnreadableText("too_many_nodes", f"{tags} tags, over {2 * MAX_TAGS}")
    if tags > _FEW_TAGS:
        if sum(1 for _ in _OPTION.finditer(html)) > MAX_OPTIONS:
            raise UnreadableText("too_many_nodes", f"over {MAX_OPTIONS} options to choose from")
        _check_depth(html)
    if len(html) > _LONG_TAG:
        _check_attributes(html)


def _check_depth(html: str) -> None:
    # the quick count first: it takes the tags in scripts and comments for tags, so that a page
    # which builds itself from strings may have more of them open than it has elements. The exact
    # one can be blinded (`<p =">` opens a quotation for it and none for a parser), so there is
    # a limit to what it may overrule.
    depth = _depth_of(_NESTS.finditer(html), MAX_QUICK_DEPTH)
    if depth > MAX_QUICK_DEPTH or (
        depth > MAX_DEPTH and _depth_of(_tags_of(html), MAX_DEPTH) > MAX_DEPTH
    ):
        raise UnreadableText("nested_too_deeply", f"over {MAX_DEPTH} elements deep")


def _depth_of(tags: Iterable[re.Match[str]], most: int) -> int:
    """The most elements that are open at once, or one more than `most`."""
    depth = deepest = 0
    for match in tags:
        if match.group(1):
            depth = max(0, depth - 1)
            continue
        depth += 1
        if depth > deepest:
            deepest = depth
            if depth > most:
                break
    return deepest


def _tags_of(html: str) -> Iterator[re.Match[str]]:
    """The tags that nest, as a parser finds them: none in a comment, script, style or attribute.

    What is never closed ends the page, as it does for a parser, and so is looked for once.
    """
    at = foreign = 0
    while (found := _OPENS.search(html, at)) is not None:
        at = found.start()
        if found[0] == "<!--":
            end = html.find("-->", at + 2)
            if end < 0:
                return
            at = end + 3
            continue
        tag, nests = _TAG_NAME.match(html, at + 1), _NESTS.match(html, at)
        at = _end_of_tag(html, at)
        if tag is None or at < 0:
            return
        if nests is not None:
            yield nests
        name = tag[2].lower()
        if name in _FOREIGN:  # in them a script is an element like any other, and may hold some
            foreign = max(0, foreign + (-1 if tag[1] else 1))
        elif name in _RAW and not tag[1] and not foreign:
            closing = _RAW[name].search(html, at)
            if closing is None:
                return
            at = closing.start()


def _end_of_tag(html: str, at: int) -> int:
    """The place behind the tag; -1 when it is never closed."""
    while (found := _END_OR_VALUE.search(html, at)) is not None:
        if not found[1]:
            return found.end()
        at = html.find(found[1], found.end()) + 1
        if not at:
            return -1
    return -1


def _check_attributes(html: str) -> None:
    # every attribute is compared with those before it: 100,000 of them take lexbor 36 s
    step = _LONG_TAG // 2
    start = 0
    while start < len(html) - step:
        if html.find("<", start, start + step) < 0:
            # a stretch without a tag's beginning lies in a script, in a picture, or in a long tag
            begin = html.rfind("<", 0, start) + 1
            end = html.find("<", start + step)
            end = end if end >= 0 else len(html)
            if html[begin : begin + 1].isalpha() and _ATTRIBUTES.match(html[begin:end]):
                raise UnreadableText(
                    "too_many_attributes", f"one tag has over {MAX_ATTRIBUTES} attributes"
                )
            start = end
        else:
            start += step

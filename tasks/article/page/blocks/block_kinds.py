"""What each block of an article's region is: copy by its likelihood, all others by rules."""

from typing import Final, NamedTuple

from tasks.article.captions import caption_reason, is_credit
from tasks.article.furniture import (
    HEADINGS_OF_LISTS,
    WIDGETS,
    in_small_letters,
    is_note,
    is_notice,
    key_of,
)
from tasks.article.page.blocks.blocks import TAG_BITS, Element, Leaf
from tasks.article.page.blocks.class_words import BITS

SHORT: Final = 160  # characters; a byline, a date line, a label is shorter
MOST_NAMED: Final = 9  # words; "By Anna Petrova and Boris Test in Linhai"
SUBHEAD: Final = 120  # characters; a longer bold paragraph is a paragraph
LEAST_SUMMARY: Final = 40  # characters; "Travel" and "Our verdict" are shorter
SUMMED_UP: Final = 0.8
STANDFIRST: Final = "the standfirst, which opens the copy"
EMBEDDED: Final = "a post of a network, shown within the copy"
# What the makers of networks have pages put around a post.
_POSTS: Final = frozenset(
    {"twitter-tweet", "twitter-video", "instagram-media", "tiktok-embed", "bluesky-embed",
     "mastodon-embed", "reddit-embed-bq", "reddit-card"}
)  # fmt: skip
_OF_NETWORKS: Final = BITS["share"] | BITS["picture"] | BITS["widget"] | BITS["card"]  # as above
HEADING: Final = (
    TAG_BITS["h2"] | TAG_BITS["h3"] | TAG_BITS["h4"] | TAG_BITS["h5"] | TAG_BITS["h6"]
    | TAG_BITS["h1"]
)  # fmt: skip
_FIGURE: Final = TAG_BITS["figure"] | TAG_BITS["figcaption"]
_BOXES: Final = (
    BITS["newsletter"] | BITS["share"] | BITS["related"] | BITS["ads"] | BITS["comment"]
    | BITS["widget"] | BITS["tags"] | BITS["card"]
)  # fmt: skip


class KnownLeaf(NamedTuple):
    """A leaf with what was found out about it.

    `parent` is the element around its own. `title` and `summary` (0-1): how far it repeats the
    page's headline and summary; `above`: it stands before the first paragraph.
    """

    leaf: Leaf
    element: Element
    parent: Element
    title: float
    summary: float
    above: bool


def kind_of_copy(known: KnownLeaf) -> tuple[str, str]:
    """Kind and reason of a block that was judged to be copy."""
    leaf = known.leaf
    if known.title >= 0.99 and known.above:
        return "title", "the page's headline"
    if known.above and len(leaf.text) <= SHORT and (said := _of_head(leaf.text)):
        return said
    if len(leaf.text) <= SUBHEAD:
        if known.element.tags & HEADING and not is_standfirst(known):
            return "subhead", "a heading within the copy"
        if 10 * leaf.bold >= 9 * len(leaf.text) and leaf.text[-1] not in '.!?。！？”"»,':
            return "subhead", "a short line in bold"
    if is_standfirst(known):
        return "body", STANDFIRST
    if known.element.near & _OF_NETWORKS and _is_post(known):
        return "body", EMBEDDED
    return "body", "reads and stands like copy"


def is_standfirst(known: KnownLeaf) -> bool:
    """Whether copy at its place is the standfirst: named or set as one, and the page's summary.

    It stays copy, as most publishers have it: benchmarks/pages.py says what it costs to leave out.
    """
    named = (known.element.near | known.leaf.own) & BITS["dek"] or known.element.tags & HEADING
    return bool(named) and known.summary >= SUMMED_UP and len(known.leaf.text) > LEAST_SUMMARY


def _is_post(known: KnownLeaf) -> bool:
    """Whether copy is a post of a network. It stays copy: benchmarks/pages.py has its cost."""
    return any(
        not _POSTS.isdisjoint(one.names.lower().split()) for one in (known.element, known.parent)
    )


def kind_of_rest(known: KnownLeaf) -> tuple[str, str]:
    """Kind and reason of a block in the article's region that is not its copy."""
    leaf, element, text = known.leaf, known.element, known.leaf.text
    near = element.near | leaf.own
    if known.title >= 0.99 or (element.tags & TAG_BITS["h1"] and known.above):
        return "title", "the page's headline"
    if is_credit(text) or (near & BITS["credit"] and len(text) <= SHORT):
        return "credit", "names who took the picture"
    if element.tags & _FIGURE or near & BITS["caption"] or caption_reason(text):
        return "caption", "stands with a picture"
    own = element.own | leaf.own
    if known.above and (known.summary >= 0.5 or own & BITS["dek"]) and len(text) > LEAST_SUMMARY:
        return "dek", "sums the article up above it"
    kind, reason = _kind_of_line(text, own, near) if len(text) <= SHORT else ("", "")
    if kind:
        return kind, reason
    if near & _BOXES or element.tags & TAG_BITS["aside"]:
        return "widget", "stands in a box of the page"
    if 2 * leaf.linked > len(text):
        return "widget", "links to other pages"
    return "furniture", "not like the copy around it"


def _kind_of_line(text: str, own: int, near: int) -> tuple[str, str]:
    """Kind and reason of a short line by its words and its element's names; "" for neither."""
    if near & (BITS["byline"] | BITS["date"]) and _is_stamp(text):
        return "source_line", "a stamp beside the author's place"
    if own & BITS["byline"] or text[:3].lower() == "by ":
        return "byline", "named as the author's place"
    if own & BITS["date"] and any(map(str.isdigit, text)):
        return "source_line", "named as the date's place"
    key = key_of(text)
    if key in WIDGETS or key in HEADINGS_OF_LISTS:
        return "widget", "a label of the page"
    lowered = in_small_letters(text)
    if is_note(lowered):
        return "note", "speaks of the article"
    if is_notice(lowered):
        return ("widget" if near & _BOXES else "furniture"), "a notice of the page"
    return "", ""


def _of_head(text: str) -> tuple[str, str] | None:
    """Kind and reason of a line between headline and copy that nothing but its words mark."""
    words = text.split()
    if words[0] == "By" and 2 <= len(words) <= MOST_NAMED and words[1][:1].isupper():
        return "byline", "names the author above the copy"
    if _is_stamp(text) and len(words) <= MOST_NAMED:
        return "source_line", "a stamp above the copy"
    return None


def _is_stamp(text: str) -> bool:
    """Whether a day or an hour makes up much of the line: '05.01.2025, 15:23', 'May 4, 2024'."""
    digits = sum(map(str.isdigit, text))
    return digits >= 4 and 5 * digits >= len(text)

"""What is surely not the article's text, set aside before blocks are judged: by its place alone."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Final

from tasks.article.page.blocks.blocks import TAG_BITS, Element, Leaf, Outline
from tasks.article.page.blocks.class_words import BITS
from tasks.text.words import letters_of

NEVER: Final = TAG_BITS["nav"] | TAG_BITS["dialog"] | TAG_BITS["button"] | TAG_BITS["footer"]
SMALL: Final = 0.3  # of a page's prose; captions and boxes of facts hold less
WHOLE: Final = frozenset({"body", "main", "article", "html"})  # name the page, not a box of it
MOST: Final = 0.8  # of a page's prose; what holds more is no box, whatever it is called
LEFT: Final = 300  # bytes of prose that must be left for the article
# Names of what readers wrote below the article, and of the column beside it.
READERS: Final = frozenset(
    {"comments", "comment", "comment-list", "commentlist", "comments-area", "comment-content",
     "comment_content", "comment-body", "comments-container", "commentscontainer",
     "comments-section", "disqus_thread", "respond", "sidebar", "side-bar", "sidebar-right",
     "right-sidebar", "sidebar-container"}
)  # fmt: skip
WHOLE_BYTES: Final = 2_000  # a leaf so long may be all paragraphs said once more
LONG_LEAVES: Final = 20  # the longest; each is compared with all others
HEAD: Final = 20  # letters by which a leaf is looked up; 80 bytes of Chinese are 26
MOST_LOOKED_AT: Final = 40  # letters for each of a long leaf; numbered templates take 4
LISTS: Final = frozenset({"ul", "ol", "table", "section", "aside", "header", "form"})
# Names of what only those hear whose page is read aloud to them: whole ones, for "hidden" is also
# what the wrapper of an article is called that a script shows.
SPOKEN: Final = frozenset(
    {"sr-only", "sr-only-focusable", "visually-hidden", "visuallyhidden", "visually_hidden",
     "screen-reader-text", "screen-reader-only", "screenreader-only", "screen-reader",
     "screenreader", "screenreader-text", "element-invisible", "assistive-text", "a11y-hidden",
     "u-visually-hidden", "u-sr-only", "u-hidden-visually", "is-visually-hidden", "show-for-sr"}
)  # fmt: skip
NAMED: Final = BITS["comment"] | BITS["related"] | BITS["hidden"]  # no others need be looked at
# What a page hides from some readers or until it is asked for, and the article itself.
_KEPT_BACK: Final = BITS["newsletter"] | BITS["box"]
PROSE_BYTES: Final = 80  # of UTF-8; a shorter leaf is as likely a headline
REPEATS: Final = 3  # printings of one text on a page; two may be a quote and its repetition
REPEATED_WORDS: Final = 6  # shorter texts ("He shook his head.") may stand three times in copy
OWN_COPY: Final = 300  # bytes; less prose beside a headline is a teaser's


def prose_in(leaf: Leaf) -> int:
    """Bytes of a leaf that reads like a sentence: long enough, and no link; else 0."""
    text = leaf.text
    size = len(text)
    if 2 * leaf.linked >= size:
        return 0
    if not text.isascii():
        size = len(text.encode("utf-8", "surrogatepass"))
    return size if size >= PROSE_BYTES else 0


def set_apart(
    outline: Outline, prose: list[int], titles: tuple[str, ...], *, boxes: bool = True
) -> list[str]:
    """For every leaf why it cannot be copy, or "" where that is for the model to say.

    Without `boxes` nothing is known to be the frame, a side column, a caption or a box of facts by
    its name: templates put whole articles into a "right-sidebar" or an "ad-content".
    """
    reasons = _elements_apart(outline, prose, titles, boxes=boxes)
    again = _said_again(outline.leaves, prose)
    counts = Counter(leaf.text for leaf in outline.leaves)
    seen: set[str] = set()
    why = []
    for i, leaf in enumerate(outline.leaves):
        reason = reasons[leaf.owner]
        if not reason and i in again:
            reason = "all paragraphs said once more"
        if not reason and counts[leaf.text] >= REPEATS and leaf.text.count(" ") >= REPEATED_WORDS:
            # the first may be copy that its page repeats as teaser and summary
            reason = "stands on the page again and again" if leaf.text in seen else ""
            seen.add(leaf.text)
        why.append(reason)
    return why


def _elements_apart(
    outline: Outline, prose: list[int], titles: tuple[str, ...], *, boxes: bool
) -> list[str]:
    """For every element why nothing in it is copy, or ""."""
    elements = outline.elements
    total = sum(prose)
    held = [0] * len(elements)
    free = [0] * len(elements)  # leaves that are more than a link
    for leaf, size in zip(outline.leaves, prose, strict=True):
        held[leaf.owner] += size
        free[leaf.owner] += 5 * leaf.linked < 4 * len(leaf.text)
    for i in range(len(elements) - 1, 0, -1):  # children stand behind their parents
        parent = elements[i].parent
        held[parent] += held[i]
        free[parent] += free[i]
    unseen = _unseen(outline, prose)
    others = _other_articles(outline, held, titles)
    reasons = [""] * len(elements)
    most = min(MOST * total, total - min(LEFT, total))
    for i, element in enumerate(elements):
        if i and reasons[element.parent]:
            reasons[i] = reasons[element.parent]
        elif i in others:
            reasons[i] = "an article below the page's own"
        elif i in unseen:
            reasons[i] = "not shown to readers"
        elif held[i] <= most:
            reasons[i] = _by_place(element, links_only=not free[i])
            if boxes and not reasons[i]:
                reasons[i] = _by_name(element, small=held[i] <= SMALL * total)
    return reasons


def _unseen(outline: Outline, prose: list[int]) -> frozenset[int]:
    """Elements that are not displayed, where all of them hold little of the page's prose.

    Where they hold much a script shows the article, or a paywall hides it.
    """
    elements = outline.elements
    hidden = TAG_BITS["hidden"]
    size = sum(
        size
        for leaf, size in zip(outline.leaves, prose, strict=True)
        if elements[leaf.owner].tags & hidden
    )
    if size > SMALL * sum(prose):
        return frozenset()
    return frozenset(
        i
        for i, element in enumerate(elements)
        if element.tags & hidden
        and not elements[element.parent].tags & hidden
        and not element.near & _KEPT_BACK
        and not element.own & BITS["body"]
    )


def _by_place(element: Element, *, links_only: bool) -> str:
    """Why an element that leaves enough prose to the rest of the page holds no copy, or ""."""
    if element.tags & NEVER:
        return "navigation, a dialog, a button or the foot of the page"
    if element.tag in WHOLE:
        return ""
    if links_only and element.tag in LISTS:
        return "a list of links"
    if element.own & BITS["consent"]:
        return "a notice of cookies"
    return ""


def _by_name(element: Element, *, small: bool) -> str:
    """Why an element is of the frame or a box beside the copy by what it is called, or ""."""
    if element.tag in WHOLE:
        return ""
    if element.own & BITS["frame"]:
        return "the page's frame"
    if element.own & NAMED:
        names = element.names.lower().split()
        if not READERS.isdisjoint(names):
            return "comments or a side column"
        if not SPOKEN.isdisjoint(names):
            return "not shown to readers"
    if small and (element.own & BITS["caption"] or element.tag == "figcaption"):
        return "stands with a picture"
    if small and element.own & BITS["factbox"]:
        return "a box beside the copy"
    return ""


def _other_articles(outline: Outline, held: list[int], titles: tuple[str, ...]) -> frozenset[int]:
    """Elements <article> with headlines of their own, where another has the page's headline.

    Pages that scroll on print the next articles whole; without this all of them are one text.
    """
    elements = outline.elements
    headlines = [leaf for leaf in outline.leaves if elements[leaf.owner].tags & TAG_BITS["h1"]]
    if len(headlines) < 2:
        return frozenset()
    inner = [0] * len(elements)  # the nearest <article> around each element
    for i, element in enumerate(elements):
        inner[i] = i if element.tag == "article" else inner[element.parent]
    heads: dict[int, bool] = {}
    for leaf in headlines:
        at = inner[leaf.owner]
        heads[at] = heads.get(at, False) or letters_of(leaf.text) in titles
    own = [at for at, right in heads.items() if right and at and held[at] >= OWN_COPY]
    if len(own) != 1 or len(heads) < 2:
        return frozenset()
    around = set(own)
    at = own[0]
    while at:
        at = elements[at].parent
        around.add(at)
    return frozenset(
        at for at in heads if at not in around and inner[elements[at].parent] != own[0]
    )


def _said_again(leaves: list[Leaf], prose: list[int]) -> frozenset[int]:
    """Long leaves of which most stands on the page in paragraphs too: a script's copy, a preview.

    Two such leaves that repeat each other and nothing else are left alone.
    """
    long = [i for i, size in enumerate(prose) if size >= WHOLE_BYTES]
    long = sorted(long, key=lambda i: -prose[i])[:LONG_LEAVES]
    if not long:
        return frozenset()
    letters = {i: letters_of(leaf.text) for i, leaf in enumerate(leaves) if prose[i]}
    times = Counter(letters.values())
    lengths: dict[str, set[int]] = {}
    for one in times:
        lengths.setdefault(one[:HEAD], set()).add(len(one))
    found = set()
    for i in long:
        whole = letters[i]
        held = sum(len(one) * times[one] for one in _within(whole, lengths, times))
        if 2 * held >= len(whole):
            found.add(i)
    return frozenset(found)


def _within(whole: str, lengths: Mapping[str, Collection[int]], texts: Collection[str]) -> set[str]:
    """Those of the texts that stand in the whole one and are less than half of it.

    `lengths` are theirs by how they begin.
    Each place of the whole is looked up: to search the whole for each text would take time with
    the square of the page.
    """
    found: set[str] = set()
    left = MOST_LOOKED_AT * len(whole)
    for place in range(len(whole)):
        for length in lengths.get(whole[place : place + HEAD], ()):
            if 2 * length >= len(whole):
                continue
            left -= length
            if left < 0:
                return found
            stretch = whole[place : place + length]
            if stretch in texts:
                found.add(stretch)
    return found

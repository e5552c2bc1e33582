"""Boxes that open over a link in a sentence and hold more of what it leads to: no part of it."""

from collections.abc import Iterator
from typing import Final

from selectolax.lexbor import LexborNode

from tasks.article.page.blocks.blocks import INLINE

MOST_LOOKED_AT: Final = 60  # nodes of a box; it begins with a picture and the link once more
LONGEST_BOX: Final = 2_000  # characters; those of the corpora have some hundred, an article more
MOST_BETWEEN: Final = 3  # texts and comments between the link and its box


def is_hover_box(node: LexborNode) -> bool:
    """Whether an element within a line is no part of the line, by its place and not its name.

    It calls itself a tooltip, or it stands right behind a link and begins with the same link once
    more, the same words to the same address. Read as copy the sentence says the name again, then
    headlines. What has words of its own first goes on with the sentence, which may name it twice.
    """
    said = node.attributes
    if said and said.get("role") == "tooltip":
        return True
    link = _link_before(node)
    address = link.attributes.get("href") if link is not None else None
    if link is None or not address:
        return False
    words = link.text().split()
    for inner in _first_within(node):
        if inner.tag == "a" and inner.attributes.get("href") == address:
            same = bool(words) and inner.text().split() == words
            return same and len(node.text()) <= LONGEST_BOX
        if inner.tag == "-text" and (inner.text_content or "").strip():
            break
    return False


def is_block_in_line(node: LexborNode) -> bool:
    """The same of a block, which can stand within a line only where an inline element holds it."""
    above = node.parent
    return above is not None and above.tag in INLINE and is_hover_box(node)


def _link_before(node: LexborNode) -> LexborNode | None:
    """The link that the element stands behind with nothing but blanks between."""
    before = node.prev
    for _ in range(MOST_BETWEEN):
        if before is None or before.tag == "a":
            return before
        is_blank = before.tag == "-text" and not (before.text_content or "").strip()
        if not is_blank and before.tag != "-comment":
            return None
        before = before.prev
    return None


def _first_within(node: LexborNode) -> Iterator[LexborNode]:
    """The first nodes within the element, in their order."""
    inner = node.first_child
    depth = 1
    for _ in range(MOST_LOOKED_AT):
        if inner is None:
            return
        yield inner
        child = inner.first_child
        if child is not None:
            inner, depth = child, depth + 1
            continue
        while inner.next is None:
            parent = inner.parent
            depth -= 1
            if not depth or parent is None:
                return
            inner = parent
        inner = inner.next

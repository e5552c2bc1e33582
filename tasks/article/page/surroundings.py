"""The short lines around a headline, where a page says who wrote it and when."""

from functools import cached_property
from typing import Final, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tasks.article.page.marks import plain

_INLINE: Final = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "cite", "em", "font", "i", "ins", "label", "mark",
     "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "wbr", "address", "strike"}
)  # fmt: skip
_SILENT: Final = frozenset(
    {"script", "style", "noscript", "template", "svg", "select", "option", "iframe", "button",
     "textarea", "form", "nav"}
)  # fmt: skip
LONGEST: Final = 240  # characters; a longer line is copy, not a byline or a date
MOST_NODES: Final = 700  # the widest head of the corpora has 300 nodes before its copy begins
MOST_NODES_OF_PAGE: Final = 8_000
MOST_COPY: Final = 900  # characters of long lines after which the copy has begun for certain
OPENING: Final = 60  # characters of a long line in which copy names its day
LINES_BEFORE: Final = 8
LINES_AFTER: Final = 24


class Line(NamedTuple):
    """One line; `at` counts lines from the headline, below it from 1, above it from -1.

    `pieces` is its text with a bar between what stands in different elements, `names` the
    classes and ids of the block it stands in.
    """

    text: str
    pieces: str
    names: str
    at: int


def lines_around(headline: LexborNode) -> tuple[Line, ...]:
    """The short lines above and below, the nearest first below, then above."""
    below = _walk(headline, forward=True, lines=LINES_AFTER)
    above = _walk(headline, forward=False, lines=LINES_BEFORE)
    return (
        *(Line(*said, at) for at, said in enumerate(below, start=1)),
        *(Line(*said, -at) for at, said in enumerate(above, start=1)),
    )


class PageLines:
    """The short lines of a whole page, read when they are first asked for: most pages need none."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self._tree = tree

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines in reading order, counted from 1, without the names of their blocks."""
        return self._read[0]

    @property
    def openings(self) -> tuple[str, ...]:
        """How the first long lines of the page begin."""
        return self._read[1]

    @cached_property
    def _read(self) -> tuple[tuple[Line, ...], tuple[str, ...]]:
        first = self._tree.body.first_child if self._tree.body is not None else None
        if first is None:
            return (), ()
        openings: list[str] = []
        found = _walk(first, forward=True, nodes=MOST_NODES_OF_PAGE, lines=2_000, openings=openings)
        lines = tuple(Line(*said, at) for at, said in enumerate(found, start=1))
        return lines, tuple(openings[:3])


def _walk(
    start: LexborNode,
    *,
    forward: bool,
    lines: int,
    nodes: int = MOST_NODES,
    openings: list[str] | None = None,
) -> list[tuple[str, str, str]]:
    copy_ends = openings is None
    long: list[str] = [] if openings is None else openings
    found: list[tuple[str, str, str]] = []
    pieces: list[str] = []
    block: LexborNode | None = None
    block_id = 0
    visited = copy = 0
    node = _beyond(start, forward=forward) if copy_ends else start
    while node is not None and visited < nodes and len(found) < lines:
        if copy_ends and copy > MOST_COPY:
            break
        visited += 1
        tag = node.tag or ""
        after: LexborNode | None = None
        if tag == "-text":
            text = "" if node.is_empty_text_node else node.text_content or ""
            if text and not text.isspace():
                own = _block_of(node)
                own_id = own.mem_id if own is not None else 0
                if own_id != block_id and pieces:
                    copy += _close(found, pieces, block, long, forward=forward)
                block, block_id = (own if copy_ends else None), own_id
                pieces.append(text)
        elif tag == "br":
            if pieces:
                copy += _close(found, pieces, block, long, forward=forward)
        elif tag not in _SILENT and tag[:1] not in "-!":
            after = node.first_child if forward else node.last_child
        if after is None:
            after = node.next if forward else node.prev
        node = after if after is not None else _beyond(node, forward=forward)
    if pieces:
        _close(found, pieces, block, long, forward=forward)
    return found


def _close(
    lines: list[tuple[str, str, str]],
    pieces: list[str],
    block: LexborNode | None,
    long: list[str],
    *,
    forward: bool,
) -> int:
    """Adds the line that the pieces make, of a long one its opening; the characters of copy."""
    if not forward:
        pieces.reverse()
    parts = [said for piece in pieces if (said := plain(piece, LONGEST + 1))]
    pieces.clear()
    text = " ".join(parts)
    if len(text) > LONGEST:
        long.append(text[:OPENING])
        return len(text)
    if text:
        lines.append((text, " | ".join(parts), _names(block)))
    return len(text) if len(text) > 120 else 0


def _names(block: LexborNode | None) -> str:
    found = []
    for _ in range(2):
        if block is None:
            break
        said = block.attributes
        found.append(f"{said.get('class') or ''} {said.get('id') or ''}")
        block = block.parent
    return " ".join(found).lower()


def _block_of(node: LexborNode) -> LexborNode | None:
    parent = node.parent
    for _ in range(12):
        if parent is None or parent.tag not in _INLINE:
            break
        parent = parent.parent
    return parent


def _beyond(node: LexborNode, *, forward: bool) -> LexborNode | None:
    """The next node in reading order that does not lie inside this one; backward likewise."""
    here: LexborNode | None = node
    while here is not None:
        beside = here.next if forward else here.prev
        if beside is not None:
            return beside
        here = here.parent
        if here is None or here.tag == "body":
            return None
    return None

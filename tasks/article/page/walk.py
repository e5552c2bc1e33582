"""The one walk over a page's tree: from nodes to leaf blocks, and nothing that readers see lost."""

import re
from types import MappingProxyType
from typing import Final
from unicodedata import is_normalized, normalize

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tasks.article.page.blocks import (
    INLINE,
    LONGEST_LINE,
    SENTENCE_ENDS,
    TAG_BITS,
    UNREAD,
    UNSEEN,
    Element,
    Leaf,
    Outline,
)
from tasks.article.page.class_words import BITS, said_by

# Inline elements whose class may hide them or name what the line is.
NAMED: Final = frozenset({"span", "a", "time", "small", "em", "strong", "label"})
PICTURES: Final = frozenset({"img", "picture", "video", "amp-img", "iframe", "audio"})
# The page's own navigation and foot, where they stand outside its article: a third of its nodes.
FRAME: Final = frozenset({"nav", "footer"})
_ROLE_OF_TAG: Final = MappingProxyType(
    dict.fromkeys(INLINE, "inline")
    | dict.fromkeys(UNSEEN, "unseen")
    | dict.fromkeys(PICTURES, "picture")
    | dict.fromkeys(FRAME, "frame")
    | {"br": "break"}
)
# Publishers' own elements stand in lines when a line of text is open around them.
LINES: Final = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "figcaption", "td"})
# What begins a paragraph behind a single line break, in East Asian copy and on old pages.
INDENTS: Final = ("\u3000", "\xa0\xa0", "\xa0 \xa0", " \xa0 \xa0")
# INVISIBLE as a pattern: most text has none of them, and this is faster to say so
_MARKS: Final = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\u202a-\u202e]")
# The attributes that name what an element is for.
NAMES: Final = frozenset(
    {"class", "id", "itemprop", "role", "data-testid", "data-component", "data-gu-name",
     "data-type", "data-block", "data-qa"}
)  # fmt: skip
MARKED_BODY: Final = "articlebody"  # itemprop of microdata, in lower case
ROLES: Final = MappingProxyType(
    {"main": "main", "article": "article", "complementary": "aside", "navigation": "nav",
     "banner": "header", "contentinfo": "footer", "dialog": "dialog", "button": "button",
     "figure": "figure", "alertdialog": "dialog", "search": "form"}
)  # fmt: skip
_WITHIN: Final = TAG_BITS["article"] | TAG_BITS["main"]
_HIDDEN: Final = BITS["hidden"]


def outline_of(tree: LexborHTMLParser) -> Outline:
    """Every text that a page shows, each once, in reading order, but that of its frame.

    The frame are <nav> and <footer> outside of <article> and <main>: nobody's copy, and a third
    of a page's nodes. Time grows with the nodes alone, however deep they are nested: no recursion,
    and what is around an element is handed down to it.
    """
    walk = _Walk()
    start = tree.body or tree.root
    if start is not None:
        walk.through(start)
    return walk.outline


def plain(text: str) -> str:
    """The text as a reader sees it: blanks collapsed, composed accents (NFC), no unseen marks."""
    if not text.isascii():
        text = _MARKS.sub("", text)
        if not is_normalized("NFC", text):
            text = normalize("NFC", text)
    return " ".join(text.split())


class _Walk:
    """The state of one walk: the open elements, and the text of the leaf that is being read."""

    def __init__(self) -> None:
        self.outline = Outline()
        self.elements = self.outline.elements
        self.pieces: list[str] = []
        self.raw = ""
        self.own = 0
        self.linked = self.links = self.bold = self.italic = self.pictures = 0
        self.in_link = self.in_bold = self.in_italic = 0
        self.has_line = False
        self.owner = 0
        self.bits: dict[str, int] = {}
        self.paths: dict[tuple[int, str, str], int] = {}

    def through(self, start: LexborNode) -> None:
        """Reads all that is within the element."""
        self._open(start, "body")
        self.elements[0].own = 0
        opened: list[str] = []  # the tag of each open node: "" for a block
        node = start.first_child
        while node is not None:
            tag = node.tag or ""
            if tag == "-text":
                down = None
                self._add(node.text_content or "")
            else:
                down = self._enter(node, tag)
            child = node.first_child if down is not None else None
            if child is not None:
                opened.append(down or "")
                node = child
                continue
            if down is not None:
                self._leave(down)
            after = node.next
            while after is None and opened:
                parent = node.parent
                if parent is None:
                    break
                node = parent
                self._leave(opened.pop())
                after = node.next
            node = after
        self._flush(broken=False)

    def _enter(self, node: LexborNode, tag: str) -> str | None:
        """What to leave the node by when all within it is read; None: nothing in it is text."""
        role = _ROLE_OF_TAG.get(tag, "block")
        if role == "block":
            if "-" in tag:  # comments too: "-comment"
                if tag[:1] == "-":
                    return None
                if self.elements[self.owner].tag in LINES:
                    return self._enter_inline(node, tag)
            self._flush(broken=False)
            self._open(node, tag)
            return ""
        if role == "inline":
            return self._enter_inline(node, tag)
        if role == "break":
            self._break()
        elif role == "frame":
            self._flush(broken=False)
            if self.elements[self.owner].tags & _WITHIN:
                self._open(node, tag)
                return ""
        else:
            self.pictures += role == "picture"
        return None

    def _enter_inline(self, node: LexborNode, tag: str) -> str | None:
        if tag in NAMED:
            said = node.attributes
            names = said.get("class") if said else None
            if names:
                own = self._bits_of(names)
                if own & _HIDDEN:
                    return None  # "opens in a new window" is for screen readers
                if not self.has_line and not self.pieces:
                    self.own |= own
        if tag == "a":
            self.in_link += 1
            self.links += 1
        elif tag in ("b", "strong"):
            self.in_bold += 1
        elif tag in ("i", "em"):
            self.in_italic += 1
        return tag

    def _leave(self, tag: str) -> None:
        if tag == "":
            if self.pieces:
                self._flush(broken=False)
            else:
                self.own = self.links = 0
            self.owner = self.elements[self.owner].parent
        elif tag == "a":
            self.in_link -= 1
        elif tag in ("b", "strong"):
            self.in_bold -= 1
        elif tag in ("i", "em"):
            self.in_italic -= 1

    def _open(self, node: LexborNode, tag: str) -> None:
        elements = self.elements
        above = elements[self.owner] if elements else None
        said = node.attributes
        tags = TAG_BITS.get(tag, 0)
        names = "" if "-" not in tag else tag  # "amedia-factbox" says what it is
        if said:
            if len(said) == 1 and "class" in said and not names:
                names = said["class"] or ""  # most elements have no other attribute
            else:
                names, more = _said_of(said, names)
                tags |= more
        key = (above.path if above else -1, tag, said.get("class") or "")
        path = self.paths.setdefault(key, len(self.paths))
        if above is None:
            elements.append(Element(tag, names, 0, 0, 0, 0, 0, tags, path))
        else:
            # what the names say is looked up when text is found within: much has none
            elements.append(
                Element(
                    tag, names, self.owner, above.depth + 1, UNREAD, 0, 0, tags | above.tags, path
                )
            )
            self.owner = len(elements) - 1

    def _read_names(self) -> None:
        """What the names of the open elements say, for those that no text made read before."""
        elements = self.elements
        unread = []
        at = self.owner
        while elements[at].own == UNREAD:
            unread.append(at)
            at = elements[at].parent
        for at in reversed(unread):
            element = elements[at]
            around = elements[element.parent]
            element.own = own = self._bits_of(element.names) if element.names else 0
            element.near = own | around.own
            element.above = own | around.above

    def _bits_of(self, names: str) -> int:
        bits = self.bits.get(names)
        if bits is None:
            bits = self.bits[names] = said_by(names)
        return bits

    def _add(self, text: str) -> None:
        if not text or text.isspace():
            if self.pieces:
                self.pieces.append(" ")
            return
        if not self.has_line and self.pieces and text.lstrip("\n\r\t").startswith(INDENTS):
            self._flush(broken=True)
        if not self.raw:
            self.raw = text
        self.pieces.append(text)
        self.has_line = True
        if self.in_link or self.in_bold or self.in_italic:
            size = len(text.strip())
            self.linked += size if self.in_link else 0
            self.bold += size if self.in_bold else 0
            self.italic += size if self.in_italic else 0

    def _break(self) -> None:
        """A line break: the second of two ends a paragraph, and so does one after a sentence."""
        if not self.pieces:
            return
        if not self.has_line:
            self._flush(broken=True)
            return
        self.has_line = False
        last = self.pieces[-1].rstrip()
        if last.endswith(SENTENCE_ENDS) and sum(map(len, self.pieces[-8:])) >= LONGEST_LINE:
            self._flush(broken=True)
        else:
            self.pieces.append(" ")

    def _flush(self, *, broken: bool) -> None:
        if not self.pieces:
            self.own = self.links = 0
            return
        if self.raw:
            text = plain("".join(self.pieces))
            if text:
                if self.elements[self.owner].own == UNREAD:
                    self._read_names()
                self.outline.leaves.append(
                    Leaf(text, self.raw.strip(), self.owner, self.own, self.linked, self.links,
                         self.bold, self.italic, self.pictures, broken)
                )  # fmt: skip
                self.pictures = 0
        self.pieces = []
        self.raw = ""
        self.has_line = False
        self.own = self.linked = self.links = self.bold = self.italic = 0


def _said_of(said: dict[str, str | None], names: str) -> tuple[str, int]:
    """The names of an element, behind those given, and the TAG_BITS that attributes add."""
    bits = 0
    for name, value in said.items():
        if name in NAMES:
            if value:
                names = f"{names} {value}" if names else value
                if name == "role":
                    bits |= TAG_BITS.get(ROLES.get(value, ""), 0)
                elif name == "itemprop" and MARKED_BODY in value.lower():
                    bits |= TAG_BITS["body-copy"]
        elif name == "hidden":
            bits |= TAG_BITS["hidden"]
        elif name == "style":
            if value and "none" in value and "display:none" in value.replace(" ", "").lower():
                bits |= TAG_BITS["hidden"]
        elif name == "aria-hidden" and value == "true":
            bits |= TAG_BITS["unspoken"]
    return names, bits

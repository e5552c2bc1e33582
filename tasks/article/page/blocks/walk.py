"""The one walk over a page's tree: from nodes to leaf blocks, and nothing that readers see lost."""

import re
from types import MappingProxyType
from typing import Final
from unicodedata import is_normalized, normalize

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tasks.article.page.blocks.attributes import is_hidden, said_of_element
from tasks.article.page.blocks.blocks import (
    INLINE,
    LONGEST_LINE,
    SENTENCE_ENDS,
    TAG_BITS,
    UNSEEN,
    Element,
    Leaf,
    Outline,
)
from tasks.article.page.blocks.class_words import BITS, said_by
from tasks.article.page.blocks.hover_boxes import is_block_in_line, is_hover_box
from tasks.text.characters import SHOWS_NOTHING
from tasks.text.sentence_ends import ends_with_mark

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
BOLD: Final = frozenset({"b", "strong"})
ITALIC: Final = frozenset({"i", "em"})
# Publishers' own elements stand in lines when a line of text is open around them.
LINES: Final = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "figcaption", "td"})
# What begins a paragraph behind a single line break, in East Asian copy and on old pages.
INDENTS: Final = ("\u3000", "\xa0\xa0", "\xa0 \xa0", " \xa0 \xa0")
# Characters of what is said beside a link and not displayed; the rest of a text that readers ask
# for ("Show more") is hidden in line, too, and is longer.
LONGEST_ASIDE: Final = 60
# The same said in the link itself: "the dam (opens in new tab)".
_NEW_TAB: Final = re.compile(
    r"\s?\((?:(?:link )?opens? (?:up )?in (?:a )?new (?:browser )?(?:tab|window)"
    r"|(?:wird |link )?(?:öffnet )?(?:sich )?in (?:einem )?neue[mn] (?:tab|fenster)(?: geöffnet)?"
    r"|(?:s['’]ouvre dans une )?nouvelle fenêtre|(?:se )?abre en (?:una )?(?:nueva ventana"
    r"|ventana nueva)|si apre in una nuova (?:finestra|scheda)|abre em (?:uma )?nova (?:janela|aba)"
    r"|opent in (?:een )?nieuw (?:venster|tabblad))\)",
    re.IGNORECASE,
)
FEW_PARAGRAPHS: Final = 3  # elements <p> with a sentence; beside one <pre> the foot may have one
MOST_EXAMPLES: Final = 20  # elements <pre>: within each other they would be read as often
_BLANK_LINE: Final = re.compile(r"\n[ \t\r\f]*+\n\s*+")
_WITHIN: Final = TAG_BITS["article"] | TAG_BITS["main"]
_HIDDEN: Final = BITS["hidden"]


def outline_of(tree: LexborHTMLParser) -> Outline:
    """Every text that a page shows, each once, in reading order, but that of its frame.

    The frame are <nav> and <footer> outside of <article> and <main>: nobody's copy, and a third
    of a page's nodes. Time grows with the nodes alone, however deep they are nested: no recursion,
    and what is around an element is handed down to it.
    """
    start = tree.body or tree.root
    walk = _Walk(tree)
    if start is not None:
        walk.through(start)
    return walk.outline


def plain(text: str) -> str:
    """The text as a reader sees it: blanks collapsed, composed accents (NFC), no unseen marks."""
    text = " ".join(text.split())
    if text.isascii():
        return text
    # what shows nothing is not printable; most text is, and looking is cheaper than taking out
    if not text.isprintable():
        text = " ".join(SHOWS_NOTHING.sub("", text).split())
    return text if is_normalized("NFC", text) else normalize("NFC", text)


def _is_sentence(node: LexborNode) -> bool:
    text = node.text()
    return len(text) >= LONGEST_LINE and ends_with_mark(text)


class _Walk:
    """The state of one walk: the open elements, and the text of the leaf that is being read.

    An element joins the outline when text is found in it, with those around it: a quarter of a
    page's elements hold none. Until then its node waits.
    """

    def __init__(self, tree: LexborHTMLParser) -> None:
        self.tree = tree
        self.paragraphs: int | None = None  # elements <p> with a sentence, once they were counted
        self.examples = 0  # elements <pre> so far
        self.written = False  # whether the <pre> at hand is an article
        self.outline = Outline()
        self.elements = self.outline.elements
        self.waiting: list[tuple[LexborNode, str]] = []  # open blocks without text, outer first
        self.pieces: list[str] = []
        self.raw = ""
        self.own = 0
        self.linked = self.links = self.bold = self.italic = self.pictures = 0
        self.in_link = self.in_bold = self.in_italic = 0
        self.has_line = False
        self.owner = 0
        self.bits: dict[str, int] = {"": 0}  # what names say, each read once a page
        self.paths: dict[tuple[int, str, str], int] = {}

    def through(self, start: LexborNode) -> None:
        """Reads all that is within the element."""
        self._open(start, "body")
        enter, leave, pieces = self._enter, self._leave, self.pieces
        opened: list[tuple[LexborNode, str]] = []  # each open node and what it is left by
        node = start.first_child
        while node is not None:
            tag = node.tag or ""
            if node.is_empty_text_node and not self.written:
                if pieces:
                    pieces.append(" ")
            elif tag == "-text":
                text = node.text_content
                if self.written and text and self._open_tag() == "pre":
                    self._add_written(text)
                elif text and not text.isspace():
                    self._add(text)
                elif pieces:
                    pieces.append(" ")
            else:
                down = enter(node, tag)
                if down is not None:
                    child = node.first_child
                    if child is not None:
                        opened.append((node, down))
                        node = child
                        continue
                    leave(down)
            after = node.next
            while after is None and opened:
                node, down = opened.pop()
                leave(down)
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
                if self._open_tag() in LINES:
                    return self._enter_inline(node, tag)
            if self.pieces and is_block_in_line(node):
                return None
            self._end_line()
            self.waiting.append((node, tag))
            if tag == "pre":
                self.written = self._is_written(node)
            if tag == "article":
                self._open_waiting()  # articles are counted, those without text too
            return ""
        if role == "inline":
            return self._enter_inline(node, tag)
        if role == "break":
            self._break()
        elif role == "frame":
            self._flush(broken=False)
            self._open_waiting()
            if self.elements[self.owner].tags & _WITHIN:
                self.waiting.append((node, tag))
                return ""
        else:
            self.pictures += role == "picture"
        return None

    def _enter_inline(self, node: LexborNode, tag: str) -> str | None:
        if tag == "span" and self.pieces and is_hover_box(node):
            return None
        if tag in NAMED:
            said = node.attributes
            names = said.get("class") if said else None
            if names:
                own = self.bits.get(names)
                if own is None:
                    own = self.bits[names] = said_by(names)
                if own & _HIDDEN:
                    return None  # "opens in a new window" is for screen readers
                if not self.has_line and not self.pieces:
                    self.own |= own
            if said and is_hidden(said) and len(node.text()) <= LONGEST_ASIDE:
                return None
        if tag == "time" and self.pieces:
            # "June 29, 2020" and "November 12, 2021" side by side: run together, 2020 would be
            # read with November 12
            self.pieces.append(" ")
        if tag == "a":
            self.in_link += 1
            self.links += 1
        elif tag in BOLD:
            self.in_bold += 1
        elif tag in ITALIC:
            self.in_italic += 1
        return tag

    def _leave(self, tag: str) -> None:
        if tag == "":
            self._end_line()
            if self.waiting:
                self.waiting.pop()
            else:
                self.owner = self.elements[self.owner].parent
        elif tag == "a":
            self.in_link -= 1
        elif tag in BOLD:
            self.in_bold -= 1
        elif tag in ITALIC:
            self.in_italic -= 1

    def _open_tag(self) -> str:
        """The tag of the innermost open block."""
        return self.waiting[-1][1] if self.waiting else self.elements[self.owner].tag

    def _open_waiting(self) -> None:
        for node, tag in self.waiting:
            self._open(node, tag)
        self.waiting.clear()

    def _open(self, node: LexborNode, tag: str) -> None:
        elements = self.elements
        said = node.attributes
        tags = TAG_BITS.get(tag, 0)
        names = "" if "-" not in tag else tag  # "amedia-factbox" says what it is
        classes = ""
        if said:
            classes = said.get("class") or ""
            if len(said) == 1 and classes and not names:
                names = classes  # most elements have no other attribute
            else:
                names, more = said_of_element(said, names)
                tags |= more
        if not elements:
            elements.append(Element(tag, names, 0, 0, 0, 0, 0, tags, 0))
            self.paths[-1, tag, classes] = 0
            return
        above = elements[self.owner]
        path = self.paths.setdefault((above.path, tag, classes), len(self.paths))
        own = self.bits.get(names)
        if own is None:
            own = self.bits[names] = said_by(names)
        elements.append(
            Element(tag, names, self.owner, above.depth + 1, own, own | above.own,
                    own | above.above, tags | above.tags, path)
        )  # fmt: skip
        self.owner = len(elements) - 1

    def _add(self, text: str) -> None:
        """Adds a text that is more than blanks."""
        if not self.has_line and self.pieces and text.lstrip("\n\r\t").startswith(INDENTS):
            self._flush(broken=True)
        if not self.raw:
            self.raw = text
        if self.in_link and "(" in text:
            text = _NEW_TAB.sub("", text)
        self.pieces.append(text)
        self.has_line = True
        if self.in_link or self.in_bold or self.in_italic:
            size = len(text.strip())
            self.linked += size if self.in_link else 0
            self.bold += size if self.in_bold else 0
            self.italic += size if self.in_italic else 0

    def _is_written(self, node: LexborNode) -> bool:
        """Whether an element <pre> is an article whose paragraphs blank lines part.

        Where the page has paragraphs of its own it is an example, or all of them once more.
        """
        self.examples += 1
        if self.examples > MOST_EXAMPLES or self._has_paragraphs():
            return False
        parts = _BLANK_LINE.split(node.text())
        sentences = sum(ends_with_mark(part) for part in parts)
        return sentences > 1 and 2 * sentences >= len(parts)

    def _has_paragraphs(self) -> bool:
        # asked for the first <pre>, of the whole page: few have one
        if self.paragraphs is None:
            self.paragraphs = sum(map(_is_sentence, self.tree.css("p")))
        return self.paragraphs >= FEW_PARAGRAPHS

    def _add_written(self, text: str) -> None:
        """Adds text that is shown as it is written: a blank line ends a paragraph."""
        for number, part in enumerate(_BLANK_LINE.split(text)):
            if number and self.pieces:
                self._flush(broken=True)
            if part and not part.isspace():
                self._add(part)
            elif part and self.pieces:
                self.pieces.append(" ")

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

    def _end_line(self) -> None:
        if self.pieces:
            self._flush(broken=False)
        else:
            self.own = self.links = 0

    def _flush(self, *, broken: bool) -> None:
        if self.raw:
            text = plain("".join(self.pieces))
            if text:
                if self.waiting:
                    self._open_waiting()
                self.outline.leaves.append(
                    Leaf(text, self.raw.strip(), self.owner, self.own, self.linked, self.links,
                         self.bold, self.italic, self.pictures, broken)
                )  # fmt: skip
                self.pictures = 0
        self.pieces.clear()
        self.raw = ""
        self.has_line = False
        self.own = self.linked = self.links = self.bold = self.italic = 0

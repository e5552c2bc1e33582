"""The text of an element cut into paragraphs, each with the role that a layout gives its place."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from selectolax.lexbor import LexborNode

from tasks.article.page.blocks.blocks import INLINE, LONGEST_LINE, SENTENCE_ENDS, UNSEEN
from tasks.text.characters import SHOWS_NOTHING


@dataclass(frozen=True, slots=True)
class Role:
    """What stands at a place: a kind of block, the selector that says so, and what is final.

    A place within one that `is_final` keeps that one's role: what is set aside is so with all
    that is in it. Only a caption has its credit inside.
    """

    kind: str
    selector: str
    why: str = ""
    is_final: bool = False

    def may_stand_in(self, around: Self | None) -> bool:
        """Whether a place of this role keeps it inside one of the role around it."""
        if around is None or not around.is_final:
            return True
        return around.kind == "caption" and self.kind == "credit"


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph: its words with single blanks, the text node it begins with, and its role.

    `is_link` says that all of it leads elsewhere.
    """

    text: str
    raw: str
    role: Role | None
    is_link: bool


def pieces_of(
    start: LexborNode, roles: Mapping[int, Role], given: Role | None = None
) -> tuple[Piece, ...]:
    """Every text within the element in reading order, each once, with the nearest role around it.

    `roles` are by the nodes' mem_id; `given` is what the element itself has when it has none of
    its own. Time grows with the nodes alone, however deep they stand.
    """
    reader = _Reader(roles)
    reader.through(start, roles.get(start.mem_id, given))
    return tuple(reader.pieces)


class _Reader:
    """One walk: the paragraph that is being read, and the role of each open element."""

    def __init__(self, roles: Mapping[int, Role]) -> None:
        self.roles = roles
        self.pieces: list[Piece] = []
        self.words: list[str] = []
        self.raw = ""
        self.role: Role | None = None
        self.has_line = False
        self.in_link = 0
        self.is_link = True

    def through(self, start: LexborNode, role: Role | None) -> None:
        self.role = role
        opened: list[tuple[bool, bool, Role | None]] = []  # (parts paragraphs, link, role around)
        node = start.first_child
        while node is not None:
            around = self.role
            parts = self._enter(node)
            child = node.first_child if parts is not None else None
            if parts is not None and child is not None:
                opened.append((parts, node.tag == "a", around))
                node = child
                continue
            if parts is not None:
                self._leave(parts=parts, is_link=node.tag == "a", around=around)
            after = node.next
            while after is None and opened:
                node = node.parent
                if node is None:
                    break
                parts, is_link, around = opened.pop()
                self._leave(parts=parts, is_link=is_link, around=around)
                after = node.next
            node = after
        self._flush()

    def _enter(self, node: LexborNode) -> bool | None:
        """Whether the element parts paragraphs; None: nothing in it is text to be read."""
        tag = node.tag or ""
        if tag == "-text":
            self._add(node.text_content or "")
            return None
        if tag == "br":
            self._break()
            return None
        if tag in UNSEEN or tag[:1] in "-!":
            return None
        parts = tag not in INLINE
        role = self.roles.get(node.mem_id)
        if role is not None and role != self.role and role.may_stand_in(self.role):
            parts = True
            self._flush()
            self.role = role
        if parts:
            self._flush()
        self.in_link += tag == "a"
        return parts

    def _leave(self, *, parts: bool, is_link: bool, around: Role | None) -> None:
        if parts:
            self._flush()
        self.in_link -= is_link
        self.role = around

    def _add(self, text: str) -> None:
        if not text or text.isspace():
            if self.words:
                self.words.append(" ")
            return
        if not self.has_line and self.words and text.lstrip("\n\r\t").startswith("\u3000"):
            self._flush()  # an indent of Chinese typesetting begins a paragraph after a line break
        self.raw = self.raw or text.strip()
        self.words.append(text)
        self.has_line = True
        self.is_link = self.is_link and self.in_link > 0

    def _break(self) -> None:
        """A line break: the second of two ends a paragraph, and so does one after a sentence."""
        if not self.words:
            return
        last = self.words[-1].rstrip()
        long = sum(map(len, self.words[-8:])) >= LONGEST_LINE
        if not self.has_line or (last.endswith(SENTENCE_ENDS) and long):
            self._flush()
        else:
            self.words.append(" ")
        self.has_line = False

    def _flush(self) -> None:
        if self.raw:
            text = " ".join(SHOWS_NOTHING.sub("", "".join(self.words)).split())
            if text:
                self.pieces.append(Piece(text, self.raw, self.role, self.is_link))
        self.words = []
        self.raw = ""
        self.has_line = False
        self.is_link = True

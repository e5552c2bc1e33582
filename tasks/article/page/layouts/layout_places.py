"""The places of an outlet's layout found on one page: its blocks by kind, its head's witnesses."""

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from typing import Final

from selectolax.lexbor import LexborNode

from tasks.article.page.layouts.layout_text import Piece, Role, pieces_of
from tasks.article.page.marks import plain, visible_text
from tasks.article.page.page import Page, PageBlock, PageWitness
from tasks.outlets.page_layout import PageLayout, Place
from tasks.outlets.registry import Layout, Outlet
from tasks.text.short_dates import read_dates

LONGEST_VALUE: Final = 400  # characters; the longest headline of the corpora has 260
MOST_VALUES: Final = 12  # of one field: the authors of a page
MOST_CONTAINERS: Final = 200  # a page of liveblog entries, each in a container of its own
SURE: Final = 0.97  # above every general witness: a person looked at the outlet's pages

# What a place outside the body is, by the field of the layout that names it.
_KINDS: Final = (
    ("title", "title"), ("dek", "dek"), ("byline", "byline"), ("published", "source_line"),
    ("updated", "source_line"), ("section", "furniture"),
)  # fmt: skip
# Of a headline or a day the first element says it; further ones are other stories' or a print's.
_MANY: Final = ("dek", "byline")


class PlacesOnPage:
    """Where the places of one layout are on one page; `name` is "outlet/layout"."""

    def __init__(self, page: Page, outlet: Outlet, layout: Layout, places: PageLayout) -> None:
        self.page = page
        self.outlet = outlet
        self.places = places
        self.name = f"{outlet.outlet_id}/{layout.name}"

    @cached_property
    def fields(self) -> dict[str, tuple[Place | None, list[LexborNode]]]:
        """The place of each field that is on the page, with its elements."""
        return {
            name: self._first_of(getattr(self.places, name), MOST_VALUES if name in _MANY else 1)
            for name, _ in _KINDS
        }

    def _first_of(
        self, places: Sequence[Place], most: int
    ) -> tuple[Place | None, list[LexborNode]]:
        """The first place that is on the page and says something, with its elements."""
        for place in places:
            nodes = [
                node for node in self.page.tree.css(place.css)[:MOST_VALUES] if _value(node, place)
            ]
            if nodes:
                return place, nodes[:most]
        return None, []

    def containers(self) -> Iterator[tuple[list[LexborNode], bool]]:
        """The elements of each selector in turn, none of them within another.

        And whether there are more: of a live blog with a thousand entries the first are read.
        """
        for selector in self.places.container:
            named = self.page.tree.css(selector)
            nodes = named[:MOST_CONTAINERS]
            ids = {node.mem_id for node in nodes}
            outer = list({n.mem_id: n for n in nodes if not _is_within(n, ids)}.values())
            if outer:
                yield outer, len(named) > MOST_CONTAINERS

    def blocks(self, containers: Sequence[LexborNode]) -> Iterator[PageBlock]:
        """Everything within the containers, typed, and the head's places outside them."""
        roles = self._roles(containers)
        ids = {node.mem_id for node in containers}
        above = {parent.mem_id for node in containers for parent in _parents(node)}
        outside = {
            node.mem_id: node
            for _, nodes in self.fields.values()
            for node in nodes
            if node.mem_id not in above and not _is_within(node, roles.keys() | ids)
        }
        for node in (*outside.values(), *containers):
            given = roles.get(node.mem_id)
            if node.mem_id in outside and (given is None or given.kind == "furniture"):
                continue
            for piece in pieces_of(node, roles, given):
                yield self._block(piece)

    def _roles(self, containers: Sequence[LexborNode]) -> dict[int, Role]:
        """The role of each node that a selector names; of two on one node the later here wins."""
        places = self.places
        roles: dict[int, Role] = {}
        for kind, selectors in (
            ("body", places.body), ("subhead", places.subhead), ("caption", places.caption),
            ("credit", places.credit),
        ):  # fmt: skip
            for selector in selectors:
                role = Role(kind, selector, is_final=kind in ("caption", "credit"))
                for container in containers:
                    roles |= {node.mem_id: role for node in container.css(selector)}
        for name, kind in _KINDS:
            place, nodes = self.fields[name]
            if place is not None:
                # the value is the attribute's; what is shown may be "2 days ago"
                role = Role("furniture" if place.attribute else kind, str(place), is_final=True)
                roles |= {node.mem_id: role for node in nodes}
        for aside in places.drop:
            role = Role(aside.kind, aside.css, aside.why, is_final=True)
            for container in containers:
                roles |= {node.mem_id: role for node in container.css(aside.css)}
        return roles

    def _block(self, piece: Piece) -> PageBlock:
        role = piece.role
        if role is None:
            reason = f"layout {self.name}: no selector names it"
            return PageBlock("furniture", piece.text, reason, piece.raw)
        if role.kind == "body" and piece.is_link:
            reason = f"layout {self.name}: nothing but a link to another page"
            return PageBlock("widget", piece.text, reason, piece.raw)
        if role.kind == "body":
            for kind, rule, pattern in self.outlet.compiled_rules:
                if kind != "dateline" and pattern.match(piece.text):
                    return PageBlock(kind, piece.text, f"layout rule {rule}", piece.raw)
        why = f" ({role.why})" if role.why else ""
        return PageBlock(
            role.kind, piece.text, f"layout {self.name}: {role.selector}{why}", piece.raw
        )

    def witnesses(self) -> Iterator[PageWitness]:
        """What the places of the fields say."""
        for name, _ in _KINDS:
            place, nodes = self.fields[name]
            if place is None:
                continue
            for node in nodes:
                value = _value(node, place)
                if name in ("published", "updated"):
                    value = self._day(value)
                if value:
                    yield PageWitness(name, "layout", value, SURE, f"{self.name}: {place}")

    def _day(self, text: str) -> str:
        """The first day of the text in ISO form; empty when it states none that can be read."""
        lang = self.page.lang or next(iter(self.outlet.languages), None)
        found = read_dates(text, lang=lang, day_first=self.outlet.day_first)
        return found[0].iso() if found and found[0].day is not None else ""


def _value(node: LexborNode, place: Place) -> str:
    """What the place says; empty when the element has no such attribute or text."""
    if place.attribute:
        text = plain(node.attributes.get(place.attribute) or "", LONGEST_VALUE)
    else:
        text = visible_text(node, LONGEST_VALUE)
    if place.compiled is None:
        return text
    found = place.compiled.search(text)
    return (found[1] or "").strip() if found else ""


def _parents(node: LexborNode) -> Iterator[LexborNode]:
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def _is_within(node: LexborNode, ids: Collection[int]) -> bool:
    return any(parent.mem_id in ids for parent in _parents(node))

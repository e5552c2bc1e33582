"""Who wrote it, as the page says: candidates, and the names of people among them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from tasks.article.page.byline_lines import line_bylines, names_author, stands_aside
from tasks.article.page.linked_data import Linked
from tasks.article.page.marks import Mark
from tasks.article.page.names import names_in, without_label
from tasks.article.page.page import Page, PageWitness
from tasks.article.page.surroundings import Line
from tasks.article.page.title_parts import site_names
from tasks.text.words import letters_of

_METAS: Final = MappingProxyType(
    {
        "author": 0.8, "article:author": 0.75, "og:article:author": 0.75, "dc.creator": 0.8,
        "dcterms.creator": 0.8, "dc.author": 0.8, "dc:creator": 0.8, "parsely-author": 0.85,
        "sailthru.author": 0.85, "byl": 0.9, "cxenseparse:author": 0.85, "og:author": 0.8,
        "article:byline": 0.85, "articleauthor": 0.8, "bt:author": 0.85, "vr:author": 0.8,
        "dable:author": 0.85, "lp.article:author": 0.85, "dcsext.author": 0.85,
        "article:author_name": 0.85, "citation_author": 0.85,
        "authors": 0.8, "creator": 0.7,
        "shareaholic:article_author_name": 0.75, "sailthru.byline_name": 0.85,
        "article_author": 0.8,
        "article-author": 0.8, "search.byline": 0.8, "rbauthors": 0.8, "news_author": 0.8,
        "http://ogp.me/ns/article#author": 0.75,
    }
)  # fmt: skip
MOST_AUTHORS: Final = 30  # elements looked at
MOST_TOGETHER: Final = 5  # people who sign one story; more are the authors of several
_WRITTEN: Final = re.compile(
    r"written|verfasst|geschrieben|écrit|escrito|scritto|geschreven|skriv|author|autor"
    r"|by\b|von\b|par\b",
    re.IGNORECASE,
)


def byline_witnesses(
    page: Page,
    linked: Linked | None,
    marks: Sequence[Mark],
    headline: Mark | None,
    around: Sequence[Line],
) -> Iterator[PageWitness]:
    """The candidates, one a name or one a line as printed; houses are noted as such."""
    if linked is not None:
        for name in linked.names("author") or linked.names("creator"):
            note = "organisation" if name.is_organisation else ""
            yield PageWitness("byline", "json_ld", name.name, 0.9 if linked.sure else 0.5, note)
    for key, sure in _METAS.items():
        for value in page.metas.get(key, ())[:12]:
            if "://" not in value:
                yield PageWitness("byline", "meta", " ".join(value.split()), sure, key)
    # "Written by" and the reading time stand in two numbered pairs, in either order.
    for number in "12":
        labels, data = (page.metas.get(f"twitter:{part}{number}", ()) for part in ("label", "data"))
        if labels and data and _WRITTEN.search(labels[0]):
            yield PageWitness("byline", "meta", data[0], 0.72, "twitter:data")
    yield from _marked(marks, headline)
    yield from line_bylines(around)


def _marked(marks: Sequence[Mark], headline: Mark | None) -> Iterator[PageWitness]:
    """Microdata, rel=author and elements whose class says author, those of the article first.

    The article's are the first below the headline (else above it) that hold a name, and those
    that follow them directly: further down the authors of other stories are named alike.
    """
    at = headline.at if headline is not None else 0
    found = [mark for mark in marks if _is_author(mark)]
    ids = {mark.node.mem_id for mark in found}
    inner = {parent for mark in found for parent in _parents(mark) if parent in ids}
    found = [mark for mark in found if mark.node.mem_id not in inner]
    found = [*(mark for mark in found if mark.at >= at), *(mark for mark in found if mark.at < at)]
    last: Mark | None = None
    far: list[PageWitness] = []
    for mark in found[:MOST_AUTHORS]:
        text = mark.pieces(200)
        if not text or len(text) > 180:
            continue
        said = _is_said(mark)
        whole = mark.text(200)
        named = any(whole == name for name in names_in(whole, strict=True))
        if named:
            text = whole  # first name and surname in elements of their own
        named = named or any(True for _ in names_in(text, strict=not said))
        near = named and -20 <= mark.at - at <= 25
        if near and last is not None:
            near = 0 < mark.at - last.at <= 6 and mark.names == last.names
        if near:
            last = mark
        kind, sure = ("microdata", 0.75) if said else ("text", 0.65)
        if near:
            yield PageWitness("byline", kind, text, sure, "near")
        elif named or said:
            far.append(PageWitness("byline", kind, text, sure - 0.5, "far"))
    # far from the headline, below the copy perhaps, but the only name that is marked so
    only = last is None and len({without_label(one.value) for one in far}) == 1
    for one in far:
        yield replace(one, confidence=0.45) if only else one


def _is_said(mark: Mark) -> bool:
    """Whether the markup itself says author, rather than a class that sounds so."""
    rel = (mark.said.get("rel") or "").lower().split()
    # "author vcard" is the microformat hCard, which many blog templates write
    named = (mark.said.get("itemprop") or "").lower() == "author" or "vcard" in mark.names
    return named or "author" in rel


def _is_author(mark: Mark) -> bool:
    if mark.tag in ("meta", "link", "h1", "title", "time"):
        return False
    if _is_said(mark):
        return not stands_aside(mark.names)
    return names_author(mark.names)


def _parents(mark: Mark) -> Iterator[int]:
    parent = mark.node.parent
    for _ in range(6):
        if parent is None:
            return
        yield parent.mem_id
        parent = parent.parent


def choose_bylines(witnesses: Sequence[PageWitness], *, houses: bool = False) -> tuple[str, ...]:
    """The names of the people who wrote it, in the order of the best place that has any.

    Houses and agencies are no people and stay among the witnesses; with `houses` those that the
    chosen place credits beside the people are kept, and where no people are named, they alone:
    the credit as the page prints it.
    """
    sites = site_names(witnesses)
    groups: dict[tuple[str, str], list[PageWitness]] = {}
    least = 0.4
    for one in witnesses:
        if one.field != "byline":
            continue
        if one.note == "organisation":
            least = 0.7  # it says that a house wrote it: a guess at a name does not outweigh that
        if one.confidence >= 0.4:
            groups.setdefault((one.kind, "" if one.kind == "json_ld" else one.note), []).append(one)
    ranked = sorted(groups.values(), key=lambda group: -group[0].confidence)
    for group in ranked:
        people = _once([name for one in group for name in _people(one, sites)])
        if people and group[0].confidence >= least:
            fuller = _fuller(people, ranked)
            if houses and fuller is None:
                return _once([name for one in group for name in _people(one, sites, houses=True)])
            return fuller or people
    if houses:
        for group in ranked:
            if group[0].kind != "text" or group[0].note == "labelled":
                return _once([name for one in group for name in _houses(one)])
    return ()


def _fuller(
    people: Sequence[str], ranked: Sequence[Sequence[PageWitness]]
) -> tuple[str, ...] | None:
    """The names that readers see, where they are these and more: data often holds the first."""
    mine = set(map(letters_of, people))
    for group in ranked:
        if group[0].kind != "microdata" and group[0].note != "labelled":
            continue
        shown = _once([name for one in group for name in names_in(one.value, strict=True)])
        if mine < set(map(letters_of, shown)) and len(shown) <= MOST_TOGETHER:
            return shown
    return None


def _people(one: PageWitness, sites: frozenset[str], *, houses: bool = False) -> list[str]:
    if one.note == "organisation":
        return _houses(one) if houses else []
    strict = one.kind == "text"
    names = [
        name
        for name in names_in(one.value, strict=strict, agencies=houses)
        if letters_of(name) not in sites
    ]
    return names or (_houses(one) if houses and one.kind == "json_ld" else [])


def _houses(one: PageWitness) -> list[str]:
    name = without_label(one.value.replace(" | ", " ")).strip()
    return [name] if 1 < len(name) <= 60 and "@" not in name else []


def _once(names: Sequence[str]) -> tuple[str, ...]:
    return tuple({letters_of(name): name for name in reversed(names)}.values())[::-1]

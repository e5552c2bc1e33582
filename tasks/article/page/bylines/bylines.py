"""Who wrote it, as the page says: candidates, and the names of people among them."""

import html
import re
from collections.abc import Callable, Iterator, Sequence
from types import MappingProxyType
from typing import Final

from tasks.article.page.bylines.byline_lines import line_bylines
from tasks.article.page.bylines.byline_marks import marked_bylines
from tasks.article.page.bylines.names import names_in, tells_duty, without_label
from tasks.article.page.bylines.roles import is_slogan
from tasks.article.page.bylines.turned_names import turned
from tasks.article.page.linked_data import Linked
from tasks.article.page.marks import Mark
from tasks.article.page.page import Page, PageWitness
from tasks.article.page.surroundings import Line
from tasks.article.page.titles.title_parts import site_names
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
BELIEVED: Final = 0.4  # confidence; what stands far from the headline among others is below it
_AGAINST_HOUSE: Final = 0.7  # where the data say a house wrote it; a name beside a headline has .65
MOST_IN_NAME: Final = 2  # blanks; a page about a person may have the name for its title
MOST_TOGETHER: Final = 5  # people who sign one story; more are the authors of several
# What systems write where nobody is named, and what names no one in particular.
_NOBODY: Final = re.compile(
    r"(?:no |the )?authors?|unknown|none|null|undefined|(?:super |default )?user|guest"
    r"|\w{0,20}admin|admin\w{0,20}|administrator|web ?master|root|publisher|(?:web |site )?editors?"
    r"|(?:the )?staff(?: (?:writers?|reports?|reporters?))?|share|filed under"
    r"|редактор|администратор"
    # a day or a number alone, an address
    r"|(?:am |on |vom )?[\W\d_]*|(?:https?://|www\.|\w{1,30}(?:\.\w{1,30}){1,3}/)\S*|on|in|by|von|de",
    re.IGNORECASE,
)
_MARKUP: Final = frozenset("@<>{}")
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
            text = html.unescape(name.name) if "&" in name.name else name.name
            yield PageWitness("byline", "json_ld", text, 0.9 if linked.sure else 0.5, note)
    for key, sure in _METAS.items():
        for value in page.metas.get(key, ())[:12]:
            if "://" not in value:
                yield PageWitness("byline", "meta", " ".join(value.split()), sure, key)
    # "Written by" and the reading time stand in two numbered pairs, in either order.
    for number in "12":
        labels, data = (page.metas.get(f"twitter:{part}{number}", ()) for part in ("label", "data"))
        if labels and data and _WRITTEN.search(labels[0]):
            yield PageWitness("byline", "meta", data[0], 0.72, "twitter:data")
    yield from marked_bylines(marks, headline)
    yield from line_bylines(around)


def names_people(bylines: Sequence[PageWitness]) -> bool:
    """Whether a place that is likely to be right names a person, rather than houses alone."""
    return any(
        True
        for one in bylines
        if one.confidence >= 0.5 and one.note != "organisation"
        for _ in names_in(one.value, strict=one.kind == "text")
    )


def choose_bylines(
    witnesses: Sequence[PageWitness],
    *,
    houses: bool = False,
    is_outlet: Callable[[str], bool] = lambda _: False,
) -> tuple[str, ...]:
    """The names of the people who wrote it, in the order of the best place that has any.

    Houses and agencies are no people and stay among the witnesses; with `houses` those that the
    chosen place credits beside the people are kept, and where no people are named, they alone:
    the credit as the page prints it. `is_outlet` knows the names of outlets and agencies, of which
    "Guardian, London" is no person's.
    """
    sites = site_names(witnesses)

    def is_house(name: str) -> bool:
        return letters_of(name) in sites or is_outlet(name)

    groups: dict[tuple[str, str], list[PageWitness]] = {}
    least = BELIEVED
    others = _said_otherwise(witnesses)
    for one in witnesses:
        if one.field != "byline" or is_slogan(one.value) or letters_of(one.value) in others:
            continue
        if one.note == "organisation" or (one.kind == "json_ld" and letters_of(one.value) in sites):
            least = _AGAINST_HOUSE  # a guess at a name does not outweigh that
        if one.confidence >= BELIEVED:
            groups.setdefault((one.kind, "" if one.kind == "json_ld" else one.note), []).append(one)
    ranked = sorted(groups.values(), key=lambda group: -group[0].confidence)
    for group in ranked:
        people = _once([name for one in group for name in _people(one, sites, is_house)])
        if people and group[0].confidence >= least:
            fuller = _fuller(people, ranked, sites, is_house)
            if houses and fuller is None:
                return _once(
                    [name for one in group for name in _people(one, sites, is_house, houses=True)]
                )
            return fuller or people
    if houses:
        for group in ranked:
            if group[0].kind != "text" or group[0].note in ("labelled", "house"):
                return _once([name for one in group for name in _houses(one)])
    return ()


def _said_otherwise(witnesses: Sequence[PageWitness]) -> frozenset[str]:
    """The letters of the page's headlines and standfirsts: some templates call them its author."""
    return frozenset(
        letters_of(one.value)
        for one in witnesses
        if one.field in ("title", "dek") and one.value.count(" ") > MOST_IN_NAME
    )


def _fuller(
    people: Sequence[str],
    ranked: Sequence[Sequence[PageWitness]],
    sites: frozenset[str],
    is_house: Callable[[str], bool],
) -> tuple[str, ...] | None:
    """The names that readers see, where they are these and more: data often holds the first."""
    mine = set(map(letters_of, people))
    first = people[0] if len(people) == 1 and " " not in people[0] else None
    for group in ranked:
        if group[0].kind != "microdata" and group[0].note != "labelled":
            continue
        shown = _once(
            [name for one in group for name in _people(one, sites, is_house, strict=True)]
        )
        letters = set(map(letters_of, shown))
        if mine < letters and len(shown) <= MOST_TOGETHER:
            return shown
        if len(shown) == 1 and first and shown[0].startswith(f"{first} "):
            return shown
    return None


def _people(
    one: PageWitness,
    sites: frozenset[str],
    is_house: Callable[[str], bool],
    *,
    houses: bool = False,
    strict: bool = False,
) -> list[str]:
    if one.note in ("organisation", "house"):
        return _houses(one) if houses else []
    strict = strict or one.kind == "text"
    said = turned(one.value, is_house) if one.kind in ("json_ld", "meta") else one.value
    names = [
        name
        for name in names_in(said, strict=strict, agencies=houses)
        if letters_of(name) not in sites and not _NOBODY.fullmatch(name)
    ]
    return names or (_houses(one) if houses and one.kind == "json_ld" else [])


def _houses(one: PageWitness) -> list[str]:
    name = without_label(one.value.replace(" | ", " ")).strip()
    if name.count(",") > 1:
        name = name.partition(",")[0]  # "Wetterdienst GmbH, Hamburg, Germany": its address
    if _NOBODY.fullmatch(name) or not _MARKUP.isdisjoint(name) or tells_duty(name):
        return []
    return [name] if 1 < len(name) <= 60 else []


def _once(names: Sequence[str]) -> tuple[str, ...]:
    return tuple({letters_of(name): name for name in reversed(names)}.values())[::-1]

"""Everything a page says about its article's fields: each place a witness, none believed yet."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urljoin, urlsplit

from w3lib.url import canonicalize_url, safe_url_string

from tasks.article.page.bylines.byline_lines import may_name_author, page_bylines
from tasks.article.page.bylines.byline_links import house_bylines, linked_bylines
from tasks.article.page.bylines.bylines import BELIEVED, byline_witnesses, names_people
from tasks.article.page.dates.page_dates import date_witnesses
from tasks.article.page.linked_data import Linked, linked_data, texts_of, types_of
from tasks.article.page.marks import Mark, marks_of, parted_text, plain
from tasks.article.page.page import Page, PageWitness
from tasks.article.page.surroundings import PageLines, lines_around
from tasks.article.page.titles.headline import head_titles, headline_of
from tasks.article.page.titles.titles import title_witnesses
from tasks.text.addresses import is_above, site_of
from tasks.text.characters import clean_characters, is_clean

# (field, name of the <meta>, confidence): the surest first
_METAS: Final = (
    ("dek", "og:description", 0.7), ("dek", "description", 0.65),
    ("dek", "twitter:description", 0.6), ("dek", "dc.description", 0.6),
    ("section", "article:section", 0.9), ("section", "og:article:section", 0.85),
    ("section", "parsely-section", 0.85), ("section", "section", 0.7),
    ("section", "articlesection", 0.8), ("section", "category", 0.5),
    ("outlet", "og:site_name", 0.9), ("outlet", "application-name", 0.6),
    ("outlet", "apple-mobile-web-app-title", 0.5), ("outlet", "dc.publisher", 0.7),
    ("outlet", "publisher", 0.6), ("outlet", "copyright", 0.3),
    ("lang", "og:locale", 0.75), ("lang", "content-language", 0.7), ("lang", "dc.language", 0.7),
    ("lang", "language", 0.6), ("lang", "inlanguage", 0.7),
)  # fmt: skip
_LANG: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
LONGEST: Final = 1_000  # characters of a value; a standfirst has 400 at most
_NO_SECTION: Final = frozenset(
    {"home", "homepage", "startseite", "start", "accueil", "inicio", "início", "news", "首页",
     "首頁", "홈", "главная", "ana sayfa", "index", "forside", "etusivu", "article", "artikel",
     "articles"}
)  # fmt: skip
# What a path of links has for those who do not see it: its name, and ways around it.
_HERE: Final = re.compile(
    r"(?:you are here|sie (?:sind|befinden sich) hier|vous êtes ici|est[áa]s? aqu[ií]"
    r"|ti trovi (?:in|qui)|(?:u bevindt|je bevindt) (?:zich|je) hier"
    r"|bread ?crumbs?(?: (?:navigation|trail|menu))?"
    r"|(?:brotkrümel-?|pfad)navigation|fil d['’]ariane)(?:\s?:|\Z)",
    re.IGNORECASE,
)
_CONTROL: Final = re.compile(
    r"(?:skip|jump) to\s|zum inhalt|browse content"
    r"|(?:toggle|open|close|show|hide|main) (?:menu|nav)|(?:menu|navigation|search|close)\Z",
    re.IGNORECASE,
)

# Labels that many sites of a country stand below: bbc.co.uk, chinadaily.com.cn.
_SECOND: Final = frozenset({"co", "com", "net", "org", "gov", "edu", "ac", "or", "ne", "go", "gob"})


@dataclass(frozen=True, slots=True)
class Statement:
    """Every witness of a page, and the object of its JSON-LD that they took for its article.

    The flags ask that, too.
    """

    witnesses: tuple[PageWitness, ...]
    linked: Linked | None


def statement_of(page: Page) -> Statement:
    """What the page says about title, dek, byline, days, section, outlet, address, language."""
    marks = marks_of(page)
    titles = head_titles(page, marks)
    linked = linked_data(page, titles)
    headline = headline_of(page, marks, titles)
    around = lines_around(headline.node) if headline is not None else ()
    whole = PageLines(page.tree)
    bylines = tuple(byline_witnesses(page, linked, marks, headline, around))
    if not names_people(bylines) and (not bylines or may_name_author(page.html)):
        bylines = (*bylines, *page_bylines(whole.lines))
    if not any(one.confidence >= BELIEVED for one in bylines):
        bylines = (*bylines, *linked_bylines(page, headline), *house_bylines(around))
    said = (
        *title_witnesses(page, linked, marks, headline),
        *bylines,
        *date_witnesses(page, linked, marks, headline, around, whole),
        *_of_metas(page),
        *_of_linked(page, linked),
        *_sections(page),
        *_addresses(page, linked, marks),
        *_languages(page),
    )
    return Statement(with_clean_characters(said), linked)


def with_clean_characters(said: Sequence[PageWitness]) -> tuple[PageWitness, ...]:
    """The witnesses, each value with its characters mended as those of the copy are.

    Else a headline and its repetition in the copy are two wordings.
    """
    return tuple(
        one
        if (one.value.isascii() and one.value.isprintable()) or is_clean(one.value)
        else replace(one, value=clean_characters(one.value)[0])
        for one in said
    )


def _of_metas(page: Page) -> Iterator[PageWitness]:
    for field, key, sure in _METAS:
        for value in page.metas.get(key, ())[:1]:
            text = plain(value, LONGEST)
            if text and (field != "lang" or _LANG.fullmatch(text)):
                yield PageWitness(field, "meta", text, sure, key)


def _of_linked(page: Page, linked: Linked | None) -> Iterator[PageWitness]:
    if linked is not None:
        less = 0.0 if linked.sure else 0.3
        for field, key, sure in (
            ("dek", "description", 0.75), ("dek", "alternativeHeadline", 0.4),
            ("section", "articleSection", 0.88), ("lang", "inLanguage", 0.85),
        ):  # fmt: skip
            for text in texts_of(linked.item.get(key)):
                yield PageWitness(field, "json_ld", plain(text, LONGEST), sure - less, key)
        for name in linked.names("publisher"):
            yield PageWitness("outlet", "json_ld", plain(name.name, LONGEST), 0.85, "publisher")
    for item in page.json_ld:
        if "website" in types_of(item):
            for text in texts_of(item.get("name")):
                yield PageWitness("outlet", "json_ld", plain(text, LONGEST), 0.8, "WebSite")
                return


def _sections(page: Page) -> Iterator[PageWitness]:
    """The way down to the article, without the front page and the article itself."""
    for item in page.json_ld:
        if "breadcrumblist" not in types_of(item):
            continue
        steps = item.get("itemListElement")
        named = [name for step in (steps if isinstance(steps, list) else ())[:10]
                 for name in _step(step)]  # fmt: skip
        for name in [name for name in named[:-1] if name.casefold() not in _NO_SECTION][:1]:
            yield PageWitness("section", "json_ld", name, 0.7, "breadcrumb")
        return
    for node in page.tree.css("[class*=breadcrumb i]")[:1]:
        steps = [_HERE.sub("", step).strip(" »›>/") for step in parted_text(node, 300).split(" | ")]
        steps = [step for step in steps if len(step) > 2 and not _CONTROL.match(step)]
        for name in [step for step in steps[:3] if step.casefold() not in _NO_SECTION][:1]:
            if len(steps) > 1 and len(name) <= 40:
                yield PageWitness("section", "text", name, 0.55, "breadcrumb")


def _step(step: object) -> Iterator[str]:
    """The name of one step, which is the step's own or its item's."""
    if isinstance(step, dict):
        for value in (step.get("name"), step.get("item")):
            for text in texts_of(value):
                if "://" not in text:
                    yield plain(text, 80)
                    return


def _addresses(page: Page, linked: Linked | None, marks: Sequence[Mark]) -> Iterator[PageWitness]:
    """The addresses the page calls its own, whole and canonical; another site's are less sure."""
    said: list[tuple[str, str, float, str]] = []
    for mark in marks:
        if mark.tag == "link" and (address := mark.said.get("href")):
            rel = (mark.said.get("rel") or "").lower()
            said.append(("meta", address, 0.92 if rel == "canonical" else 0.1, rel))
    said += [("meta", value, 0.85, "og:url") for value in page.metas.get("og:url", ())[:1]]
    if linked is not None and linked.is_article:
        for key, sure in (("mainEntityOfPage", 0.8), ("url", 0.8), ("@id", 0.5)):
            value = linked.item.get(key)
            if isinstance(value, dict):
                value = value.get("@id") or value.get("url")
            if isinstance(value, str) and "/" in value:
                said.append(("json_ld", value, sure if linked.sure else 0.3, key))
    if page.url:
        said.append(("url", page.url, 0.6, "given"))
    home = _site(page.url) if page.url else ""
    # most places give the same address, and a reading takes a twentieth of a millisecond
    wholes = {address: _whole(address, page.url) for _, address, _, _ in said}
    for kind, address, sure, note in said:
        whole = wholes[address]
        if whole is None:
            continue
        same = not home or _site(whole) == home
        # a canonical that is the front page of the site, or a section's, is a template's mistake
        front = bool(page.url) and note != "given" and is_above(whole, page.url or "")
        yield PageWitness("url", kind, whole, sure if same and not front else sure * 0.3, note)


def _whole(address: str, base: str | None) -> str | None:
    """The address resolved and canonical; None when it is none of the web."""
    try:
        whole = urljoin(base or "", address.strip())
        if urlsplit(whole).scheme not in ("http", "https") or not urlsplit(whole).hostname:
            return None
        return canonicalize_url(safe_url_string(whole))
    except ValueError:
        return None


def _site(url: str) -> str:
    """The last labels of the host, from the one that names the site on."""
    labels = site_of(url).split(".")
    behind = 3 if len(labels[-1]) == 2 and labels[-2:-1] and labels[-2] in _SECOND else 2
    return ".".join(labels[-behind:])


def _languages(page: Page) -> Iterator[PageWitness]:
    if page.lang and _LANG.fullmatch(page.lang):
        yield PageWitness("lang", "meta", page.lang, 0.8, "html")

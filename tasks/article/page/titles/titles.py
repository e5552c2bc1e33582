"""The headline of a page: every place that gives one, and the vote among them."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from tasks.article.page.linked_data import Linked
from tasks.article.page.marks import Mark, plain
from tasks.article.page.page import Page, PageWitness
from tasks.article.page.titles.headline import LONGEST, MOST_LOOKED_AT, in_head, leads_home
from tasks.article.page.titles.title_parts import kicker_of, site_names, without_site
from tasks.article.page.titles.title_votes import Reading, votes_of
from tasks.text.characters import without_entities
from tasks.text.words import letters_of

_METAS: Final = MappingProxyType(
    {
        "og:title": 0.8, "twitter:title": 0.7, "title": 0.5, "headline": 0.7, "dc.title": 0.6,
        "dcterms.title": 0.6, "sailthru.title": 0.6, "parsely-title": 0.7, "citation_title": 0.8,
        "article:title": 0.7, "fb_title": 0.6,
    }
)  # fmt: skip
# What stands inside an h1 and is no headline: the line over it, the line under it, hidden marks.
_BESIDE: Final = re.compile(
    r"kicker|overline|over-?title|topline|roof|dachzeile|super-?title|top-?title|pre-?title|eyebrow"
    r"|spitzmarke|rubri[ck]|topic|label|categor|badge|surtitre|antetit|volanta|occhiello|cintillo"
    r"|sub-?title|sub-?head|slogan|tagline|hidden|sr-only|screen-?reader|invisible|offscreen|-vh\b"
    r"|\Asmall\Z|\Abutton\Z|\Aform\Z|\Atime\Z|\Asup\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TitleChoice:
    """The headline with its witness, the kicker before it and the site's name beside it."""

    title: PageWitness | None
    kicker: str | None
    site: str | None


def title_witnesses(
    page: Page, linked: Linked | None, marks: Sequence[Mark], headline: Mark | None
) -> Iterator[PageWitness]:
    """The candidates, each as the page has it but for blanks and entities, escaped twice or not."""
    for key, sure in _METAS.items():
        for value in page.metas.get(key, ())[:1]:
            yield PageWitness("title", "meta", _plain(value), sure, key)
    if linked is not None and (text := linked.text("headline", "name")):
        yield PageWitness("title", "json_ld", _plain(text), 0.8 if linked.sure else 0.4)
    if headline is not None and headline.tag != "h1" and (text := headline.text(LONGEST)):
        yield PageWitness("title", "text", text, 0.6, headline.tag)
    for mark in marks[:MOST_LOOKED_AT]:
        if mark.tag == "h1":
            whole = without_entities(mark.text(LONGEST))
            if not whole:
                continue
            text = without_entities(mark.text(LONGEST, _BESIDE)).strip(" :|-–") or whole
            if mark is not headline and leads_home(mark):
                yield PageWitness("title", "h1", whole, 0.1, "home")
                continue
            note = "other" if mark is not headline else "parted" if len(text) < len(whole) else ""
            yield PageWitness("title", "h1", text, 0.3 if note == "other" else 0.8, note)
        elif mark.tag == "title" and in_head(mark) and (text := mark.text(LONGEST)):
            yield PageWitness("title", "title_tag", without_entities(text), 0.5)


def _plain(text: str) -> str:
    if "&" in text:
        text = html.unescape(html.unescape(text))
    return plain(text, LONGEST)


def choose_title(witnesses: Sequence[PageWitness]) -> TitleChoice:
    """The wording that most places agree on, without the site's name.

    The confidence is the share of the votes that went to it.
    """
    named = [one for one in witnesses if one.field == "title" and one.note != "home"]
    sites = site_names(witnesses)
    bare = sorted({one.value for one in named if one.note != "parted"}, key=len, reverse=True)
    # most places say the same
    printed = {one.value for one in named if one.kind == "h1"}
    bared = {one: without_site(one, sites, bare, printed) for one in {one.value for one in named}}
    parted = [(one, *bared[one.value]) for one in named]
    site = next((tail for _, text, tail in parted if tail and letters_of(text)), None)
    readings = [Reading(one, text, key) for one, text, _ in parted if (key := letters_of(text))]
    # where the site's name is all that is said it is taken: a page about the site itself
    readings = [one for one in readings if one.key not in sites] or readings
    if not readings:
        return TitleChoice(None, None, site)
    votes = votes_of(readings)
    sums: dict[str, float] = {}
    for reading, vote in zip(readings, votes, strict=True):
        sums[reading.key] = sums.get(reading.key, 0.0) + vote
    best = max(sums, key=lambda key: (sums[key], len(key)))
    spelled = [(vote, one) for vote, one in zip(votes, readings, strict=True) if one.key == best]
    _, chosen = max(spelled, key=lambda found: (not found[1].text.isupper(), found[0]))
    share = round(sums[best] / sum(sums.values()), 2)
    shown = next((one.value for one in named if one.kind == "h1" and one.note != "other"), "")
    return TitleChoice(
        replace(chosen.witness, value=chosen.text, confidence=share),
        kicker_of(chosen.text, shown),
        site,
    )

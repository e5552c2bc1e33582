"""The headline of a page: every place that gives one, and the vote among them."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from tasks.article.page.headline import LONGEST, MOST_LOOKED_AT, in_head, words_of
from tasks.article.page.linked_data import Linked, host_of
from tasks.article.page.marks import Mark, plain
from tasks.article.page.page import Page, PageWitness
from tasks.text.words import letters_of

_METAS: Final = MappingProxyType(
    {
        "og:title": 0.8, "twitter:title": 0.7, "title": 0.5, "headline": 0.7, "dc.title": 0.6,
        "dcterms.title": 0.6, "sailthru.title": 0.6, "parsely-title": 0.7, "citation_title": 0.8,
        "article:title": 0.7, "fb_title": 0.6,
    }
)  # fmt: skip
# What each place adds to a wording in the vote. The headline that readers see weighs most, and
# loses to two of the head that agree against it.
_VOTES: Final = MappingProxyType(
    {"layout": 12.0, "h1": 4.0, "json_ld": 2.5, "og:title": 2.0, "title_tag": 0.5,
     "twitter:title": 1.0, "headline": 1.0}
)  # fmt: skip
# What parts a headline from its site: "Headline | Site", "Site: Headline", "标题_网站".
_PARTS: Final = re.compile(
    r":\s|\s[|–—\-·•»«:>/\\]{1,3}\s|\s?[|｜ㅣǀ_＿»«›]{1,3}\s?|--|\s[-–—]|[-–—]\s"
    r"|\s?\[(?=[^\[\]]{2,30}\]\Z)|(?<=[^\x00-\xff])[-：](?=[^\x00-\xff])"
)
# What stands inside an h1 and is no headline: the line over it, the line under it, hidden marks.
_BESIDE: Final = re.compile(
    r"kicker|overline|over-?title|topline|roof|dachzeile|super-?title|top-?title|pre-?title|eyebrow"
    r"|spitzmarke|rubri[ck]|topic|label|categor|badge|surtitre|antetit|volanta|occhiello|cintillo"
    r"|sub-?title|sub-?head|slogan|tagline|hidden|sr-only|screen-?reader|invisible|offscreen|-vh\b"
    r"|\Asmall\Z|\Abutton\Z|\Aform\Z|\Atime\Z|\Asup\Z",
    re.IGNORECASE,
)
# What the name of a Chinese, Japanese or Korean site ends with.
_CJK_SITE: Final = re.compile(
    r"[^\s]{0,12}(?:网|網|网站|新闻|新聞|日报|日報|晚报|时报|频道|頻道|在线|门户"
    r"|デジタル|ニュース|뉴스|일보|신문)\Z"
)
_HEAD_MARKS: Final = "|-–—:：｜ㅣǀ_·•»~)+"
_TAIL_MARKS: Final = "|-–—:：｜ㅣ_·•«»~("
_EASTERN: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_MARKS: Final = re.compile(r"[\W_]+")
_DATE: Final = re.compile(r"[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class TitleChoice:
    """The headline with its witness, the kicker before it and the site's name beside it."""

    title: PageWitness | None
    kicker: str | None
    site: str | None


def title_witnesses(
    page: Page, linked: Linked | None, marks: Sequence[Mark], headline: Mark | None
) -> Iterator[PageWitness]:
    """The candidates, each as the page has it but for blanks and entities."""
    for key, sure in _METAS.items():
        for value in page.metas.get(key, ())[:1]:
            yield PageWitness("title", "meta", _plain(value), sure, key)
    if linked is not None and (text := linked.text("headline", "name")):
        yield PageWitness("title", "json_ld", _plain(text), 0.8 if linked.sure else 0.4)
    if headline is not None and headline.tag != "h1" and (text := headline.text(LONGEST)):
        yield PageWitness("title", "text", text, 0.6, headline.tag)
    for mark in marks[:MOST_LOOKED_AT]:
        if mark.tag == "h1":
            whole = mark.text(LONGEST)
            if not whole:
                continue
            text = mark.text(LONGEST, _BESIDE).strip(" :|-–") or whole
            note = "other" if mark is not headline else "parted" if len(text) < len(whole) else ""
            yield PageWitness("title", "h1", text, 0.3 if note == "other" else 0.8, note)
        elif mark.tag == "title" and in_head(mark) and (text := mark.text(LONGEST)):
            yield PageWitness("title", "title_tag", text, 0.5)


def _plain(text: str) -> str:
    if "&" in text:
        text = html.unescape(html.unescape(text))
    return plain(text, LONGEST)


def choose_title(witnesses: Sequence[PageWitness]) -> TitleChoice:
    """The wording that most places agree on, without the site's name.

    The confidence is the share of the votes that went to it.
    """
    named = [one for one in witnesses if one.field == "title"]
    sites = _sites(witnesses)
    votes: dict[str, float] = {}
    spelled: dict[str, list[tuple[float, str, PageWitness]]] = {}
    bare = sorted({one.value for one in named}, key=len, reverse=True)
    site = None
    words = {
        word
        for one in named
        if one.kind != "h1" and len(one.value) > 3
        for word in words_of(letters_apart(one.value))
    }
    for one in named:
        text, tail = _without_site(one.value, sites, bare)
        key = letters_of(text)
        if not key or key in sites:
            continue
        site = site or tail
        vote = _vote(one, words)
        votes[key] = votes.get(key, 0.0) + vote
        spelled.setdefault(key, []).append((vote, text, one))
    if not votes:
        return TitleChoice(None, None, site)
    best = max(votes, key=lambda key: (votes[key], len(key)))
    _, text, witness = max(spelled[best], key=lambda found: (not found[1].isupper(), found[0]))
    share = round(votes[best] / sum(votes.values()), 2)
    shown = next((one.value for one in named if one.kind == "h1" and one.note != "other"), "")
    kicker = _kicker(text, shown)
    return TitleChoice(replace(witness, value=text, confidence=share), kicker, site)


def _vote(one: PageWitness, words: set[str]) -> float:
    """What the witness adds to its wording."""
    if one.kind == "h1":
        if one.note == "other":
            return 0.2
        mine = words_of(letters_apart(one.value))
        # An h1 that shares no word with what the head says is the site's or the section's name.
        shared = sum(word in words for word in mine) / max(len(mine), 1)
        return _VOTES["h1"] if shared >= 0.4 or not words else 2.0 if shared else 0.4
    vote = _VOTES.get(one.note if one.kind == "meta" else one.kind, 0.5)
    return vote / 2 if one.kind == "json_ld" and one.confidence < 0.5 else vote


def letters_apart(text: str) -> str:
    """The text with blanks in place of its marks."""
    return _MARKS.sub(" ", text)


def _sites(witnesses: Sequence[PageWitness]) -> frozenset[str]:
    """The letters of the site's names, and of its host without the land."""
    titles = {
        letters_of(one.value) for one in witnesses if one.kind == "meta" and one.field == "title"
    }
    found = {letters_of(one.value) for one in witnesses if one.field == "outlet"} - titles
    for one in witnesses:
        if one.field == "url":
            host = host_of(one.value).removeprefix("www.")
            found.add(letters_of(host))
            parts = host.split(".")
            found |= {letters_of(part) for part in parts[:-1] if len(part) > 3}
    return frozenset(name for name in found if len(name) > 1)


def _without_site(text: str, sites: frozenset[str], bare: Sequence[str]) -> tuple[str, str | None]:
    """The text without the site's name at its end or start, and that name."""
    if (shorter := _confirmed(text, bare)) is not None:
        return shorter, text[len(shorter) :].strip(_TAIL_MARKS + " ")
    tail = None
    head, mark, after = text.partition("_")
    # no Chinese headline has this mark: what follows are the section and the site
    if mark and len(head) >= 6 and _EASTERN.search(head):
        text, tail = head.strip(), after.strip()
    parts = list(_PARTS.finditer(text))
    for cut in reversed(parts):
        before, after = text[: cut.start()].strip(), text[cut.end() :].strip()
        if len(before) < 4 or not _is_site(after, sites):
            break
        text, tail = before, after
    for cut in _PARTS.finditer(text):
        before, after = text[: cut.start()].strip(), text[cut.end() :].strip()
        if len(after) > 8 and letters_of(before) in sites:
            return after, before
        break
    return text, tail


def _kicker(text: str, shown: str) -> str | None:
    """What stands before the headline in the text, parted from it by a mark."""
    if len(text) <= len(shown) or not text.endswith(shown) or len(letters_of(shown)) < 7:
        return None
    before = text[: -len(shown)].rstrip()
    return before.rstrip(_HEAD_MARKS + " ") if before[-1:] in _HEAD_MARKS else None


def _confirmed(text: str, bare: Sequence[str]) -> str | None:
    """The longest other candidate that begins the text and is followed by a mark of parting."""
    for other in bare:
        if len(other) < len(text) and text.startswith(other) and len(letters_of(other)) > 6:
            rest = text[len(other) :].lstrip()
            if rest[:1] in _TAIL_MARKS:
                return other
    return None


def _is_site(part: str, sites: frozenset[str]) -> bool:
    letters = letters_of(part)
    if not letters or _DATE.fullmatch(part) or _CJK_SITE.match(part):
        return True
    return letters in sites or any(
        (name in letters and len(name) * 2 >= len(letters))
        or (letters in name and len(letters) > 3)
        for name in sites
        if len(name) > 3
    )

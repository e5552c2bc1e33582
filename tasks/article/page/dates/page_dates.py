"""When a page says it was published and updated: every place of it that states a day."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from tasks.article.dates.date_addresses import address_day
from tasks.article.page.dates.seen_dates import (
    ASIDE,
    NEAR_BEFORE,
    Reader,
    days_beside,
    days_of_page,
)
from tasks.article.page.linked_data import Linked, texts_of
from tasks.article.page.marks import Mark, visible_text
from tasks.article.page.page import Page, PageWitness
from tasks.article.page.surroundings import Line, PageLines
from tasks.text.addresses import host_of
from tasks.text.date_labels import says_updated
from tasks.text.month_words import day_leads
from tasks.text.short_dates import PageStamp, of_seconds, read_dates

# The share of the pages of fundus and htmldate-trafilatura (development halves) on which the
# witness names the gold's day, to a few hundredths: their order is what matters.
_SURE: Final = MappingProxyType(
    {
        "json_ld": 0.96, "json_ld_other": 0.75, "meta": 0.94, "meta_created": 0.75,
        "meta_plain": 0.72, "microdata": 0.9, "time": 0.82, "time_one_of_many": 0.66,
        "labelled": 0.86, "dated": 0.84, "bare": 0.8, "bare_above": 0.7, "bare_far": 0.56,
        "lead": 0.58, "told": 0.5, "url": 0.88, "script": 0.62, "page_labelled": 0.54,
        "page_bare": 0.46, "picture": 0.42, "far": 0.3,
    }
)  # fmt: skip

_LETTERS: Final = re.compile(r"[^a-z]+")
_UPDATED_KEY: Final = re.compile(r"modif|updat|lastmod|lastpubl|revis|edited|changed")
_PUBLISHED_KEY: Final = re.compile(
    r"publish(?!er|ingprin|edtype|id)|pubdate|issued|firstcreate|firstpub|original|releasedate"
    r"|articledate|pubtime|publicationdate|publicationtime|\Aptime\Z|\Apdate\Z"
)
_CREATED_KEY: Final = re.compile(r"creat|upload|submitted|posted")
_DAY_KEY: Final = re.compile(
    "|".join((_UPDATED_KEY.pattern, _PUBLISHED_KEY.pattern, _CREATED_KEY.pattern))
)
_PLAIN_KEYS: Final = frozenset(
    {"date", "dcdate", "dctermsdate", "sailthrudate", "displaydate", "gentime", "citationdate",
     "vrdate", "srfdate", "veeseodate", "articletime", "time", "weibotime"}
)  # fmt: skip
_IDLE_KEY: Final = re.compile(
    r"expir|embargo|build|now|today|tomorrow|yesterday|start|end(?!ed)|event|copyright|cache"
    r"|birth|found|image|video|site|verification|avail|valid|robot|creator|header|body|month|year"
)
# A day of which a page without any other witness speaks in the state its scripts begin with.
_IN_SCRIPT: Final = re.compile(
    # begins with a plain letter in one case only, so that the engine skips to it
    r"ub(?:lish(?:ed)?(?:_?(?:[aA]t|[oO]n|[dD]ate|[tT]ime))?|lication(?:_?[dD]ate)?|_?[dD]ate)"
    r"(?:\\?[\"']|&quot;|&#34;)?\s?[:=]\s?(?:\\?[\"']|&quot;|&#34;)"
    r"(?P<day>(?:19|20)[0-9]{2}(?P<mark>[-/]?)[0-9]{2}(?P=mark)[0-9]{2}"
    r"(?:[T ][0-9:.]{4,12}(?:Z|[+-][0-9:]{4,6})?)?)",
)
_NUMBERS: Final = re.compile(
    r"(?<![0-9/.=-])(?P<first>[0-9]{1,2})(?P<mark>[/.-])(?P<second>[0-9]{1,2})(?P=mark)"
    r"(?:19|20)[0-9]{2}(?![0-9/.-])"
)
MOST_MARKS: Final = 600
NEAR_AFTER: Final = 20


def date_witnesses(
    page: Page,
    linked: Linked | None,
    marks: Sequence[Mark],
    headline: Mark | None,
    around: Sequence[Line],
    whole: PageLines,
) -> Iterator[PageWitness]:
    """Every place that states a day of publication or of an update.

    A value is ISO 8601 as far as it is stated; 03/04/2017 stands as printed where neither the
    page's language nor its land decides. Without any near witness the whole page is searched.
    """
    day_first = day_leads(page.lang, host_of(page.url or _own_address(page, marks)))
    read: dict[str, list[PageStamp]] = {}
    orders: list[bool | None] = [day_first] if day_first is not None else []

    def stamps_of(text: str) -> list[PageStamp]:
        found = read_dates(text, lang=page.lang, day_first=orders[0] if orders else None)
        if orders or not found or found[0].day is not None:
            return found
        orders.append(_printed_order(page.html))  # a walk through the whole page, for few pages
        return read_dates(text, lang=page.lang, day_first=orders[0])

    def said(field: str, kind: str, sure: str, text: str, note: str) -> Iterator[PageWitness]:
        if text not in read:
            read[text] = stamps_of(text)
        for stamp in read[text][:1]:
            yield PageWitness(field, kind, stamp.iso(), _SURE[sure], note)

    near = [
        *_of_headline(headline, said),
        *_of_linked(linked, said),
        *_of_metas(page, said),
        *_of_marks(marks, headline, said),
        *days_beside(around, said),
    ]
    if page.url and (named := address_day(page.url)) is not None:
        near.append(PageWitness("published", "url", named[0].isoformat(), _SURE["url"], "address"))
    yield from near
    if not any(one.confidence >= 0.6 and one.field == "published" for one in near):
        yield from _of_scripts(page, said)
        yield from days_of_page(whole.lines, whole.openings, said)
        for picture in page.metas.get("og:image", ())[:1]:
            if (taken := address_day(picture)) is not None:
                day = taken[0].isoformat()
                yield PageWitness("published", "url", day, _SURE["picture"], "og:image")


def _own_address(page: Page, marks: Sequence[Mark]) -> str | None:
    """The address the page calls its own, for pages saved without one."""
    for mark in marks:
        if mark.tag == "link" and (mark.said.get("rel") or "").lower() == "canonical":
            return mark.said.get("href")
    return next(iter(page.metas.get("og:url", ())), None)


def _printed_order(html: str) -> bool | None:
    """Whether days lead, as the page's other dates tell: 25/12/2017 can be read in one way only."""
    leads = {
        int(match["first"]) > 12
        for match in _NUMBERS.finditer(html)
        if 12 < max(int(match["first"]), int(match["second"])) <= 31
        if 1 <= min(int(match["first"]), int(match["second"])) <= 12
    }
    return leads.pop() if len(leads) == 1 else None


def _of_headline(headline: Mark | None, said: Reader) -> Iterator[PageWitness]:
    """The day set small inside the headline itself; one told in its words says nothing."""
    if headline is not None:
        for node in headline.node.css("small,time,[class*=date]")[:3]:
            yield from said("published", "text", "bare", visible_text(node, 60), "headline")


def _of_linked(linked: Linked | None, said: Reader) -> Iterator[PageWitness]:
    if linked is None:
        return
    sure = "json_ld" if linked.sure and linked.is_article else "json_ld_other"
    for field, key in (
        ("published", "datePublished"), ("published", "uploadDate"), ("published", "dateCreated"),
        ("updated", "dateModified"),
    ):  # fmt: skip
        kind = sure if key.startswith("date") and key != "dateCreated" else "json_ld_other"
        value = linked.item.get(key)
        counted = of_seconds(value) if isinstance(value, int | float | str) else None
        for text in [counted] if counted else texts_of(value):
            yield from said(field, "json_ld", kind, text, key)
            break


def _of_metas(page: Page, said: Reader) -> Iterator[PageWitness]:
    for key, values in page.metas.items():
        few = _LETTERS.sub("", key.rpartition("/")[2])
        # one pattern for all: most keys speak of no day
        if not (_DAY_KEY.search(few) or few in _PLAIN_KEYS) or _IDLE_KEY.search(few):
            continue
        value = of_seconds(values[0]) or values[0]
        if _UPDATED_KEY.search(few):
            yield from said("updated", "meta", "meta", value, key)
        elif _PUBLISHED_KEY.search(few):
            yield from said("published", "meta", "meta", value, key)
        elif _CREATED_KEY.search(few):
            yield from said("published", "meta", "meta_created", value, key)
        elif few in _PLAIN_KEYS:
            yield from said("published", "meta", "meta_plain", values[0], key)


def _of_marks(marks: Sequence[Mark], headline: Mark | None, said: Reader) -> Iterator[PageWitness]:
    """Microdata and <time>, near the headline or far from it."""
    at = headline.at if headline is not None else -1
    times: list[tuple[int, PageWitness]] = []
    distant: list[PageWitness] = []
    for mark in marks[:MOST_MARKS]:
        prop = (mark.said.get("itemprop") or "").lower()
        micro = prop in ("datepublished", "datecreated", "datemodified")
        if (not micro and mark.tag != "time") or mark.tag == "meta":
            continue
        near = -NEAR_BEFORE <= mark.at - at <= NEAR_AFTER if at >= 0 else mark.at < 20
        near = near and not ASIDE.search(mark.names)
        stated = mark.said.get("datetime") or mark.said.get("content") or ""
        if not stated and not (near or micro):
            continue
        shown = mark.text(100)
        updated = prop == "datemodified" or (not micro and says_updated(shown + mark.names))
        kind = "microdata" if micro else "time"
        sure, note = (kind, "near") if near else ("far", "far")
        found = said("updated" if updated else "published", kind, sure, stated or shown, note)
        if sure == "time" and not updated:
            times += ((abs(mark.at - at), one) for one in found)
        elif micro and not near and not updated:
            distant += found
        else:
            yield from found
    # of several days one is the article's, and the others its comments' and other stories'
    many = len({one.value[:10] for _, one in times}) > 1
    for _, one in sorted(times, key=lambda item: item[0]):
        yield replace(one, confidence=_SURE["time_one_of_many"]) if many else one
    # far below, but nothing else on the page is marked as published
    only = len({one.value[:10] for one in distant}) == 1
    for one in distant:
        yield replace(one, confidence=_SURE["script"]) if only else one


def _of_scripts(page: Page, said: Reader) -> Iterator[PageWitness]:
    """The day in the data of the page's own scripts, when all that it names are one."""
    found = {match["day"] for match in _IN_SCRIPT.finditer(page.html)}
    if len({re.sub(r"[-/]", "", day)[:8] for day in found}) == 1:
        yield from said("published", "text", "script", min(found), "script")

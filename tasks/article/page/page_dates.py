"""When a page says it was published and updated: every place of it that states a day."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from tasks.article.date_addresses import address_day
from tasks.article.page.date_text import PageStamp, read_dates
from tasks.article.page.linked_data import Linked, host_of, texts_of
from tasks.article.page.marks import Mark, visible_text
from tasks.article.page.month_words import day_leads
from tasks.article.page.page import Page, PageWitness
from tasks.article.page.surroundings import Line, PageLines

# The share of the pages of fundus and htmldate-trafilatura (development halves) on which the
# witness names the gold's day, to a few hundredths: their order is what matters.
_SURE: Final = MappingProxyType(
    {
        "json_ld": 0.96, "json_ld_other": 0.75, "meta": 0.94, "meta_created": 0.75,
        "meta_plain": 0.72, "microdata": 0.9, "time": 0.82, "time_one_of_many": 0.66,
        "labelled": 0.86, "dated": 0.84, "bare": 0.8, "bare_above": 0.7, "bare_far": 0.56,
        "told": 0.5, "url": 0.88, "script": 0.62, "page_labelled": 0.54, "page_bare": 0.46,
        "picture": 0.42, "far": 0.3,
    }
)  # fmt: skip

_LETTERS: Final = re.compile(r"[^a-z]+")
_UPDATED_KEY: Final = re.compile(r"modif|updat|lastmod|revis|edited|changed")
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
_UPDATED_WORD: Final = re.compile(
    r"updat|modif|aktualis|stand\b|geändert|mis à jour|mise à jour|\bmaj\b|actualiz|atualiz"
    r"|aggiorna|bijgewerkt|gewijzigd|uppdat|opdater|oppdater|päivitetty|обновл|оновл|измен|更新|修改|수정"
    r"|güncelle|zmodyf|cập nhật|تحديث|frissít|ενημέρωση|diperbarui|muokattu|endret"
    r"|ändrad|revised|edited|corrected|bearbeitet|változás",
    re.IGNORECASE,
)
_PUBLISHED_WORD: Final = re.compile(
    r"publi|posted|veröffentl|erschien|erstellt|datum|vom\b|online seit|geplaatst|gepubliceerd"
    r"|opublikowan|dodano|julkaistu|skrevet|опублик|дата|发布|发表|발행|입력|등록|yayın|diterbitkan"
    r"|written|created|released|issued|\bdate\b|fecha|eingestellt|megjelen|objavljen|vydáno"
    r"|δημοσι|نشر|publicad|geschrieben|gepostet|verfasst|submitted|пост",
    re.IGNORECASE,
)
_DATE_NAME: Final = re.compile(r"date|time|publi|posted|datum|fecha|published|created")
_ASIDE: Final = re.compile(
    r"comment|related|teaser|recommend|sidebar|footer|popular|most-|read-more|more-from"
    r"|event|archive|calendar|kommentar|widget|trending|latest|ticker|weather|copyright|navigation"
)
_DIGITS: Final = re.compile(r"[0-9٠-٩۰-۹०-९০-৯０-９]{2}")
_COPYRIGHT: Final = re.compile(r"©|\(c\)|copyright|all rights|alle rechte", re.IGNORECASE)
# A day to come or of something else: "available until", "on sale from", "born".
_UNTIL: Final = re.compile(
    r"\b(?:bis|until|till|expires?|verfügbar|gültig|available|valid|hasta|jusqu|fino al|born"
    r"|geboren)",
    re.IGNORECASE,
)
_SPLIT: Final = re.compile(
    r"\s[|•·/]\s|\s[–—]\s"
    r"|(?<=[0-9])\s?(?=(?:last )?updat|aktualis|mis à jour|modifi|geändert|zuletzt|letzte)",
    re.IGNORECASE,
)
# A day of which a page without any other witness speaks in the state its scripts begin with.
_IN_SCRIPT: Final = re.compile(
    r"\"(?P<key>datePublished|date_published|publishedAt|published_at|publishDate|publish_date"
    r"|publicationDate|publication_date|pubDate|pubdate|firstPublished|publishedDate"
    r"|published_date|published_time|publishTime|datePublication|date_publication)\\?\"\s?:\s?"
    r"\\?\"(?P<day>(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}[^\"\\]{0,20})"
)
MOST_MARKS: Final = 600
NEAR_BEFORE: Final = 6  # marks above the headline in which a date line still is the article's
NEAR_AFTER: Final = 20

Reader = Callable[[str, str, str, str, str], Iterator[PageWitness]]


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
    day_first = day_leads(page.lang, host_of(page.url))
    read: dict[str, list[PageStamp]] = {}

    def said(field: str, kind: str, sure: str, text: str, note: str) -> Iterator[PageWitness]:
        if text not in read:
            read[text] = read_dates(text, lang=page.lang, day_first=day_first)
        for stamp in read[text][:1]:
            yield PageWitness(field, kind, stamp.iso(), _SURE[sure], note)

    near = [
        *_of_headline(headline, said),
        *_of_linked(linked, said),
        *_of_metas(page, said),
        *_of_marks(marks, headline, said),
        *_of_lines(around, said),
    ]
    if page.url and (named := address_day(page.url)) is not None:
        near.append(PageWitness("published", "url", named[0].isoformat(), _SURE["url"], "address"))
    yield from near
    if not any(one.confidence >= 0.6 and one.field == "published" for one in near):
        yield from _of_scripts(page, said)
        yield from _of_page(whole.lines, said)
        for picture in page.metas.get("og:image", ())[:1]:
            if (taken := address_day(picture)) is not None:
                day = taken[0].isoformat()
                yield PageWitness("published", "url", day, _SURE["picture"], "og:image")


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
        for text in texts_of(linked.item.get(key)):
            yield from said(field, "json_ld", kind, text, key)
            break


def _of_metas(page: Page, said: Reader) -> Iterator[PageWitness]:
    for key, values in page.metas.items():
        few = _LETTERS.sub("", key.rpartition("/")[2])
        # one pattern for all: most keys speak of no day
        if not (_DAY_KEY.search(few) or few in _PLAIN_KEYS) or _IDLE_KEY.search(few):
            continue
        if _UPDATED_KEY.search(few):
            yield from said("updated", "meta", "meta", values[0], key)
        elif _PUBLISHED_KEY.search(few):
            yield from said("published", "meta", "meta", values[0], key)
        elif _CREATED_KEY.search(few):
            yield from said("published", "meta", "meta_created", values[0], key)
        elif few in _PLAIN_KEYS:
            yield from said("published", "meta", "meta_plain", values[0], key)


def _of_marks(marks: Sequence[Mark], headline: Mark | None, said: Reader) -> Iterator[PageWitness]:
    """Microdata and <time>, near the headline or far from it."""
    at = headline.at if headline is not None else -1
    times: list[PageWitness] = []
    distant: list[PageWitness] = []
    for mark in marks[:MOST_MARKS]:
        prop = (mark.said.get("itemprop") or "").lower()
        micro = prop in ("datepublished", "datecreated", "datemodified")
        if (not micro and mark.tag != "time") or mark.tag == "meta":
            continue
        near = -NEAR_BEFORE <= mark.at - at <= NEAR_AFTER if at >= 0 else mark.at < 20
        near = near and not _ASIDE.search(mark.names)
        stated = mark.said.get("datetime") or mark.said.get("content") or ""
        if not stated and not (near or micro):
            continue
        shown = mark.text(100)
        updated = prop == "datemodified" or (not micro and _UPDATED_WORD.search(shown + mark.names))
        kind = "microdata" if micro else "time"
        sure, note = (kind, "near") if near else ("far", "far")
        found = said("updated" if updated else "published", kind, sure, stated or shown, note)
        if sure == "time" and not updated:
            times += found
        elif micro and not near and not updated:
            distant += found
        else:
            yield from found
    # of several days one is the article's, and the others its comments' and other stories'
    many = len({one.value[:10] for one in times}) > 1
    for one in times:
        yield replace(one, confidence=_SURE["time_one_of_many"]) if many else one
    # far below, but nothing else on the page is marked as published
    only = len({one.value[:10] for one in distant}) == 1
    for one in distant:
        yield replace(one, confidence=_SURE["script"]) if only else one


def _of_lines(around: Sequence[Line], said: Reader) -> Iterator[PageWitness]:
    """Days that readers see beside the headline."""
    for line in around:
        if len(line.text) > 160 or not _DIGITS.search(line.text):
            continue
        if not -NEAR_BEFORE <= line.at <= 20:
            continue
        if not -2 <= line.at <= 3 and _ASIDE.search(line.names):
            continue
        if _COPYRIGHT.search(line.text):
            continue
        far = not -3 <= line.at <= 10
        for part in _SPLIT.split(line.text):
            if len(part) > 100 or _UNTIL.search(part):
                continue
            updated = _UPDATED_WORD.search(part) or _UPDATED_WORD.search(line.names)
            if updated or _PUBLISHED_WORD.search(part):
                sure = "labelled"
            elif line.at > 0 and _DATE_NAME.search(line.names):
                sure = "dated"
            else:
                sure = "told" if len(part) > 40 else "bare" if line.at > 0 else "bare_above"
            if far:
                sure = "bare_far" if sure != "told" else "far"
            field = "updated" if updated else "published"
            yield from said(field, "text", sure, part, f"line {line.at}")


def _of_scripts(page: Page, said: Reader) -> Iterator[PageWitness]:
    """The day in the data of the page's own scripts, when all that it names are one."""
    found = {match["day"] for match in _IN_SCRIPT.finditer(page.html)}
    if len({day[:10] for day in found}) == 1:
        yield from said("published", "text", "script", min(found), "script")


def _of_page(lines: Sequence[Line], said: Reader) -> Iterator[PageWitness]:
    """Days anywhere on the page: labelled ones, else the one that stands alone."""
    labelled: list[PageWitness] = []
    alone: list[PageWitness] = []
    for line in lines:
        if len(line.text) > 120 or not _DIGITS.search(line.text) or _COPYRIGHT.search(line.text):
            continue
        updated = _UPDATED_WORD.search(line.text)
        field = "updated" if updated else "published"
        if updated or _PUBLISHED_WORD.search(line.text):
            labelled += said(field, "text", "page_labelled", line.text, "page")
        elif len(line.text) <= 40:
            alone += said(field, "text", "page_bare", line.text, "page")
    yield from labelled[:6]
    if len({one.value[:10] for one in alone}) == 1:
        yield from alone[:1]

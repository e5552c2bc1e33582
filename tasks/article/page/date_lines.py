"""The days in the lines of a page that readers see: beside its headline, else anywhere on it."""

import re
from collections.abc import Callable, Iterator, Sequence
from types import MappingProxyType
from typing import Final

from tasks.article.page.page import PageWitness
from tasks.article.page.surroundings import Line

# The share of the pages of fundus and htmldate-trafilatura (development halves) on which the
# witness names the gold's day, to a few hundredths: their order is what matters.
SURE: Final = MappingProxyType(
    {
        "json_ld": 0.96, "json_ld_other": 0.75, "meta": 0.94, "meta_created": 0.75,
        "meta_plain": 0.72, "microdata": 0.9, "time": 0.82, "time_one_of_many": 0.66,
        "labelled": 0.86, "dated": 0.84, "bare": 0.8, "bare_above": 0.7, "bare_far": 0.56,
        "told": 0.5, "url": 0.88, "script": 0.62, "page_labelled": 0.54, "page_bare": 0.46,
        "picture": 0.42, "far": 0.3,
    }
)  # fmt: skip
UPDATED_WORD: Final = re.compile(
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
# Who wrote it or where it belongs: "Author: jo, 29.12.2010", "1.2.2022 Category: Weather".
_SIGNED_WORD: Final = re.compile(
    r"\b(?:autor|author|redaktion|kategorie|categor|rubrik)", re.IGNORECASE
)
# What a longer line must speak of: "This article was written on 14 December 2015 by jo and ..."
_THIS_ARTICLE: Final = re.compile(
    r"\b(?:artikel|beitrag|eintrag|article|entry|post)\b", re.IGNORECASE
)
_DATE_NAME: Final = re.compile(r"date|time|publi|posted|datum|fecha|published|created")
ASIDE: Final = re.compile(
    r"comment|related|teaser|recommend|sidebar|footer|popular|most-|read-more|more-from"
    r"|event|archive|calendar|kommentar|widget|trending|latest|ticker|weather|copyright|navigation"
)
# The bar above a page, where it says what day is today.
_TOP_BAR: Final = re.compile(r"\bnav|top-?bar|masthead|today|clock")
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
LONGEST: Final = 160  # characters; a longer line is copy
OPENING: Final = 24  # characters; "29. September 2022 – " opens copy
NEAR_BEFORE: Final = 6  # marks above the headline in which a date line still is the article's

Reader = Callable[[str, str, str, str, str], Iterator[PageWitness]]


def days_beside(around: Sequence[Line], said: Reader) -> Iterator[PageWitness]:
    """Days that readers see beside the headline."""
    for line in around:
        if not _DIGITS.search(line.text[:LONGEST]):
            continue
        if len(line.text) > LONGEST:
            if line.at > 0 and line.text[:1].isdigit():
                yield from said("published", "text", "bare", line.text[:OPENING], "opens the copy")
            continue
        if not _may_date(line):
            continue
        far = not -3 <= line.at <= 10
        for part in _SPLIT.split(line.text):
            if len(part) > 100 or _UNTIL.search(part):
                continue
            updated = UPDATED_WORD.search(part) or UPDATED_WORD.search(line.names)
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


def _may_date(line: Line) -> bool:
    """Whether the line is near enough, and no comment's, teaser's or page bar's."""
    if not -NEAR_BEFORE <= line.at <= 20 or _COPYRIGHT.search(line.text):
        return False
    if line.at < 0 and _TOP_BAR.search(line.names):
        return False
    return -2 <= line.at <= 3 or not ASIDE.search(line.names)


def days_anywhere(lines: Sequence[Line], said: Reader) -> Iterator[PageWitness]:
    """Days anywhere on the page: labelled ones, else the one that stands alone."""
    labelled: list[PageWitness] = []
    alone: list[PageWitness] = []
    for line in lines:
        text = line.text[:120]
        if not _DIGITS.search(text) or _COPYRIGHT.search(text):
            continue
        if len(text) < len(line.text) and not _THIS_ARTICLE.search(text):
            continue
        updated = UPDATED_WORD.search(text)
        field = "updated" if updated else "published"
        if updated or _PUBLISHED_WORD.search(text) or _SIGNED_WORD.search(text):
            labelled += said(field, "text", "page_labelled", text, "page")
        elif len(text) <= 40:
            alone += said(field, "text", "page_bare", text, "page")
    yield from labelled[:6]
    if len({one.value[:10] for one in alone}) == 1:
        yield from alone[:1]

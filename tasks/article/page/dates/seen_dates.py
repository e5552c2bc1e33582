"""Days that readers see: in the lines beside the headline, else anywhere on the page."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from tasks.article.page.page import PageWitness
from tasks.article.page.surroundings import Line
from tasks.text.date_labels import says_updated

_PUBLISHED_WORD: Final = re.compile(
    r"publi|posted|veröffentl|erschien|erstellt|datum|vom\b|online seit|geplaatst|gepubliceerd"
    r"|opublikowan|dodano|julkaistu|skrevet|опублик|дата|发布|发表|발행|입력|등록|yayın|diterbitkan"
    r"|written|created|released|issued|\bdate\b|fecha|eingestellt|megjelen|objavljen|vydáno"
    r"|δημοσι|نشر|publicad|geschrieben|gepostet|verfasst|submitted|пост",
    re.IGNORECASE,
)
_DATE_NAME: Final = re.compile(r"date|time|publi|posted|datum|fecha|published|created")
ASIDE: Final = re.compile(
    r"comment|related|teaser|recommend|sidebar|footer|popular|most-|read-more|more-from"
    r"|event|archive|calendar|kommentar|widget|trending|latest|ticker|weather|copyright|navigation"
)
_DIGITS: Final = re.compile(r"[0-9٠-٩۰-۹०-९০-৯０-９]{2}")
# This and the next are of small letters: a pattern that regards no case takes four times as long.
_COPYRIGHT: Final = re.compile(r"©|\(c\)|copyright|all rights|alle rechte")
# A day to come or of something else: "available until", "born", "member since".
_OTHER_DAY: Final = re.compile(
    r"\b(?:bis|until|till|expires?|verfügbar|gültig|available|valid|hasta|jusqu|fino al|born"
    r"|geboren|joined|registered|registriert|member since|mitglied seit|dabei seit|inscrit"
    r"|регистрация|iscritto|geregistreerd)"
)
# What one line says of several days, each behind its own label: "3 May 2024 - Updated: 4 May 2024".
_SPLIT: Final = re.compile(
    r"\s[|•·/]\s|\s[–—]\s"
    r"|(?:(?<=[0-9])|(?<=[0-9]\sUhr)|(?<=[ap]m)|(?<=[ap]\.m\.)|(?<=[A-Z]T))[\s,;.()/-]{0,4}"
    r"(?=(?:last |zuletzt |letzte)?(?:updat|aktualis|mis à jour|mise à jour|modif|geändert|actualiz"
    r"|atualiz|aggiorn|bijgewerkt|güncelle|обновл|publi|posted|veröff|erschien|created|zuletzt))",
    re.IGNORECASE,
)
# A day with its clock at the beginning of a line: "2012-01-17 18:17 Source: ... 12 comments".
_OPENS: Final = re.compile(
    r"[^0-9]{0,12}(?:(?:19|20)[0-9]{2}\s?[年./-]\s?[0-9]{1,2}\s?[月./-]\s?[0-9]{1,2}日?"
    r"|[0-9]{1,2}[./-][0-9]{1,2}[./-](?:19|20)[0-9]{2}),?\s{0,3}[0-9]{1,2}[:.][0-9]{2}"
)
NEAR_BEFORE: Final = 6  # marks above the headline in which a date line still is the article's
# Sentences that blogs print below an article, and lines that begin with its author.
_OF_ARTICLE: Final = re.compile(
    r"(?:(?:this|der|die|dieser|diese|cet|ce|questo|este|esta|dit|denna) "
    r"(?:entry|post|article|artikel|beitrag|eintrag|articolo|artículo|artigo|entrada|billet"
    r"|bericht|inlägg)\b"
    r"|(?:author|autor|auteur|autore|verfasser|written by|posted by|geschrieben von)\b)",
    re.IGNORECASE,
)
# "LONDON, May 3, 2024 (Agency) -", "Hamburg (03.05.2024). ", "3. Mai 2024 - " before the copy.
_LEAD: Final = re.compile(
    r"(?:[^\W\d_][^0-9()|]{1,30}[,:(]\s?\(?|\()?"
    r"(?P<day>[0-3]?[0-9][./][01]?[0-9][./](?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}"
    r"|[0-3]?[0-9]\.?\s[^\W\d_]{3,12}\.?\s(?:19|20)[0-9]{2}"
    r"|[^\W\d_]{3,12}\.?\s[0-3]?[0-9],?\s(?:19|20)[0-9]{2})"
    r"(?:\)|,?\s[–—-]\s|\.\s|:\s|\s\()"
)
# Right on 6 of 6 pages of htmldate-trafilatura and, on 4 of 4 of daniel-news, within four days of
# the fetching: too few to say more than this.
FIRST: Final = 0.42
LISTED: Final = 0.5  # what a day of a list of other stories is worth

# field, place, strength of the place, text, note: the witnesses that the text comes to
Reader = Callable[[str, str, str, str, str], Iterator[PageWitness]]


def days_beside(around: Sequence[Line], said: Reader) -> Iterator[PageWitness]:
    """Days of the lines around the headline; those of a list of other stories count little."""
    listed: list[PageWitness] = []
    for line in around:
        if not _may_date(line):
            continue
        for part in _SPLIT.split(line.text):
            if len(part) > 100 or _OTHER_DAY.search(part.lower()):
                continue
            updated = says_updated(part) or says_updated(line.names)
            sure = _strength(line, part, updated=updated)
            found = said("updated" if updated else "published", "text", sure, part,
                         f"line {line.at}")  # fmt: skip
            if abs(line.at) > 3 and sure != "labelled":
                listed += found
            else:
                yield from found
    many = len({one.value[:10] for one in listed}) > 2
    timed = {one.value[:10] for one in listed if "T" in one.value}
    for one in listed:
        less = many and (len(timed) != 1 or one.value[:10] not in timed)
        yield replace(one, confidence=min(one.confidence, LISTED)) if less else one


def _may_date(line: Line) -> bool:
    """Whether it is short, has digits, and is neither far off, set aside nor a copyright."""
    if len(line.text) > 160 or not _DIGITS.search(line.text):
        return False
    if not -NEAR_BEFORE <= line.at <= 20 or _COPYRIGHT.search(line.text.lower()):
        return False
    return -2 <= line.at <= 3 or not ASIDE.search(line.names)


def _strength(line: Line, part: str, *, updated: bool) -> str:
    """How sure the place is: by its label, its name, its distance, its length."""
    if updated or _PUBLISHED_WORD.search(part):
        sure = "labelled"
    elif line.at > 0 and _DATE_NAME.search(line.names):
        sure = "dated"
    elif len(part) > 40 and not _OPENS.match(part):
        sure = "told"
    else:
        sure = "bare" if line.at > 0 else "bare_above"
    if -3 <= line.at <= 10:
        return sure
    return "far" if sure == "told" else "bare_far"


def days_of_page(
    lines: Sequence[Line], openings: Sequence[str], said: Reader
) -> Iterator[PageWitness]:
    """Days anywhere on the page, for one that names none beside its headline.

    The one with which the copy begins; labelled ones; else one that stands alone, of several the
    first, which is the article's in a column of them and the latest on a front page; else the
    minute that a program wrote into a copyright note.
    """
    for opening in (*openings, *(line.text for line in lines if len(line.text) > 120))[:4]:
        if (lead := _LEAD.match(opening)) is not None:
            yield from said("published", "text", "lead", lead["day"], "opening")
            break
    labelled: list[PageWitness] = []
    alone: list[PageWitness] = []
    held: list[PageWitness] = []
    for line in lines:
        if not _DIGITS.search(line.text):
            continue
        if _COPYRIGHT.search(line.text.lower()):
            held += said("published", "text", "picture", line.text, "copyright")
            continue
        if len(line.text) > 120 and not _OF_ARTICLE.match(line.text):
            continue
        updated = says_updated(line.text)
        field = "updated" if updated else "published"
        if updated or _PUBLISHED_WORD.search(line.text) or _OF_ARTICLE.match(line.text):
            labelled += said(field, "text", "page_labelled", line.text, "page")
        elif len(line.text) <= 40:
            alone += said(field, "text", "page_bare", line.text, "page")
    yield from labelled[:6]
    if len({one.value[:10] for one in alone}) == 1:
        yield from alone[:1]
    elif alone and not labelled:
        yield replace(alone[0], confidence=FIRST)
    elif not labelled:
        yield from (one for one in held[:1] if "T" in one.value)

"""What part a date plays where it stands: publication, update, page, dateline, event."""

import re
from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from tasks.article.dates.head_dates import head_stamps
from tasks.text.date_labels import says_updated
from tasks.text.dates import Stamp, stamps

_SILENT: Final = frozenset({"furniture", "widget", "duplicate", "section"})

# A caption or standfirst that was typed as copy stands above the date line now and then: what is
# `near` the head still states a day when it is a day and nothing else, or bears a clock time.
Place = Literal["head", "near", "below"]

_PUBLISH: Final = re.compile(
    r"publish|posted|created|issued|\bdate\b|发布|发表|입력|등록|승인", re.IGNORECASE
)
# Directly before the date, and nothing but a label: "Updated: ", "| Posted on ", " date "; "Record
# date " and "maturity date " are a company's.
_LABEL: Final = re.compile(
    r"(?:(?:^|[\s|(·•,-])(?:first |last )?(?:published|posted|updated|modified)(?: (?:on|at))?"
    r"|(?:^|[|(·•,-])\s?(?:(?:publish(?:ing)? |publication )?date|(?:last )?update)"
    r"|(?:发布|发表|更新|修改)(?:时间|日期)?|(?:입력|등록|승인|수정)(?:시간|일시)?)"
    r"\s{0,2}[:：]?\s{0,2}\Z",
    re.IGNORECASE,
)
_DATED_TITLE: Final = re.compile(r"\s{0,4}date:?\s{1,2}\Z", re.IGNORECASE)
# It closes what it stands in: "in the report of March 5, 2015, page 3, they ..." refers to another.
_PAGE: Final = re.compile(
    r"\s{0,2},?\s?(?:on )?page\s?[A-Z]{0,2}[0-9]{1,3}[a-z]?\s{0,2}(?:\)|\Z)", re.IGNORECASE
)
_FUTURE: Final = re.compile(
    r"\b(?:will|upcoming|slated|scheduled|to be held|set (?:to|for)|due to|is due|are due|"
    r"expected to|plans? to|going to|shall)\b"
)
_REPORTED: Final = re.compile(
    r"\b(?:said|told|announced|issued|signed|released|published|reported|held|met|adopted|passed|"
    r"agreed|since|after|following)\b[^.;]{0,20}\Z"
)
# Between the word of the future and the date something has happened: the date is that thing's.
_HAPPENED: Final = re.compile(r"\b(?:[a-z]{2,12}ed|began|took|died|was|were|had|met|held|came)\b")
# What is still to be done "will be held", though "held" alone tells of the past.
_TO_BE: Final = re.compile(r"\bbe (?:[a-z]{2,12}ly )?[a-z]{2,14}")
# "Update to launch Aug. 2": in a headline the infinitive speaks of what is to come.
_HEADLINE_PLAN: Final = re.compile(r"\bto [a-z]{3,}")
# These leave it open whether the day has come: terms, due days, plans told in the present.
_OPEN: Final = re.compile(
    r"\b(?:by|until|till|through|before|from|to|between|deadline|expires?|effective|starting|for|"
    r"due|dated?|dates? (?:is|are|was|were)|as of|end|ending|ends|payable|matur(?:e|es|ing)|"
    r"option|begins?|starts?|opens?|celebrates?|takes? place|kicks? off|"
    r"runs?)(?: the)?(?: on| of)?\s\Z",
    re.IGNORECASE,
)
_SENTENCE_END: Final = re.compile(r"[.!?][\"”’)\]]?(?:\s|(?=[A-Z“\"(\[]))")
_SENTENCE_HEAD: Final = frozenset({"", "on", "from", "starting", '"on', "“on"})
_STATING: Final = frozenset({"source_line", "byline", "note"})
_OF_HEAD: Final = frozenset({"source_line", "byline"})  # where a day is read in any language
_LONGEST_LABEL: Final = 24  # characters; "Last updated on: " is 17
_LONGEST_LINE: Final = 400  # characters; source lines have 180 at most, a longer one is copy
_CLOSES: Final = "|·•(/-–—"  # what may follow the date of a labelled line, or nothing
_SENTENCE_REACH: Final = 200  # characters each way; a longer sentence is a run-together list


class Role(NamedTuple):
    """A date of the text and its part as a candidate kind.

    `bare` marks a day that is stated by its place alone: no label beside it and no clock time.
    """

    kind: str
    stamp: Stamp
    bare: bool = False


def roles(kind: str, text: str, *, place: Place, day_first: bool | None) -> list[Role]:
    """Each date of the text with its part; those that say nothing left out.

    In the head a source line or byline states its date; below it only a label or a page
    reference does: a table of cases, a signed letter and a post quoted whole have lines that
    look like source lines.
    """
    if kind in _SILENT or (kind == "note" and text.startswith("---")):
        # A header's fields are given beside the copy; read again here, its title would speak too.
        return []
    found = stamps(text, day_first=day_first)
    if place == "head" and kind in _OF_HEAD and not any(stamp.whole for stamp in found):
        plain, again = head_stamps(text, day_first=day_first)
        if again:
            return [
                role._replace(stamp=role.stamp._replace(start=0, end=len(text), text=text))
                for role in _roles(kind, plain, again, place)
            ]
    return _roles(kind, text, found, place) if found else []


def _roles(kind: str, text: str, found: Sequence[Stamp], place: Place) -> list[Role]:
    starts = [0, *(stamp.end for stamp in found)]
    labels = [_labelled(kind, text, *pair) for pair in zip(found, starts, strict=False)]
    plain = [stamp for stamp, label in zip(found, labels, strict=True) if label is None]
    result = []
    for stamp, label in zip(found, labels, strict=True):
        if _PAGE.match(text, stamp.end):
            # "11/18/2014 page9": that notation is month first wherever it is printed.
            first = stamp if stamp.month else _month_first(stamp)
            result.append(Role("page_reference", first))
        elif kind == "dateline":
            if stamp.day is not None:
                result.append(Role("dateline", stamp))
        elif label is not None:
            result.append(Role(label, stamp))
        elif (stated := _placed_above(kind, text, stamp, plain, place)) is not None:
            result.append(Role(stated, stamp, bare=stamp.at is None))
        elif (told := _told(kind, text, stamp)) is not None:
            result.append(Role(told, stamp))
    return result


def is_future(text: str, start: int) -> bool:
    """Whether the sentence speaks, before this place, of what is still to come."""
    return _FUTURE.search(text, _sentence_start(text, start), start) is not None


def _month_first(stamp: Stamp) -> Stamp:
    """The same stamp read month first."""
    for again in stamps(stamp.text, day_first=False):
        return stamp._replace(month=again.month, day=again.day)
    return stamp


def _is_day(stamp: Stamp) -> bool:
    """Whether it names one day, or is open between two readings of one."""
    return stamp.last_day is None and (stamp.day is not None or stamp.ambiguous)


def _labelled(kind: str, text: str, stamp: Stamp, previous: int) -> str | None:
    """`published` or `updated` when a label before the date says so, else None."""
    before = text[previous : stamp.start]
    if not _is_day(stamp):
        return None
    if kind == "title":
        # The words of a headline may speak of any day; "date 2019-03-05 Headline" is a stamp.
        return "published" if previous == 0 and _DATED_TITLE.match(before) else None
    if kind not in _STATING:
        # "The book was first published May 5, 2014" is copy, "Published: May 5, 2014" is not.
        tail = text[stamp.end : stamp.end + 3].lstrip()[:1]
        if previous or len(before) > _LONGEST_LABEL or tail not in _CLOSES:
            return None
    label = _LABEL.search(before[-40:])
    if label is None:
        return None
    return "updated" if says_updated(label[0]) else "published"


def _placed_above(
    kind: str, text: str, stamp: Stamp, plain: Sequence[Stamp], place: Place
) -> str | None:
    """What a date without a label states by where it stands, else None."""
    if place == "below" or kind not in _STATING or not _is_day(stamp):
        return None
    # A post quoted whole is signed "Name (@name) January 5, 2019".
    if len(text) > _LONGEST_LINE or "(@" in text:
        return None
    rest = len(text) - (stamp.end - stamp.start)
    if place == "near":
        told = stamp.year is not None and (rest <= 2 or stamp.at is not None)
        return "published" if told and kind != "note" else None
    before = text[max(0, stamp.start - 40) : stamp.start]
    if kind != "note":
        if says_updated(before):
            return "updated"
        if _PUBLISH.search(before):
            return "published"
    # A long note tells a story; its dates are the story's unless one is labelled.
    if rest > (60 if kind == "note" else 160):
        return None
    # "LISBON, March 5 - April 30, 2019 end": of two days one is told of, and nobody says which.
    days = {(other.month, other.day) for other in plain if _is_day(other) and other.month}
    return "published" if len(days) < 2 or stamp.at is not None else None


def _told(kind: str, text: str, stamp: Stamp) -> str | None:
    """The part of a date that states nothing; None when it bears no witness."""
    if kind in {"caption", "credit"}:
        return "caption" if stamp.day is not None else None
    if kind == "title" and _HEADLINE_PLAN.search(
        text, max(0, stamp.start - _SENTENCE_REACH), stamp.start
    ):
        return None
    return _event(text, stamp)


def _event(text: str, stamp: Stamp) -> str | None:
    """`upcoming` or `past_event` for a day told of in the text; None when it may be either."""
    if stamp.month is None:
        return None
    begin = _sentence_start(text, stamp.start)
    before = text[begin : stamp.start]
    told = list(_FUTURE.finditer(before))
    since = _TO_BE.sub("", before[told[-1].end() :]) if told else before
    if _REPORTED.search(since[-40:]):
        return "past_event"
    if told and _HAPPENED.search(since) is None:
        return "upcoming"
    if _OPEN.search(before[-24:]):
        return None
    close = _SENTENCE_END.search(text, stamp.end, stamp.end + _SENTENCE_REACH)
    end = close.start() if close else stamp.end + _SENTENCE_REACH
    if told or _FUTURE.search(text, stamp.end, end):
        # "On November 10 he will meet ...", but "the deal signed on May 5 will ..." is past.
        return "upcoming" if before.strip().lower() in _SENTENCE_HEAD else None
    return "past_event"


def _sentence_start(text: str, position: int) -> int:
    """Where the sentence around the position begins, looking back a bounded way."""
    begin = max(0, position - _SENTENCE_REACH)
    for mark in _SENTENCE_END.finditer(text, begin, position):
        begin = mark.end()
    return begin

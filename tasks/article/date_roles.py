"""What part a date plays where it stands: publication, update, page, dateline, event."""

import re
from dataclasses import replace
from typing import Final

from tasks.text.dates import Stamp, stamps

_STATING: Final = frozenset({"source_line", "byline", "note"})
_SILENT: Final = frozenset({"furniture", "widget", "duplicate", "section"})

_UPDATE: Final = re.compile(r"updat|modif|edited|revis|更新|修改|수정", re.IGNORECASE)
_PUBLISH: Final = re.compile(
    r"publish|posted|created|issued|\bdate\b|发布|发表|입력|등록|승인", re.IGNORECASE
)
# Directly before the date, and nothing but a label: "Updated: ", "| Posted on ", " date ".
_LABEL: Final = re.compile(
    r"(?:^|[\s|(·•,-])(?:(?:first |last )?(?:published|posted|updated|modified)|date)"
    r"(?: (?:on|at))?\s{0,2}[:：]?\s{0,2}\Z",
    re.IGNORECASE,
)
_PAGE: Final = re.compile(r"\s{0,2},?\s?(?:on )?page\s?[A-Z]{0,2}[0-9]{1,3}", re.IGNORECASE)
_FUTURE: Final = re.compile(
    r"\b(?:will|upcoming|slated|scheduled|to be held|set to|due to|is due|are due|expected to|"
    r"plans? to|going to|shall)\b"
)
_REPORTED: Final = re.compile(
    r"\b(?:said|told|announced|issued|signed|released|published|reported|held|met|adopted|passed|"
    r"agreed|since|after|following)\b[^.;]{0,20}\Z"
)
# Between the word of the future and the date something has happened: the date is that thing's.
_HAPPENED: Final = re.compile(r"\b(?:[a-z]{2,12}ed|began|took|died|was|were|had|met|held|came)\b")
# These leave it open whether the day has come: terms, due days, plans told in the present.
_OPEN: Final = re.compile(
    r"\b(?:by|until|till|through|before|from|to|between|deadline|expires?|effective|starting|for|"
    r"due|dated?|as of|end|ending|ends|payable|matur(?:e|es|ing)|option|begins?|starts?|opens?|"
    r"celebrates?|takes? place|kicks? off|runs?)(?: the)?(?: on| of)?\s\Z",
    re.IGNORECASE,
)
_SENTENCE_END: Final = re.compile(r"[.!?][\"”’)\]]?(?:\s|(?=[A-Z“\"(\[]))")
_SENTENCE_HEAD: Final = frozenset({"", "on", "from", "starting", '"on', "“on"})
_SENTENCE_REACH: Final = 200  # characters each way; a longer sentence is a run-together list


def roles(kind: str, text: str, *, day_first: bool | None) -> list[tuple[str, Stamp]]:
    """Each date of the text with its part as a candidate kind; those that say nothing left out."""
    if kind in _SILENT:
        return []
    found = stamps(text, day_first=day_first)
    result = []
    for number, stamp in enumerate(found):
        previous = found[number - 1].end if number else 0
        if _PAGE.match(text, stamp.end):
            # "11/18/2014 page9": that notation is month first wherever it is printed.
            first = stamp if stamp.month else _month_first(stamp)
            result.append(("page_reference", first))
        elif (part := _part(kind, text, stamp, previous)) is not None:
            result.append((part, stamp))
    return result


def is_future(text: str, start: int) -> bool:
    """Whether the sentence speaks, before this place, of what is still to come."""
    return _FUTURE.search(text, _sentence_start(text, start), start) is not None


def _month_first(stamp: Stamp) -> Stamp:
    """The same stamp read month first."""
    for again in stamps(stamp.text, day_first=False):
        return replace(stamp, month=again.month, day=again.day)
    return stamp


def _part(kind: str, text: str, stamp: Stamp, previous: int) -> str | None:
    """The part of one date; None when it bears no witness."""
    if kind == "dateline":
        return "dateline" if stamp.day is not None else None
    if (stated := _stated(kind, text, stamp, previous)) is not None:
        return stated
    if kind in {"caption", "credit"}:
        return "caption" if stamp.day is not None else None
    return _event(text, stamp)


def _stated(kind: str, text: str, stamp: Stamp, previous: int) -> str | None:
    """`published` or `updated` when the text states it of itself, else None."""
    if stamp.last_day is not None or (stamp.day is None and not stamp.ambiguous):
        return None
    before = text[previous : stamp.start]
    labelled = _LABEL.search(before[-40:])
    rest = len(text) - (stamp.end - stamp.start)
    if kind in _STATING:
        if _UPDATE.search(before[-40:]):
            return "updated"
        # A long note tells a story; its dates are the story's unless one is labelled.
        limit = 60 if kind == "note" else 160
        if labelled or _PUBLISH.search(before[-40:]) or rest <= limit:
            return "published"
        return None
    # A headline may speak of any day: only a label at its head, or nothing but the date, counts.
    if kind in {"title", "dek"} and labelled and len(before.strip()) > 24:
        return None
    if kind in {"title", "dek"} and rest <= 2 and stamp.year is not None:
        return "published"
    if labelled is None or (kind not in {"title", "dek"} and rest > 120):
        return None
    return "updated" if _UPDATE.search(labelled[0]) else "published"


def _event(text: str, stamp: Stamp) -> str | None:
    """`upcoming` or `past_event` for a day told of in the text; None when it may be either."""
    if stamp.month is None:
        return None
    begin = _sentence_start(text, stamp.start)
    before = text[begin : stamp.start]
    if _REPORTED.search(before[-40:]):
        return "past_event"
    told = list(_FUTURE.finditer(before))
    if told and _HAPPENED.search(before, told[-1].end()) is None:
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

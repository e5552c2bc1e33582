"""Clock times written beside a date, and the zone written beside them."""

import re
from datetime import time
from types import MappingProxyType
from typing import Final, NamedTuple

from tasks.text.date_words import YEAR, ZONE_WORDS, zone_minutes


class Clock(NamedTuple):
    """A clock time and the zone written after it."""

    start: int
    end: int
    at: time
    zone: str
    year: int | None = None


_CLOCK: Final = (
    r"(?<![0-9:.])(?P<noon>오전|오후|上午|下午)?\s?(?P<hour>[0-2]?[0-9])"
    r"(?:(?P<colon>[:：时시])\s?(?P<minute>[0-5][0-9])[分분]?"
    r"(?::(?P<second>[0-5][0-9])(?:[.,](?P<fraction>[0-9]{1,6})[0-9]{0,3})?)?"
    r"|\.(?P<dotted>[0-5][0-9])(?=\s?[aApP]\.?[mM])|(?=\s?[aApP]\.?[mM]))"
    r"(?:\s?(?P<half>[aApP])\.?[mM](?![A-Za-z])\.?)?"
    r"(?:\s?[(]?(?P<zone>(?:GMT|UTC)\s?[+-][01]?[0-9](?::?[0-5][0-9])?(?![0-9])"
    r"|[+-][01][0-9](?::?[0-5][0-9])?(?![0-9])"
    rf"|(?:{ZONE_WORDS})(?![A-Za-z+-]))[)]?)?"
)
_CLOCK_AFTER: Final = re.compile(
    r"(?:T|\s?[,|(@;]?\s{0,3}(?:[-–—|•·]\s{0,2}|at\s|@\s?)?)"
    + _CLOCK
    + rf"(?:\s(?:[A-Z]{{3,4}}\s)?(?P<year>{YEAR}))?"
)
_CLOCK_BEFORE: Final = re.compile(_CLOCK + r"(?:\s?[,|]|\s[-–—]|\son)?\s{0,2}\Z")
_WEEKDAY_BETWEEN: Final = re.compile(r",?\s(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}\.?,?\s\Z")
_HALVES: Final = MappingProxyType({"오후": "p", "下午": "p", "오전": "a", "上午": "a"})
_OFFSET: Final = re.compile(r"(?P<sign>[+-])(?P<hours>[0-9]{1,2}):?(?P<minutes>[0-9]{2})?\Z")


def clock_after(text: str, position: int, limit: int) -> Clock | None:
    """The clock time that follows, before the next date begins."""
    match = _CLOCK_AFTER.match(text, position, limit)
    if match is None or (at := _time(match)) is None:
        return None
    # "Thu Nov 23 01:42:00 UTC 2017" has its year last; without the seconds it is any number.
    year = match["year"] if match["second"] is not None else None
    end = match.end() if year is not None or match["year"] is None else match.start("year") - 1
    return Clock(position, end, at, match["zone"] or "", None if year is None else int(year))


def clock_before(text: str, position: int, covered: int) -> Clock | None:
    """The clock time that stands just before, as in "18:22, 23-Jul-2022"."""
    begin = max(covered, position - 44)  # "10:10:00 AM (GMT+08:00), Wednesday, " is 37
    piece = text[begin:position]
    if between := _WEEKDAY_BETWEEN.search(piece):
        piece = piece[: between.start()]
    match = _CLOCK_BEFORE.search(piece)
    if match is None or (at := _time(match)) is None:
        return None
    return Clock(begin + match.start("hour"), position, at, match["zone"] or "")


def _time(match: re.Match[str]) -> time | None:
    """The clock time matched; None when no clock shows it."""
    hour = int(match["hour"])
    half = (match["half"] or "").lower()
    half = _HALVES.get(match["noon"] or "", half)
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    if hour > 23:
        return None
    minute = int(match["minute"] or match["dotted"] or 0)
    fraction = int((match["fraction"] or "0").ljust(6, "0"))
    return time(hour, minute, int(match["second"] or 0), fraction)


def clock_offset(zone: str, year: int | None, month: int | None, day: int | None) -> int | None:
    """Minutes east of UTC that the zone text states; None when it states none."""
    zone = zone.replace(" ", "")
    if not zone:
        return None
    signed = _OFFSET.search(zone)
    if signed is not None:
        minutes = int(signed["hours"]) * 60 + int(signed["minutes"] or 0)
        if minutes > 14 * 60:  # no clock on earth runs further ahead
            return None
        return -minutes if signed["sign"] == "-" else minutes
    if month is None or day is None:
        return zone_minutes(zone, None, 1, 1)
    return zone_minutes(zone, year, month, day)

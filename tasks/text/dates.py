"""Reading date expressions: what a text says, and nothing it does not say."""

import re
from datetime import date, time
from typing import Final, NamedTuple

from tasks.text.clocks import clock_after, clock_before, clock_offset
from tasks.text.date_words import MONTH_WORD, MONTHS, YEAR, Weekday, weekdays

__all__ = ["Stamp", "Weekday", "stamps", "weekdays"]


class Stamp(NamedTuple):
    """One date expression in a text; what the text does not say is None.

    `ambiguous` marks 03/04/2017: the text alone does not decide which number is the month. Such
    a stamp has a month and a day only when the caller said which comes first. `last_day` closes
    a range inside one month. `offset_minutes` is the clock's distance east of UTC when stated.
    """

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    last_day: int | None
    at: time | None
    offset_minutes: int | None
    text: str
    ambiguous: bool

    @property
    def whole(self) -> date | None:
        """The day, when year, month and day are all said."""
        if self.year is None or self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)


class _Day(NamedTuple):
    """The calendar part of an expression, before the clock is looked for around it."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    last_day: int | None = None
    ambiguous: bool = False


# Every form has a digit in it, and most paragraphs have none. So the patterns are not asked before
# the text's shape, one byte a character, is: digits as "0", the marks between them as "/", blanks
# and all that is not ASCII as " ". To make it and to look into it takes a tenth of their time.
_SHAPE: Final = bytes(
    ord("0" if byte in b"0123456789" else "/" if byte in b"-/." else " ")
    if byte in b"0123456789-/.? \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f"
    else byte
    for byte in range(256)
)
_AROUND_DIGIT: Final = 16  # characters; "September.   " before a digit is 13, "st. of " behind it 7
_LONGEST_MONTH: Final = 10  # characters, with the one behind it
_CJK_UNITS: Final = "月월"  # a date with one of them needs no mark between its numbers
_DAY: Final = r"[0-3]?[0-9](?![0-9]|[.,:][0-9])"

# After the month word: " 25, 2017", ". 31", " 10-11", "-26-1987", " 2014".
_AFTER_MONTH: Final = re.compile(
    rf"(?:\.\s{{0,3}}|\s{{1,3}}|-)(?:"
    rf"(?P<day>{_DAY})(?:st|nd|rd|th|ST|ND|RD|TH)?"
    rf"(?:\s?[-–—]\s?(?P<last>{_DAY}))?"
    rf"(?:(?:\s?,\s{{0,3}}|\s{{1,3}}|-|\s?\()(?P<year>{YEAR}))?"
    rf"|,?\s?(?P<alone>{YEAR}))"
)
# Before the month word, read in a short slice: "25 ", "25-", "10-11 ", "25th of ".
_BEFORE_MONTH: Final = re.compile(
    r"(?<![0-9])(?<![0-9][.,:/])(?:(?P<day>[0-3]?[0-9])\s?[-–—]\s?)?(?P<last>[0-3]?[0-9])"
    r"(?:st|nd|rd|th|ST|ND|RD|TH)?(?:[\s.]{1,2}(?:of\s)?|-)\Z"
)
_YEAR_AFTER: Final = re.compile(rf"\.?(?:\s?,\s{{0,2}}|\s{{1,3}}|-)(?P<year>{YEAR})")
_NUMERIC: Final = re.compile(
    rf"[0-9](?:(?<=[12])(?P<year>[0-9]{{3}})"
    r"(?:(?P<mark>[-/.])\s?(?P<month>[0-9]{1,2})(?P=mark)\s?(?P<day>[0-9]{1,2})(?![0-9])"
    r"|\s?[年년]\s?(?P<cjk_month>[0-9]{1,2})\s?[月월]\s?(?P<cjk_day>[0-9]{1,2})\s?[日일号])"
    rf"|(?P<first>[0-9]?)(?P<between>[-/.])(?P<second>[0-9]{{1,2}})(?P=between)(?P<late>{YEAR})"
    r"|(?P<bare_month>[0-9]?)\s?[月월]\s?(?P<bare_day>[0-9]{1,2})\s?[日일号])"
)
_BARE: Final = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
    r"(?:[T_-]?(?P<hour>[0-9]{2})(?P<minute>[0-9]{2})(?P<second>[0-9]{2})?(?P<zone>Z)?)?"
)


def stamps(text: str, *, day_first: bool | None = None, bare: bool = False) -> list[Stamp]:
    """Date expressions in order, none overlapping another, each a day that exists.

    03/04/2017 is read as `day_first` says and left open without it. `bare` says the text is one
    token, so that 20170825 is a date; in running text it would be any number.
    """
    shape = text.encode("ascii", "replace").translate(_SHAPE)
    first = shape.find(b"0")
    if first < 0:
        return []
    if bare and (token := _bare(text)) is not None:
        return [token]
    low = max(0, first - _AROUND_DIGIT)
    high = shape.rfind(b"0") + _AROUND_DIGIT + _LONGEST_MONTH
    days = [day for match in MONTH_WORD.finditer(text, low, high) if (day := _named(text, match))]
    if b"0/0" in shape or b"0/ 0" in shape or any(map(text.__contains__, _CJK_UNITS)):
        days += [
            found
            for match in _NUMERIC.finditer(text, first)
            if (found := _numeric(text, match, day_first))
        ]
    if not days:
        return []
    days.sort(key=lambda found: (found.start, -found.end))
    result: list[Stamp] = []
    covered = 0
    for number, found in enumerate(days):
        if found.start < covered:
            continue
        limit = days[number + 1].start if number + 1 < len(days) else len(text)
        stamp = _with_clock(text, found, covered, max(limit, found.end))
        result.append(stamp)
        covered = stamp.end
    return result


def _exists(year: int | None, month: int, day: int) -> bool:
    """Whether the calendar has the day; in a year not said, February may have 29."""
    try:
        date(2000 if year is None else year, month, day)
    except ValueError:
        return False
    return True


def _named(text: str, word: re.Match[str]) -> _Day | None:
    """The expression around a month word, day first or month first; None when there is none."""
    start, end = word.span()
    if start and (text[start - 1].isalpha() or text[start - 1] in "_@#"):
        return None
    month = MONTHS[word[0].lower()]
    after = _AFTER_MONTH.match(text, end)
    slice_start = max(0, start - 14)  # "10 - 11th of " is 13 characters
    before = _BEFORE_MONTH.search(text[slice_start:start])
    if before is not None:
        year = _YEAR_AFTER.match(text, end)
        # "page 9 March 5, 2017": the day that has its year beside it is the day meant.
        if year is not None or after is None or after["day"] is None:
            return _ranged(
                (slice_start + before.start(), year.end() if year is not None else end),
                None if year is None else int(year["year"]),
                month,
                int(before["day"] or before["last"]),
                int(before["last"]) if before["day"] else None,
            )
    if after is None:
        return None
    if after["alone"] is not None:
        return _Day(start, after.end(), int(after["alone"]), month, None)
    year_text = after["year"]
    last = after["last"]
    return _ranged(
        (start, after.end()),
        None if year_text is None else int(year_text),
        month,
        int(after["day"]),
        None if last is None else int(last),
    )


def _ranged(
    span: tuple[int, int], year: int | None, month: int, day: int, last: int | None
) -> _Day | None:
    """The day or the range of days; None when the calendar does not have it."""
    start, end = span
    if not _exists(year, month, day):
        return None
    if last is not None and (last <= day or not _exists(year, month, last)):
        last = None
    return _Day(start, end, year, month, day, last)


def _numeric(text: str, match: re.Match[str], day_first: bool | None) -> _Day | None:
    """The day a run of numbers names; None when it names none."""
    start, end = match.span()
    if start and (text[start - 1].isdigit() or text[max(0, start - 2) : start][-1] in "./-"):
        return None
    if text[end : end + 1] in ("/", "-", ".") and text[end + 1 : end + 2].isdigit():
        return None
    if match["year"] is not None:
        year = int(text[start : start + 4])
        month, day = (
            int(match["month"] or match["cjk_month"]),
            int(match["day"] or match["cjk_day"]),
        )
        return _Day(start, end, year, month, day) if _exists(year, month, day) else None
    if match["bare_day"] is not None:
        month, day = int(text[start] + match["bare_month"]), int(match["bare_day"])
        return _Day(start, end, None, month, day) if _exists(None, month, day) else None
    first, second = int(text[start] + match["first"]), int(match["second"])
    return _either((start, end), int(match["late"]), first, second, day_first=day_first)


def _either(
    span: tuple[int, int], year: int, first: int, second: int, *, day_first: bool | None
) -> _Day | None:
    """The reading of two numbers and a year that the calendar, else the caller, decides."""
    start, end = span
    month_leads = _exists(year, first, second)
    day_leads = _exists(year, second, first)
    if not month_leads and not day_leads:
        return None
    if month_leads and day_leads and first != second:
        if day_first is None:
            return _Day(start, end, year, None, None, ambiguous=True)
        month, day = (second, first) if day_first else (first, second)
        return _Day(start, end, year, month, day, ambiguous=True)
    month, day = (first, second) if month_leads else (second, first)
    return _Day(start, end, year, month, day)


def _with_clock(text: str, found: _Day, covered: int, limit: int) -> Stamp:
    """The day with the clock time written after it, else before it, if there is one."""
    start, end, year = found.start, found.end, found.year
    clock = None
    if found.day is not None or found.ambiguous:
        clock = clock_after(text, end, limit) or clock_before(text, start, covered)
    offset = None
    if clock is not None:
        start, end = min(start, clock.start), max(end, clock.end)
        year = year if year is not None else clock.year
        offset = clock_offset(clock.zone, year, found.month, found.day)
    return Stamp(
        start,
        end,
        year,
        found.month,
        found.day,
        found.last_day,
        None if clock is None else clock.at,
        offset,
        text[start:end],
        found.ambiguous,
    )


def _bare(text: str) -> Stamp | None:
    """The whole text as 20170825 or 20170825T132340; None when it is not that."""
    token = text.strip()
    match = _BARE.fullmatch(token)
    if match is None:
        return None
    year, month, day = int(match["year"]), int(match["month"]), int(match["day"])
    if not _exists(year, month, day):
        return None
    at = None
    if match["hour"] is not None:
        numbers = int(match["hour"]), int(match["minute"]), int(match["second"] or 0)
        if numbers[0] > 23 or numbers[1] > 59 or numbers[2] > 59:
            return None
        at = time(*numbers)
    start = text.index(token)
    offset = 0 if match["zone"] else None
    return Stamp(start, start + len(token), year, month, day, None, at, offset, token, False)

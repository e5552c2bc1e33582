"""Reading a date out of a short text of a page or an export: ISO forms first, then its language."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from types import MappingProxyType
from typing import Final

from tasks.text.dates import Stamp, stamps
from tasks.text.month_words import MONTHS_ANY, MONTHS_OF

LONGEST: Final = 400  # characters; a longer text is no date line


@dataclass(frozen=True, slots=True)
class PageStamp:
    """A day with its clock time and that clock's distance from UTC, as far as they are said.

    `day` is None where 03/04/2017 is open; `text` says it as it stands on the page.
    """

    day: date | None
    at: time | None
    offset_minutes: int | None
    text: str
    start: int = 0

    def iso(self) -> str:
        """The stamp as ISO 8601; the text itself where the day is open."""
        if self.day is None:
            return self.text
        if self.at is None:
            return self.day.isoformat()
        moment = datetime.combine(self.day, self.at)
        if self.offset_minutes is not None:
            moment = moment.replace(tzinfo=timezone(timedelta(minutes=self.offset_minutes)))
        return moment.isoformat()


# Ten figures of seconds are years from 2001 to 2286; milliseconds have three more. What may be a
# day and an hour, 2024010112, would be a second of 2034.
_SECONDS: Final = re.compile(
    r"(?!(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:[01][0-9]|2[0-3])\Z)"
    r"([1-9][0-9]{9})(?:[0-9]{3})?(?:\.[0-9]{1,9})?",
    re.ASCII,
)
_ENGLISH: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
# Digits of other scripts (Arabic, Persian, Devanagari, Bengali, full width).
_DIGITS: Final = MappingProxyType(
    {
        start + value: str(value)
        for start in (0x0660, 0x06F0, 0x0966, 0x09E6, 0xFF10)
        for value in range(10)
    }
)
# Every form read here has its year; a text without one costs a single scan.
_YEAR: Final = re.compile(
    r"(?:19|20|[١۱][٩۹]|[٢۲][٠۰]|२०|২০|２０)[0-9٠-٩۰-۹०-९০-৯０-９]{2}"
    r"|[0-9]\s?[./-]\s?[0-9]{1,2}\s?[./-]\s?[0-9]{2}"
)
# A word, of whatever marks its script joins: vowel signs are no letters to a pattern's \w.
_WORD: Final = re.compile(
    r"(?:كانون الثاني|كانون الأول|تشرين الثاني|تشرين الأول"
    r"|[^\s0-9_,.;:|/()\[\]–—·•<>+\-]{2,20}+)\.?"
)
_LINK: Final = re.compile(r"(?<=[0-9])[ºª°er.]{0,2}\s(?:de|del|di|d’|d'|van|of|ng|-)\s?(?=[A-Z])")
_SLASHED: Final = re.compile(r"(?<=[0-9])[/-](?P<month>[A-Z][a-z]{2,8})[/-](?=[12][0-9]{3})")
_LINK_YEAR: Final = re.compile(r"(?<=[a-z])\.?,?\s(?:de|del|of)\s(?=[12][0-9]{3})")
_ORDINAL: Final = re.compile(r"(?<=[0-9])(?:er|º|ª|°|-го|\.º)(?=\s?[A-Z])")
_DOTTED: Final = re.compile(
    r"(?<![0-9.])(?P<day>[0-3]?[0-9])\.\s?(?P<month>[01]?[0-9])\.\s?"
    r"(?P<year>(?:19|20)[0-9]{2}|[0-3][0-9](?![0-9:]))(?![0-9])"
)
_SHORT_YEAR: Final = re.compile(r"(?<![0-9/.-])([0-3]?[0-9]/[0-3]?[0-9])/([0-9]{2})(?![0-9/.:-])")
# The two names of a month in the Levant, side by side: "نيسان / أبريل".
_TWICE: Final = re.compile(r"\b(?P<month>[A-Z][a-z]{2,8})\s?[/(-]\s?(?P=month)\b\)?")
_YEAR_FIRST: Final = re.compile(
    r"(?<![0-9.])(?P<year>(?:19|20)[0-9]{2})\s?[./]\s?(?P<month>[01]?[0-9])\s?[./]\s?"
    r"(?P<day>[0-3]?[0-9])(?![0-9])\.?"
)
_YEAR_NAMED: Final = re.compile(
    r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})[.,]?\s?(?:m\.\s?)?(?P<month>[A-Z][a-z]{2,8})\.?\s"
    r"(?P<day>[0-3]?[0-9])(?![0-9]|:)(?:\s?d)?\.?"
)
# "03-May-20", as databases and spreadsheets write it.
_TWO_DIGITS: Final = re.compile(
    r"(?<![0-9])(?P<day>[0-3]?[0-9])[- ](?P<month>[^\W\d_]{3,9})[- ](?P<year>[0-9]{2})"
    r"(?=\Z|[ T][0-2]?[0-9][:.][0-5][0-9])"
)
LAST_YEAR_OF_2000: Final = 49  # as spreadsheets and databases take it
_CLOCK_LETTER: Final = re.compile(r"(?<![0-9])([0-2]?[0-9])\s?[hH]\s?([0-5][0-9])(?![0-9])")
_CLOCK_DOT: Final = re.compile(
    r"(?<![0-9.])([0-2]?[0-9])[.]([0-5][0-9])(?=\s?(?:Uhr|uhr|WIB|Hrs|hrs|Uhrzeit)|\s*\Z)"
)
_CLOCK_WORDS: Final = re.compile(
    r"(?<=[0-9])[.,]?\s{0,2}(?:[-–—|•·,/@]|às|um|à|at|kl\.?|klo|alle(?: ore)?|a las|ore|om|o|в|об"
    r"|u|στις|ora|saat|pukul)\s{1,2}(?=[0-2]?[0-9][:.][0-5][0-9])"
)
_YEAR_MARK: Final = re.compile(r"(?<=[0-9]{4})\s[гр]\.?(?=\W)")  # "2024 г." in Russian
# A weekday between day and clock: "5 October 2020 Monday 10:22".
_DAY_WORD: Final = re.compile(r"(?<=[0-9]{4}),?\s[^\W\d_]{4,12},?\s(?=[0-2]?[0-9][:.][0-5][0-9])")
_ISO: Final = re.compile(
    r"(?P<day>(?:19|20)[0-9]{2}-?[0-9]{2}-?[0-9]{2})"
    r"(?:(?:[T ]|\s?T\s?)(?P<clock>[0-9]{2}:?[0-9]{2}(?::?[0-9]{2}(?:[.,:][0-9]{1,9})?)?)"
    r"\s?(?P<zone>[zZ]|(?:GMT|UTC)?\s?[+-][0-9]{2}:?[0-9]{2}|[+-][0-9]{2}|[ ][0-9]{2}:[0-9]{2}"
    r"|GMT|UTC)?)?"
)


def read_dates(text: str, *, lang: str | None, day_first: bool | None) -> list[PageStamp]:
    """The days a short text states, in order; 03/04/2017 stays open unless `day_first` is known."""
    text = text.strip()[:LONGEST]
    if not text:
        return []
    iso = read_iso(text)
    if iso is not None:
        return [iso]
    if _YEAR.search(text) is None:
        return []
    plain = in_english(text, lang)
    return [
        PageStamp(stamp.whole, stamp.at, stamp.offset_minutes, stamp.text, stamp.start)
        for stamp in stamps(plain, day_first=day_first, bare=True)
        if stamp.whole is not None or (stamp.ambiguous and stamp.year is not None)
        if stamp.last_day is None
    ]


def beside_stamps(said: str, *, day_first: bool | None) -> list[Stamp]:
    """The dates of what is said beside a copy, in any language, the day first in one with dots.

    There, unlike in copy, a number of seconds or milliseconds since 1970 is a date, too. What is
    written otherwise than in English stands in `text` as it was said.
    """
    found = stamps(said, day_first=day_first, bare=True)
    is_read = bool(found) and found[0].whole is not None
    if is_read and _DOTTED.search(said) is None:
        return found
    text = said.strip()[:LONGEST]
    plain = of_seconds(text) or in_english(_TWO_DIGITS.sub(_with_century, text), None)
    again = stamps(plain, day_first=day_first, bare=True)
    if not again or (again[0].whole is None and not again[0].ambiguous):
        return found
    if again[0].whole is None:  # it is read again, in each order
        return again
    return [again[0]._replace(text=text, start=0, end=len(text)), *again[1:]]


def _with_century(match: re.Match[str]) -> str:
    return f"{match['day']} {match['month']} {year_of(match['year'])}"


def year_of(digits: str) -> int:
    """The year that two digits mean."""
    return int(digits) + (2000 if int(digits) <= LAST_YEAR_OF_2000 else 1900)


def _whole_year(match: re.Match[str]) -> str:
    return f"{match[1]}/{year_of(match[2])}"


def of_seconds(said: object) -> str | None:
    """The moment of a number of seconds or milliseconds since 1970, as ISO 8601; None if none."""
    match = _SECONDS.fullmatch(str(said).strip())
    if match is None:
        return None
    return datetime.fromtimestamp(int(match[1]), UTC).isoformat()


def read_iso(text: str) -> PageStamp | None:
    """The stamp of a text that is an ISO 8601 date and nothing else; None for any other."""
    match = _ISO.fullmatch(text.strip())
    if match is None:
        return None
    try:
        day = date.fromisoformat(match["day"])
    except ValueError:
        return None
    clock = match["clock"]
    if clock is None:
        return PageStamp(day, None, None, text)
    digits = clock.replace(":", "").partition(".")[0].partition(",")[0]
    hour, minute, second = int(digits[:2]), int(digits[2:4]), int(digits[4:6] or 0)
    if hour > 23 or minute > 59:
        return PageStamp(day, None, None, text)
    return PageStamp(day, time(hour, minute, min(second, 59)), _offset(match["zone"]), text)


def _offset(zone: str | None) -> int | None:
    if zone is None:
        return None
    zone = zone.upper().replace("GMT", "").replace("UTC", "").replace(":", "")
    zone = zone if zone[:1] != " " or zone.strip()[:1] in "+-" else "+" + zone.strip()
    zone = zone.strip()
    if zone in ("", "Z"):
        return 0
    minutes = int(zone[1:3]) * 60 + int(zone[3:5] or 0)
    if minutes > 14 * 60:
        return None
    return -minutes if zone[0] == "-" else minutes


def in_english(text: str, lang: str | None) -> str:
    """The text with its months in English, its digits in ASCII and its clocks with colons."""
    if not text.isascii():
        text = text.translate(_DIGITS)
    own = MONTHS_OF.get((lang or "").lower()[:2])

    def month(match: re.Match[str]) -> str:
        word = match[0].rstrip(".").lower()
        number = (own.get(word) if own else None) or MONTHS_ANY.get(word)
        return match[0] if number is None else _ENGLISH[number - 1]

    text = _WORD.sub(month, text)
    text = _ORDINAL.sub("", text)
    text = _LINK.sub(" ", text)
    text = _LINK_YEAR.sub(" ", _SLASHED.sub(r" \g<month> ", text))
    text = _YEAR_NAMED.sub(r"\g<day> \g<month> \g<year> ", text)
    text = _YEAR_MARK.sub("", text)
    if "/" in text:
        text = _TWICE.sub(r"\g<month>", _SHORT_YEAR.sub(_whole_year, text))
    text = _DOTTED.sub(_as_iso, text)
    text = _YEAR_FIRST.sub(_as_iso, text)
    text = _CLOCK_LETTER.sub(r"\1:\2", text)
    text = _CLOCK_DOT.sub(r"\1:\2", text)
    return _CLOCK_WORDS.sub(" ", _DAY_WORD.sub(" ", text))


def _as_iso(match: re.Match[str]) -> str:
    said = match["year"]
    year = int(said) if len(said) > 2 else year_of(said)
    return f"{year:04}-{int(match['month']):02}-{int(match['day']):02}"

"""The words dates are written with: months, weekdays, clock zones; and the weekdays in a text."""

import re
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final, Literal, NamedTuple
from zoneinfo import ZoneInfo

_MONTH_NAMES: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_WEEKDAY_NAMES: Final = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip

MONTHS: Final = MappingProxyType(
    {
        spelling: number
        for number, name in enumerate(_MONTH_NAMES, start=1)
        for spelling in (name.lower(), name[:3].lower())
    }
    | {"sept": 9}
)

# Capitals only: "may" and "march" in small letters are verbs, and the alternatives begin with
# plain letters so that the engine skips to them; a leading \b would triple the time.
_SPELLINGS: Final = sorted(
    {
        spelling
        for name in (*_MONTH_NAMES, "Sept")
        for short in (name, name[:3])
        for spelling in (short, short.upper())
    }
    | {"Sept", "SEPT"},
    key=lambda spelling: (-len(spelling), spelling),
)
MONTH_WORD: Final = re.compile(f"(?:{'|'.join(_SPELLINGS)})(?![A-Za-z])")

# A year as news writes it, and not the head of a longer number, a decimal or a share.
YEAR: Final = r"(?:1[5-9]|20)[0-9]{2}(?![0-9]|[,.:%][0-9]|%)"

# Letters that mean one zone to every reader of news. CST (Chicago, Shanghai, Havana), IST
# (India, Ireland, Israel), AST and MT (in Phoenix, which has no summer time, another than in
# Denver) do not: a copy from Beijing would be half a day wrong, so a clock time with them is left
# to the outlet's own zone.
ZONE_MINUTES: Final = MappingProxyType(
    {
        "Z": 0, "UTC": 0, "GMT": 0, "BST": 60, "CET": 60, "CEST": 120, "EET": 120, "EEST": 180,
        "MSK": 180, "SAST": 120, "PKT": 300, "HKT": 480, "SGT": 480, "BJT": 480, "KST": 540,
        "JST": 540, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780,
        "EST": -300, "EDT": -240, "CDT": -300, "MDT": -360, "PST": -480, "PDT": -420,
    }
)  # fmt: skip
# ET and PT mean summer or winter time by the day they are said of.
_SEASONAL_ZONES: Final = MappingProxyType(
    {
        "ET": "America/New_York", "CT": "America/Chicago", "PT": "America/Los_Angeles",
    }
)  # fmt: skip
ZONE_WORDS: Final = "|".join(
    sorted((*ZONE_MINUTES, *_SEASONAL_ZONES), key=lambda word: (-len(word), word))
)

Relation = Literal["plain", "last", "next", "this", "every"]
_RELATIONS: Final = MappingProxyType(
    {
        "last": "last", "previous": "last", "past": "last",
        "next": "next", "coming": "next", "following": "next", "upcoming": "next",
        "this": "this", "every": "every", "each": "every",
    }
)  # fmt: skip
_WEEKDAY: Final = re.compile(
    r"(?:" + "|".join((*_WEEKDAY_NAMES, *(name.upper() for name in _WEEKDAY_NAMES))) + r")(?!\w)"
)


class Weekday(NamedTuple):
    """One weekday word in a text; `day` is 0 for Monday, `relation` the word before it."""

    start: int
    end: int
    day: int
    relation: Relation
    text: str


def weekdays(text: str) -> list[Weekday]:
    """Weekday words in order: "on Tuesday" is plain, "last Tuesday" and "next Friday" are not."""
    if "day" not in text and "DAY" not in text:
        return []
    found = []
    for match in _WEEKDAY.finditer(text):
        start = match.start()
        if start and (text[start - 1].isalnum() or text[start - 1] == "_"):
            continue
        # 16 characters hold the longest relation word and a blank; a longer look back is waste.
        before = text[max(0, start - 16) : start].split()
        word = before[-1].lower() if before and text[start - 1].isspace() else ""
        relation = _RELATIONS.get(word, "plain")
        begin = text.rfind(before[-1], 0, start) if relation != "plain" else start
        day = _WEEKDAY_NAMES.index(match[0].capitalize())
        found.append(
            Weekday(begin, match.end(), day, _as_relation(relation), text[begin : match.end()])
        )
    return found


def zone_minutes(word: str, year: int | None, month: int, day: int) -> int | None:
    """Minutes east of UTC that the zone word means on that day; None when it cannot be told."""
    word = word.upper()
    if word in ZONE_MINUTES:
        return ZONE_MINUTES[word]
    if year is None or word not in _SEASONAL_ZONES:
        return None
    noon = datetime(year, month, day, 17, tzinfo=UTC).astimezone(ZoneInfo(_SEASONAL_ZONES[word]))
    offset = noon.utcoffset()
    return None if offset is None else int(offset.total_seconds() // 60)


def _as_relation(word: str) -> Relation:
    """The word as one of the relations; plain when it is none of them."""
    match word:
        case "last" | "next" | "this" | "every":
            return word
        case _:
            return "plain"

"""The stories as written, and the words of one as an outlet's house style prints them."""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final
from zoneinfo import ZoneInfo

WEEKDAYS: Final = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
LONG_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# Agencies and American papers abbreviate all but the short names; China Daily drops the point.
WIRE_MONTHS: Final = (
    "Jan.",
    "Feb.",
    "March",
    "April",
    "May",
    "June",
    "July",
    "Aug.",
    "Sept.",
    "Oct.",
    "Nov.",
    "Dec.",
)
PLAIN_MONTHS: Final = tuple(month.rstrip(".") for month in WIRE_MONTHS)

MARK: Final = re.compile(r"\{([dmc])([+-][0-9]{1,3})?\}")
SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
SEOUL: Final = ZoneInfo("Asia/Seoul")


@dataclass(frozen=True, slots=True)
class Story:
    """One invented event, as the first to write about it told it; others may tell it, too.

    Stories of one `event` are told by outlets each in its own words; `reprints` print it with a
    credit for its home.
    """

    id: str
    event: str
    agency: str
    home: str
    reprints: tuple[str, ...]
    byline: tuple[str, ...]
    day: date
    place: str
    section: str
    tag: str
    titles: Mapping[str, str]
    caption: str
    caption_off: int
    edited: str
    paragraphs: tuple[str, ...]
    revision: str

    def title(self, outlet: str) -> str:
        """The headline that outlet gives it; the wire's where it has none of its own."""
        return self.titles.get(outlet) or self.titles["wire"]


@dataclass(frozen=True, slots=True)
class House:
    """How an outlet writes months, the United States and quotation marks."""

    months: tuple[str, ...] = WIRE_MONTHS
    united_states: str = "US"
    curly: bool = False


def read_stories(folder: Path) -> tuple[Story, ...]:
    """All stories of the folder's TOML files, by day and id."""
    found: list[Story] = []
    revisions = tomllib.loads((folder / "revisions.toml").read_text("utf-8"))
    for file in sorted(folder.glob("20*.toml")):
        entries = tomllib.loads(file.read_text("utf-8"))["story"]
        found += [_story(entry, revisions.get(entry["id"], "")) for entry in entries]
    return tuple(sorted(found, key=lambda story: (story.day, story.id)))


def _story(entry: Mapping[str, Any], revision: str) -> Story:
    return Story(
        id=entry["id"],
        event=entry.get("event", entry["id"]),
        agency=entry["agency"],
        home=entry.get("home", ""),
        reprints=tuple(entry.get("reprints", ())),
        byline=tuple(entry.get("byline", ())),
        day=entry["day"],
        place=entry["place"],
        section=entry.get("section", ""),
        tag=entry.get("tag", ""),
        titles=MappingProxyType(dict(entry["titles"])),
        caption=entry.get("caption", ""),
        caption_off=entry.get("caption_off", 0),
        edited=entry.get("edited", "").strip(),
        paragraphs=tuple(entry["text"].strip().split("\n\n")),
        revision=revision.strip(),
    )


def print_day(day: date, months: tuple[str, ...], *, year: bool = False) -> str:
    """'Nov. 22' or 'Nov. 22, 2017', with the months as given."""
    return f"{months[day.month - 1]} {day.day}" + (f", {day.year}" if year else "")


def curl(text: str) -> str:
    """The text with typographer's quotes; a mark that follows a blank or bracket opens."""
    text = re.sub(r'(^|[\s(\[\u2014])"', "\\1\u201c", text).replace('"', "\u201d")
    text = re.sub(r"(^|[\s(\[\u2014\u201c])'", "\\1\u2018", text).replace("'", "\u2019")
    return text.replace(" -- ", " \u2014 ")


def in_style(text: str, story: Story, house: House, caption_shift: int = 0) -> str:
    """The text with its date marks filled in and the house's spelling."""

    def fill(mark: re.Match[str]) -> str:
        days = timedelta(int(mark[2] or 0))
        if mark[1] == "d":
            return WEEKDAYS[(story.day + days).weekday()]
        if mark[1] == "m":
            return print_day(story.day + days, house.months)
        taken = story.day + timedelta(story.caption_off + caption_shift)
        return print_day(taken, house.months, year=True)

    text = MARK.sub(fill, text).replace("U.S.", house.united_states)
    return curl(text) if house.curly else text


def pick(story: Story, salt: str, below: int) -> int:
    """A number under `below`, always the same for the story and the salt."""
    digest = hashlib.sha256(f"{story.id}/{salt}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % below


def instant(story: Story, salt: str, hours: tuple[int, int], zone: ZoneInfo) -> datetime:
    """A clock time of the zone between two hours of the story's day; 24 and more is the next."""
    seconds = hours[0] * 3600 + pick(story, salt, (hours[1] - hours[0]) * 3600)
    midnight = datetime.combine(story.day, time(0), zone)
    # Neither zone changes its clocks, so adding seconds to a local midnight is exact.
    return midnight + timedelta(seconds=seconds)

"""The day an outlet writes into the address of a page, or a person into the name of a file."""

import re
from datetime import date
from typing import Final

from tasks.text.date_words import MONTHS

_PLAIN: Final = re.compile(
    r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})[-/_.]?(?P<month>0[1-9]|1[0-2]|(?<=[-/_.])[1-9])"
    r"[-/_.]?(?P<day>[0-3][0-9]|(?<=[-/_.])[1-9])(?![0-9])"
)
_NAMED: Final = re.compile(
    r"/(?P<year>(?:19|20)[0-9]{2})/(?P<month>[a-z]{3,9})/(?P<day>[0-3]?[0-9])(?![0-9])"
)
_MONTH: Final = re.compile(r"/(?P<year>(?:19|20)[0-9]{2})[-/]?(?P<month>0[1-9]|1[0-2])(?=[-/])")


def address_day(address: str) -> tuple[date, int, int] | None:
    """The first day in the path and its place in the address; None when it names none."""
    start = address.find("://")
    start = address.find("/", start + 3) if start >= 0 else 0
    if start < 0:
        return None
    # The query holds numbers of all kinds: ids and screen sizes that look like days.
    end = min((at for at in (address.find(mark) for mark in "?#") if at >= 0), default=len(address))
    for match in (*_PLAIN.finditer(address, start, end), *_NAMED.finditer(address, start, end)):
        word = match["month"]
        month = int(word) if word.isdigit() else MONTHS.get(word)
        if month is None:
            continue
        try:
            day = date(int(match["year"]), month, int(match["day"]))
        except ValueError:
            continue
        return day, match.start("year"), match.end()
    return None


def address_month(address: str) -> tuple[int, int] | None:
    """The year and month that stand as parts of the path, with or without a day."""
    start = address.find("/", address.find("://") + 3 if "://" in address else 0)
    path = address[start:].partition("?")[0].partition("#")[0]
    match = _MONTH.search(path) if start >= 0 else None
    return (int(match["year"]), int(match["month"])) if match is not None else None


def is_web_address(address: str) -> bool:
    """Whether it is a page's address rather than a file's name."""
    return "://" in address[:12]

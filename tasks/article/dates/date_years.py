"""Placing a day without a year among the days that have one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The days with a year a copy offers, each sort in its own field.

    `stated` is the best day of publication known; a picture, a background date and the moment
    of fetching bound it.
    """

    stated: date | None = None
    pictured: date | None = None
    background: date | None = None
    not_after: date | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A day with its year found; `sure` says whether the evidence leaves one year."""

    day: date
    sure: bool
    why: str


def place(month: int, day: int, around: Surroundings) -> Placed | None:
    """The day in the year the surroundings give it; None without any year evidence."""
    if around.stated is not None:
        stated = around.stated
        near = min(
            _days(month, day, range(stated.year - 1, stated.year + 2)),
            key=lambda found: (abs((found - stated).days), found),
            default=None,
        )
        return None if near is None else Placed(near, True, f"year taken from {stated}")
    low, high = around.pictured or around.background, around.not_after
    if low is not None:
        # Three days of grace: a picture may be taken a day or two after the story was filed.
        floor = low - timedelta(days=3)
        later = [
            found
            for found in _days(month, day, range(low.year - 1, low.year + 9))
            if found >= floor and (high is None or found <= high + timedelta(days=1))
        ]
        if later:
            # A background date is no year evidence by itself: of 55 datelines placed by one in
            # newsarticles-2016-17, 32 came out in the wrong year.
            fresh = around.pictured is not None and (later[0] - low).days <= 10
            sure = fresh or (high is not None and len(later) == 1)
            return Placed(later[0], sure, f"first such day from {low} on")
    if high is not None:
        earlier = [
            found
            for found in _days(month, day, range(high.year - 8, high.year + 1))
            if found <= high + timedelta(days=1)
        ]
        if earlier:
            sure = (high - earlier[-1]).days <= 14
            return Placed(earlier[-1], sure, f"last such day up to {high}")
    return None


def _days(month: int, day: int, years: Iterable[int]) -> list[date]:
    """The day in those years that have it (29 February is not in all), in order."""
    found = []
    for year in years:
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return found

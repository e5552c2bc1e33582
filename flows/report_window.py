"""Which months the report draws: those where the documents are, not all between two strays."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any, Final, NamedTuple

Row = Mapping[str, Any]

MOST_MONTHS: Final = 240  # twenty years in 600 pixels
A_YEAR: Final = 12
# One page of 1 in 279 (helsinki-2018) and of 157 (fundus) with a year of its own made axes of 129
# and 171 months. What is more than this share is no stray but a corpus of two times.
MOST_APART: Final = 0.01
FEWEST: Final = 20  # documents of which one may be a stray


class Window(NamedTuple):
    """The months that are drawn, as 2018-07, and the rows with documents that are not."""

    first: str
    last: str
    is_longest: bool  # cut to MOST_MONTHS
    outside: tuple[Row, ...]

    def of(self, rows: Sequence[Row]) -> list[Row]:
        """The rows that are drawn."""
        return [row for row in rows if self.first <= month_of(row) <= self.last]


def month_of(row: Row) -> str:
    """The row's month as 2018-07."""
    named: str = row["month"].isoformat()[:7]
    return named


def window_of(rows: Sequence[Row]) -> Window | None:
    """The months of rows that have something; None when none has.

    What stands apart at either end, by more than a year of nothing, is outside as long as all of it
    is MOST_APART of the documents at most, or one document of FEWEST. Of what is left the
    MOST_MONTHS on end that have most documents, of several with as many the latest: a year is
    misread for an earlier one more often.
    """
    counted: dict[int, int] = {}
    for row in rows:
        if row["documents"] or row["observed_days"]:
            number = row["month"].year * 12 + row["month"].month - 1
            counted[number] = counted.get(number, 0) + (row["documents"] or 0)
    if not counted:
        return None
    months = _without_strays(sorted(counted), counted)
    is_longest = months[-1] - months[0] >= MOST_MONTHS
    if is_longest:
        months = _fullest(months, counted)
    first, last = _named(months[0]), _named(months[-1])
    outside = [row for row in rows if row["documents"] and not first <= month_of(row) <= last]
    return Window(first, last, is_longest, tuple(outside))


def _without_strays(months: Sequence[int], counted: Mapping[int, int]) -> list[int]:
    """The months but those at the ends that stand apart and have next to no documents."""
    parts: list[list[int]] = []
    for month in months:
        if parts and month - parts[-1][-1] <= A_YEAR:
            parts[-1].append(month)
        else:
            parts.append([month])
    total = sum(counted.values())
    left = max(total * MOST_APART, 1 if total >= FEWEST else 0)
    while len(parts) > 1:
        sizes = [sum(counted[month] for month in parts[end]) for end in (0, -1)]
        if min(sizes) > left:
            break
        left -= min(sizes)
        parts.pop(0 if sizes[0] <= sizes[1] else -1)
    return [month for part in parts for month in part]


def _fullest(months: list[int], counted: Mapping[int, int]) -> list[int]:
    """Of these the MOST_MONTHS on end that have most documents."""
    sums = [0, *accumulate(counted[month] for month in months)]
    ends = [bisect_left(months, month + MOST_MONTHS) for month in months]
    place = max(range(len(months)), key=lambda one: (sums[ends[one]] - sums[one], one))
    return months[place : ends[place]]


def _named(month: int) -> str:
    return f"{month // 12:04}-{month % 12 + 1:02}"

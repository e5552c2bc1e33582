"""What is known of documents when they are compared: who printed them, when, crediting whom."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

STATED_KINDS: Final = frozenset({"published", "updated"})
NEVER: Final = np.iinfo(np.int64).max
ALWAYS: Final = np.iinfo(np.int64).min
UNKNOWN: Final = -1
_SECOND: Final = 1_000_000  # microseconds
# An outlet's day begins that long before that of UTC, in summer in New Zealand, and ends that long
# after it, in Samoa. Beyond them no outlet is known to us.
_EASTERNMOST: Final = 13 * 3600 * _SECOND
_WESTERNMOST: Final = 11 * 3600 * _SECOND


class Printings(NamedTuple):
    """Documents as matching sees them, a value a document: no text, only what is said of it.

    `outlet`, `agency` and `body` are numbers of names, UNKNOWN for none. `stated_from`, `stated`,
    `settled` and `is_zoneless` are what `Stated` says; `day` is the best day as `day_number` has
    it. `credits` are pairs (document, outlet) as `pair_keys`, sorted: the outlets that a document
    names as the source of its text.
    """

    document_id: npt.NDArray[np.object_]
    outlet: Indices
    agency: Indices
    is_agency_print: Flags
    stated_from: Indices
    stated: Indices
    settled: Indices
    is_zoneless: Flags
    day: Indices
    words: Indices
    body: Indices
    credits: npt.NDArray[np.uint64]

    def taken(self, order: Indices) -> "Printings":
        """The documents in that order; `credits` is left empty, its numbers are others now."""
        values = {name: getattr(self, name)[order] for name in self._fields if name != "credits"}
        return Printings(**values, credits=np.empty(0, np.uint64))


class Stated(NamedTuple):
    """When a text came out, as stated, in microseconds since 1970.

    `first` is the earliest instant, ALWAYS where nothing says; by `last` it was out, and by
    `settled` it was as it is read, NEVER where no time is stated. `is_zoneless` says that they are
    the ends of a day of UTC, and that the outlet's own day may be another.
    """

    first: int
    last: int
    settled: int
    is_zoneless: bool


Bounds = Callable[[date, str | None], tuple[int, int]]


def bounds_of(day: date, zone: str | None) -> tuple[int, int]:
    """The first and the last microsecond of the day in the zone, in that of UTC without one."""
    of_zone = ZoneInfo(zone) if zone else UTC
    begin, end = (
        int(datetime.combine(each, time(), of_zone).timestamp()) * _SECOND
        for each in (day, day + timedelta(1))
    )
    return begin, end - 1


def stated_times(
    kind: str,
    published: int | None,
    updated: int | None,
    day: date | None,
    zone: str | None = None,
    bounds: Bounds = bounds_of,
) -> Stated:
    """What the stated instants, else the stated day in the outlet's zone, say of a text.

    An inferred day says nothing: it never decides who was first. A day without a clock is all of
    that day, and does not come before or after an hour of it. An update says by when the text was
    out, and not that it was not out before; after a stated update it may have words that it did not
    come out with.
    """
    instant = published if kind == "published" else updated
    if kind not in STATED_KINDS or (instant is None and day is None):
        return Stated(int(ALWAYS), int(NEVER), int(NEVER), is_zoneless=False)
    if instant is not None:
        first = last = instant
    else:
        first, last = bounds(day or date.min, zone)
    return Stated(
        first if kind == "published" else int(ALWAYS),
        last,
        max(last, updated or last),
        is_zoneless=instant is None and zone is None,
    )


def day_number(day: date | None) -> int:
    """The day as a number that grows by one a day and is never UNKNOWN, which stands for none."""
    return UNKNOWN if day is None else day.toordinal()


def day_of(number: int) -> date:
    """The day of that number."""
    return date.fromordinal(number)


def pair_keys(one: Indices, two: Indices) -> npt.NDArray[np.uint64]:
    """Two numbers as one that sorts by the first, then by the second."""
    keys: npt.NDArray[np.uint64] = (one.astype(np.uint64) << np.uint64(32)) | two.astype(np.uint64)
    return keys


def is_before(printings: Printings, earlier: Indices, later: Indices) -> Flags:
    """Whether stated times say that the first text of each pair was there before the second.

    Of one outlet's days one is before the next; those of two, in whatever zones they are, are not.
    """
    one, two = printings.outlet[earlier], printings.outlet[later]
    elsewhere = (one != two) | (one == UNKNOWN)
    settled, begun = printings.settled[earlier], printings.stated_from[later]
    settled = settled + np.where(elsewhere & printings.is_zoneless[earlier], _WESTERNMOST, 0)
    # of an update nothing says when the text began
    is_day = elsewhere & printings.is_zoneless[later] & (begun != ALWAYS)
    before: Flags = settled < begun - np.where(is_day, _EASTERNMOST, 0)
    return before


def printing_order(printings: Printings) -> Indices:
    """The numbers of the documents in the order of printing: what comes first is the origin.

    The earliest stated time, then the credited agency's own print, then the fuller text, then the
    id; those without a stated time come last.
    """
    order: Indices = np.lexsort(
        (
            printings.document_id.astype(str),
            -printings.words,
            ~printings.is_agency_print,
            printings.stated,
        )
    )
    return order

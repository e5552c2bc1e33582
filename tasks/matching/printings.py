"""What is known of documents when they are compared: who printed them, when, crediting whom."""

from datetime import date
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

Indices = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

STATED_KINDS: Final = frozenset({"published", "updated"})
NEVER: Final = np.iinfo(np.int64).max
ALWAYS: Final = np.iinfo(np.int64).min
UNKNOWN: Final = -1
_EPOCH: Final = date(1970, 1, 1).toordinal()
_DAY: Final = 24 * 60 * 60 * 1_000_000  # microseconds


class Printings(NamedTuple):
    """Documents as matching sees them, a value a document: no text, only what is said of it.

    `outlet`, `agency` and `body` are numbers of names, UNKNOWN for none. `stated` is the instant
    (microseconds since 1970) by which the text was out, NEVER where no time is stated, and
    `stated_from` the earliest at which it was, ALWAYS where nothing says; `day` the best
    day as `day_number` has it. `credits` are pairs (document, outlet) as `pair_keys`, sorted: the
    outlets that a document names as the source of its text.
    """

    document_id: npt.NDArray[np.object_]
    outlet: Indices
    agency: Indices
    is_agency_print: Flags
    stated: Indices
    stated_from: Indices
    day: Indices
    words: Indices
    body: Indices
    credits: npt.NDArray[np.uint64]

    def taken(self, order: Indices) -> "Printings":
        """The documents in that order; `credits` is left empty, its numbers are others now."""
        values = {name: getattr(self, name)[order] for name in self._fields if name != "credits"}
        return Printings(**values, credits=np.empty(0, np.uint64))


def stated_between(kind: str, instant: int | None, day: date | None) -> tuple[int, int]:
    """Between which instants the text came out, as stated, in microseconds since 1970.

    An inferred day says nothing: it never decides who was first. A day without a clock is all of
    that day in UTC, and does not come before or after an hour of it. An update says by when the
    text was out, and not that it was not out before.
    """
    if kind not in STATED_KINDS or (instant is None and day is None):
        return int(ALWAYS), int(NEVER)
    if instant is not None:
        first = last = instant
    else:
        first = ((day or date.min).toordinal() - _EPOCH) * _DAY
        last = first + _DAY - 1
    return (first if kind == "published" else int(ALWAYS)), last


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
    """Whether stated times say that the first document of each pair came out before the second."""
    before: Flags = printings.stated[earlier] < printings.stated_from[later]
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

"""A typed piece of a copy, and one witness to its day: what the dating modules hand each other."""

from datetime import date, datetime
from typing import NamedTuple


class TypedText(NamedTuple):
    """A piece of the copy in reading order; `kind` is one of paragraphs.KINDS."""

    kind: str
    text: str


class DateCandidate(NamedTuple):
    """One witness to the day of publication.

    `lo` and `hi` are the days it allows (date.min and date.max where it sets no bound), `best`
    the outlet's local day it names. `stated_at` is there when a clock time was stated and its
    zone is known. `block` counts the typed texts from 0; it is -1 for what was given beside the
    copy. `flags` say for programs what `note` tells a person.
    """

    kind: str
    lo: date
    hi: date
    best: date | None
    stated_at: datetime | None
    zone: str | None
    confidence: float
    text: str
    block: int
    start: int
    end: int
    note: str
    flags: tuple[str, ...] = ()

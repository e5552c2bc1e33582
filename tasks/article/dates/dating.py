"""From witnesses to a day: which of them decides, what interval they leave, whether they agree."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from tasks.article.dates.date_agreement import (
    NAMING,
    DatingRules,
    Ordered,
    before_update,
    best_supported,
    confidence_of,
    contradicts,
    first_day,
    given_precedes,
    lead_weekday,
    outvoted_by_given,
    reading_order,
    weekday_of,
)
from tasks.article.dates.date_candidate import DateCandidate, TypedText
from tasks.article.dates.date_witnesses import candidates

__all__ = [
    "DateCandidate",
    "Dating",
    "DatingRules",
    "TypedText",
    "candidates",
    "resolve",
]


class Dating(NamedTuple):
    """The day of publication and all that is to be said of it; values as in documents.

    `chosen` are the indices of the candidates that decided. `conflict` means that two witnesses
    cannot both be true; the day stands all the same, with less confidence.
    """

    published_at: datetime | None
    published_date: date | None
    date_lo: date | None
    date_hi: date | None
    kind: str
    method: str
    confidence: float
    conflict: bool
    updated_at: datetime | None
    dateline_date: date | None
    chosen: tuple[int, ...]
    flags: tuple[str, ...]


class _Verdict(NamedTuple):
    """What one way of deciding comes to, before the flags are set."""

    day: date | None
    lo: date | None
    hi: date | None
    kind: str
    method: str
    confidence: float
    chosen: tuple[int, ...]
    conflict: bool = False
    at: datetime | None = None


_RULES: Final = DatingRules()

# Who decides, in this order, and what the deciding day then is. A file's name has no method of
# its own in the contract: like an address it was given by who stored the copy.
_DECIDERS: Final = (
    ("metadata", "published", "metadata"),
    ("published", "published", "stated_published"),
    ("updated", "updated", "stated_updated"),
    ("page_reference", "published", "page_reference"),
    ("given", "published", "given"),
    ("url", "inferred", "url"),
    ("dateline", "inferred", "dateline"),
    ("filename", "inferred", "url"),
)
_UNDATED: Final = Dating(
    None, None, None, None, "unknown", "none", 0.0, False, None, None, (), ("undated",)
)  # fmt: skip
_PASSED_ON: Final = frozenset({"zone_unknown", "ambiguous_date", "unreadable_date"})


def resolve(found: Sequence[DateCandidate], rules: DatingRules = _RULES) -> Dating:
    """The day the witnesses agree on best, the same in whatever order they come.

    A stated day beats an inferred one: a page's metadata, published, updated, page reference,
    given, address, dateline, then caption and weekday. Without a day there is an interval, else
    nothing.
    """
    if all(one.kind == "weekday" for one in found):  # as in half of the text dumps
        return _UNDATED
    ordered = sorted(enumerate(found), key=lambda item: reading_order(item[1]))
    verdict = _named(ordered, rules) or _pictured(ordered, rules) or _bounded(ordered, rules)
    updates = [one.stated_at for _, one in ordered if one.kind == "updated" and one.stated_at]
    datelines = [one.best for _, one in ordered if one.kind == "dateline" and one.best]
    return Dating(
        published_at=verdict.at,
        published_date=verdict.day,
        date_lo=verdict.lo,
        date_hi=verdict.hi,
        kind=verdict.kind,
        method=verdict.method,
        confidence=round(verdict.confidence, 3),
        conflict=verdict.conflict,
        updated_at=max(updates, default=None),
        dateline_date=datelines[0] if datelines else None,
        chosen=tuple(sorted(set(verdict.chosen))),
        flags=_flags(verdict, found),
    )


def _named(ordered: Ordered, rules: DatingRules) -> _Verdict | None:
    """The verdict of the best witness that names a day; None when none does."""
    outvoted = outvoted_by_given(ordered, rules)
    kinds = {one.kind for index, one in ordered if one.best is not None and index not in outvoted}
    for kind, date_kind, method in _DECIDERS:
        if kind not in kinds:
            continue
        if kind == "updated" and given_precedes(ordered, rules):
            continue
        return _decide(kind, date_kind, method, ordered, rules)
    return None


def _decide(
    kind: str, date_kind: str, method: str, ordered: Ordered, rules: DatingRules
) -> _Verdict:
    """The verdict when witnesses of this kind decide."""
    outvoted = outvoted_by_given(ordered, rules)
    naming = [
        (index, one)
        for index, one in ordered
        if one.kind in NAMING and one.best and index not in outvoted
    ]
    index, witness = best_supported(kind, naming, rules)
    day = witness.best or date.min
    chosen = [index, *(other for other, one in naming if one.kind == kind and one.best == day)]
    lo, hi = day, day
    if kind == "updated":
        support, lo = before_update(day, ordered, rules)
        chosen += support
    elif kind in {"dateline", "url"}:
        seen = [one.hi for _, one in ordered if one.kind == "fetched" and one.hi >= day]
        hi = min([witness.hi, *seen])
    conflict = any(contradicts(kind, day, one, rules) for _, one in ordered)
    # Places of one page that contradict each other: its confidence has been lowered for it.
    opposed = "opposed" in witness.flags
    clocks = [
        one.stated_at
        for kinds in (("metadata",), ("published",), ("given",))
        for _, one in naming
        if one.kind in kinds and one.best == day and one.stated_at is not None
    ]
    return _Verdict(
        day=day,
        lo=lo,
        hi=hi,
        kind=date_kind,
        method=method,
        confidence=confidence_of(witness, ordered, conflict=conflict, rules=rules),
        chosen=tuple(chosen),
        conflict=conflict or opposed,
        at=clocks[0] if clocks and date_kind == "published" else None,
    )


def _pictured(ordered: Ordered, rules: DatingRules) -> _Verdict | None:
    """The verdict of a picture of the very event the lead tells; None without one."""
    pictures = [
        (one.best, index)
        for index, one in ordered
        if one.kind == "caption" and "same_event" in one.flags and one.best
        if "year_unsure" not in one.flags
    ]
    if not pictures:
        return None
    day, index = max(pictures, key=first_day)
    lead = next(((at, one) for at, one in ordered if one.kind == "weekday"), None)
    if lead is None:
        return None
    behind = (day.weekday() - weekday_of(lead[1])) % 7
    chosen = (index, lead[0])
    if behind == 0:
        hi = day + timedelta(days=rules.dateline_print_days)
        return _Verdict(day, day, hi, "inferred", "weekday", rules.guess_confidence + 0.1, chosen)
    gap = behind if behind <= 7 - behind else behind - 7
    if abs(gap) > rules.caption_gap_days:
        return None  # the picture shows the same people on another day
    # The lead's day and the picture's are one event's and differ: one of them is wrong, or the
    # picture bears the day of printing. Both stay in the interval.
    event = day - timedelta(days=gap)
    return _Verdict(
        max(day, event), min(day, event), max(day, event), "inferred", "weekday",
        rules.mismatch_confidence, chosen, conflict=True,
    )  # fmt: skip


def _bounded(ordered: Ordered, rules: DatingRules) -> _Verdict:
    """The interval that is left when nothing names a day; a short one names its likeliest."""
    floors = [
        (one.lo, index)
        for index, one in ordered
        if one.lo > date.min and "year_unsure" not in one.flags
        if one.kind == "caption" or "ambiguous_date" in one.flags
    ]
    lo = max(floors, key=first_day, default=None)
    ceilings = [
        (one.hi, index)
        for index, one in ordered
        if one.hi < date.max
        if one.kind in {"upcoming", "fetched"} or "ambiguous_date" in one.flags
        # A day to come that lies before a picture was misread: a past event told as a plan.
        if one.kind != "upcoming" or lo is None or one.hi >= lo[0]
    ]
    hi = min(ceilings, key=first_day, default=None)
    past = [
        (one.lo, index)
        for index, one in ordered
        if one.kind == "past_event" and "year_stated" in one.flags
        if hi is None or one.lo <= hi[0]
    ]
    lo = max([*past, *([lo] if lo else [])], key=first_day, default=None)
    chosen = tuple(found[1] for found in (lo, hi) if found is not None)
    found_kinds = {one.kind for index, one in ordered if index in chosen}
    if lo is None and found_kinds <= {"fetched"}:
        return _Verdict(None, None, hi[0] if hi else None, "unknown", "none", 0.0, chosen)
    first, last = lo[0] if lo else None, hi[0] if hi else None
    if first is None or last is None:
        return _Verdict(None, first, last, "inferred", "interval", 0.0, chosen)
    if first > last:
        return _Verdict(None, last, first, "inferred", "interval", 0.0, chosen, conflict=True)
    if (last - first).days > rules.guess_span_days:
        return _Verdict(None, first, last, "inferred", "interval", 0.0, chosen)
    # Background dates alone name no day: 16 of 18 such guesses in the corpora were wrong.
    named = lead_weekday(ordered)
    if named is None or found_kinds.isdisjoint({"caption", "published", "updated"}):
        return _Verdict(None, first, last, "inferred", "interval", 0.0, chosen)
    day = first + timedelta(days=(named - first.weekday()) % 7)
    if day > last:
        return _Verdict(None, first, last, "inferred", "interval", 0.0, chosen)
    return _Verdict(day, first, last, "inferred", "weekday", rules.guess_confidence, chosen)


def _flags(verdict: _Verdict, found: Sequence[DateCandidate]) -> tuple[str, ...]:
    """What a reader of the row should know, sorted."""
    flags = {flag for one in found if one.kind in NAMING for flag in one.flags} & _PASSED_ON
    if verdict.at is not None:
        flags.discard("zone_unknown")
    if verdict.conflict:
        flags.add("date_conflict")
    if verdict.day is None:
        flags.add("undated")
    elif verdict.kind == "inferred":
        flags.add("date_inferred")
    return tuple(sorted(flags))

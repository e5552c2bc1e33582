"""How witnesses to a day stand to each other: which agree, and which cannot both be true."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tasks.article.dates.date_candidate import DateCandidate
from tasks.text.dates import weekdays

NAMING: Final = frozenset(
    {"metadata", "published", "updated", "page_reference", "given", "url", "dateline", "filename"}
)
_STATED: Final = frozenset({"metadata", "published", "page_reference", "given"})

Ordered = Sequence[tuple[int, DateCandidate]]  # in reading order, each with where it was handed in


@dataclass(frozen=True, slots=True)
class DatingRules:
    """The thresholds of `resolve`, each with where it comes from."""

    slack_days: int = 1  # zones and midnight: a day apart is no contradiction
    update_lag_days: int = 30  # a page given as published and stamped later was touched up
    dateline_reach_days: int = 30  # a dateline further off is another story's, it widens nothing
    dateline_print_days: int = 2  # newsarticles and peoplesdaily: 99 of 100 are printed by then
    address_slack_days: int = 2  # content systems date the address when the draft is opened
    guess_span_days: int = 7  # a wider interval than a week names no day
    caption_gap_days: int = 2  # caption and weekday of one event, further apart: not one event
    agreement_bonus: float = 0.02  # for each further witness of the same day
    conflict_factor: float = 0.6  # what is left of the confidence when witnesses contradict
    highest_confidence: float = 0.99
    guess_confidence: float = 0.3  # a day out of a picture or a short interval
    mismatch_confidence: float = 0.25  # the same when the lead names another weekday


def reading_order(one: DateCandidate) -> tuple[int, int, int, str, date, date, date, str, str]:
    """A key under which only equal witnesses are equal."""
    best = one.best or date.min
    return (one.block, one.start, one.end, one.kind, one.lo, one.hi, best, one.text, one.note)


def given_precedes(ordered: Ordered, rules: DatingRules) -> bool:
    """Whether the given day can be the publication that the stated update came days after."""
    updates = [one.best for _, one in ordered if one.kind == "updated" and one.best]
    given = [one.best for _, one in ordered if one.kind == "given" and one.best]
    if not given or not updates:
        return False
    if any(one.kind == "page_reference" and one.best for _, one in ordered):
        return False
    lines = [one.best for _, one in ordered if one.kind == "dateline" and one.best]
    if lines and (min(lines) - given[0]).days > rules.slack_days:
        return False
    return rules.slack_days < (max(updates) - given[0]).days <= rules.update_lag_days


def outvoted_by_given(ordered: Ordered, rules: DatingRules) -> frozenset[int]:
    """The bare days of the copy that the day given beside it contradicts: they do not decide.

    "Pay Aug 14, 1987" over a table looks like a source line, and no label says what it is.
    """
    given = [one.best for _, one in ordered if one.kind == "given" and one.best]
    return frozenset(
        index
        for index, one in ordered
        if given and one.best is not None and "bare" in one.flags
        if abs((one.best - given[0]).days) > rules.slack_days
    )


def best_supported(kind: str, naming: Ordered, rules: DatingRules) -> tuple[int, DateCandidate]:
    """Of the witnesses of this kind the one most others agree with; a clock time breaks ties."""
    days = Counter(one.best for _, one in naming)
    slack = range(-rules.slack_days, rules.slack_days + 1)

    def rank(item: tuple[int, tuple[int, DateCandidate]]) -> tuple[int, bool, int]:
        place, (_, one) = item
        best = one.best or date.min
        near = sum(days[best + timedelta(days=apart)] for apart in slack)
        # The last of several updates is the state of the text we have.
        last = -best.toordinal() if kind == "updated" else place
        return (-near, one.stated_at is None, last)

    own = [item for item in naming if item[1].kind == kind]
    return min(enumerate(own), key=rank)[1]


def days_apart(one: DateCandidate, other: DateCandidate) -> int:
    """Days between the days two witnesses name."""
    return abs(((one.best or date.min) - (other.best or date.min)).days)


def before_update(day: date, ordered: Ordered, rules: DatingRules) -> tuple[list[int], date]:
    """The earliest day the text can have been printed before this update, and who says so."""
    earlier = [
        (one.best, index)
        for index, one in ordered
        if one.kind in {"dateline", "given", "page_reference", "url"} and one.best
        if 0 <= (day - one.best).days <= rules.dateline_reach_days
    ]
    if earlier:
        lo, index = min(earlier, key=first_day)
        return [index], lo
    for index, one in ordered:
        if one.kind == "weekday":
            return [index], day - timedelta(days=(day.weekday() - weekday_of(one)) % 7)
    return [], day


def contradicts(kind: str, day: date, one: DateCandidate, rules: DatingRules) -> bool:
    """Whether the witness cannot be true if the document appeared (was updated) on that day."""
    if one.kind == "fetched":
        return (day - one.hi).days > rules.slack_days
    if one.best is None or "year_unsure" in one.flags:
        return False
    ahead = (one.best - day).days  # how far the witness lies after the day
    if one.kind in {"caption", "dateline"}:
        limit = rules.dateline_print_days if kind == "dateline" else rules.slack_days
        return ahead > limit
    if one.kind in _STATED:
        if kind == "updated":
            return ahead > rules.slack_days or -ahead > rules.update_lag_days
        return kind in _STATED and abs(ahead) > rules.slack_days
    if one.kind == "updated":
        return kind in _STATED and -ahead > rules.slack_days
    if one.kind == "url":
        # An update may come long after the address was made, never before.
        gap = ahead if kind == "updated" else abs(ahead)
        return kind != "dateline" and gap > rules.address_slack_days
    return False


def confidence_of(
    witness: DateCandidate, ordered: Ordered, *, conflict: bool, rules: DatingRules
) -> float:
    """The witness's own, more with each other of the same day, less when any contradicts."""
    confidence = witness.confidence
    others = sum(
        one is not witness and one.kind in NAMING and days_apart(one, witness) <= rules.slack_days
        for _, one in ordered
        if one.best is not None and "year_unsure" not in one.flags
    )
    confidence = min(rules.highest_confidence, confidence + others * rules.agreement_bonus)
    return confidence * rules.conflict_factor if conflict else confidence


def first_day(item: tuple[date, int]) -> date:
    """The day alone: an index says where a witness was handed in, and must not break a tie."""
    return item[0]


def lead_weekday(ordered: Ordered) -> int | None:
    """The first weekday the lead names, 0 for Monday."""
    return next((weekday_of(one) for _, one in ordered if one.kind == "weekday"), None)


def weekday_of(one: DateCandidate) -> int:
    """The weekday a weekday witness names, 0 for Monday."""
    return weekdays(one.text)[0].day

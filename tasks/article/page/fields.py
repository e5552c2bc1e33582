"""A page's witnesses as cleaning takes them: which was believed, and all the others beside it."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Final

from tasks.article.dates.date_candidate import DateCandidate
from tasks.article.model import Witness
from tasks.article.page.dates.date_choice import PageDay
from tasks.article.page.page import PageWitness
from tasks.article.page.titles.title_parts import site_names, without_outlet
from tasks.article.page.titles.titles import choose_title
from tasks.text.words import letters_of

# The days that parsing chose go to cleaning as witnesses of their own, in ISO form: the day, and
# the instant behind it, whose own day is another one where the page says its time in UTC.
DAY_FIELDS: Final = (("published_day", "metadata"), ("updated_day", "updated"))
# Another day of publication that a place of the page states as strongly as the chosen one.
OPPOSED_FIELD: Final = "opposed_day"
_AS_EVIDENCE: Final = MappingProxyType({"published": "date", "updated": "date"})


def day_witness(field: str, day: PageDay) -> PageWitness:
    """The chosen day as parsing hands it on."""
    when = f"{day.day} {day.at.isoformat()}" if day.at is not None else str(day.day)
    return PageWitness(field, "+".join(day.kinds), when, day.confidence, day.value)


def opposed_witness(day: PageDay) -> Iterator[PageWitness]:
    """The day that stands against the chosen one, when there is one."""
    if day.opposed is not None:
        yield PageWitness(OPPOSED_FIELD, "text", day.opposed.isoformat(), day.confidence, day.value)


def day_candidates(witnesses: Sequence[PageWitness], zone: str | None) -> list[DateCandidate]:
    """The chosen days as candidates that stand beside the copy."""
    opposed = any(one.field == OPPOSED_FIELD for one in witnesses)
    return [
        _candidate(one, kind, zone, opposed=opposed and kind == "metadata")
        for field, kind in DAY_FIELDS
        for one in witnesses
        if one.field == field
    ]


def _candidate(one: PageWitness, kind: str, zone: str | None, *, opposed: bool) -> DateCandidate:
    flags = ["year_stated", *(["opposed"] if opposed else [])]
    stated_at = None
    said, _, instant = one.value.partition(" ")
    day = date.fromisoformat(said)
    if instant:
        at = datetime.fromisoformat(instant)
        if at.tzinfo is None:
            flags.append("zone_unknown")
        else:
            stated_at, zone = at, zone or str(at.tzinfo)
    lo = date.min if kind == "updated" else day
    if kind == "metadata" and one.kind == "text":
        kind = "published"  # readers see it, and no data of the page says it
    note = f"{one.kind}: {one.note}" if one.note else one.kind
    return DateCandidate(
        kind, lo, day, day, stated_at, zone if stated_at else None, one.confidence, one.note, -1, 0,
        len(one.note), note, tuple(flags),
    )  # fmt: skip


def title_witnesses(
    witnesses: Sequence[PageWitness], given: str | None, outlets: Collection[str] = ()
) -> list[Witness]:
    """Headline candidates, the voted one first and chosen; what was given speaks if none was.

    A given one is without the outlet's name, `outlets`, or the page's own for its site.
    """
    choice = choose_title(witnesses).title
    found = []
    if choice is not None:
        note = "what most places agree on"
        found.append(Witness("title", choice.kind, choice.value, min(1.0, choice.confidence), "",
                             -1, -1, True, note))  # fmt: skip
    found += [_witness(one) for one in witnesses if one.field == "title"]
    if given and given.strip():
        alone = not any(letters_of(one.value) for one in found)
        text = without_outlet(" ".join(given.split()), {*outlets, *site_names(witnesses)})
        found.append(Witness("title", "given", text, 0.85, "", -1, -1, alone))
    return found


def other_witnesses(witnesses: Sequence[PageWitness]) -> Iterator[Witness]:
    """What the page says of its other fields, as evidence; the first of a field is believed."""
    seen: set[str] = set()
    days = {OPPOSED_FIELD, *(name for name, _ in DAY_FIELDS)}
    for one in witnesses:
        if one.field in days or one.field in ("title", "byline", "outlet", "lang", "section"):
            continue
        is_first = one.field in ("dek", "url") and one.field not in seen
        seen.add(one.field)
        yield _witness(one, is_chosen=is_first)


def _witness(one: PageWitness, *, is_chosen: bool = False) -> Witness:
    return Witness(
        _AS_EVIDENCE.get(one.field, one.field), one.kind, one.value[:300], one.confidence, "", -1,
        -1, is_chosen, f"{one.field}: {one.note}" if one.field in _AS_EVIDENCE else one.note,
    )  # fmt: skip

"""What in a copy, and beside it, bears witness to its day of publication."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta, timezone
from types import MappingProxyType
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from tasks.article.dates.date_addresses import address_day, is_web_address
from tasks.article.dates.date_candidate import DateCandidate, TypedText
from tasks.article.dates.date_roles import Place, is_future, roles
from tasks.article.dates.date_years import Surroundings, place
from tasks.text.dates import Stamp, Weekday, stamps, weekdays
from tasks.text.short_dates import beside_stamps

__all__ = ["DateCandidate", "TypedText", "candidates"]


class _Mention(NamedTuple):
    """A stamp with the part it plays and the text it stands in."""

    kind: str
    stamp: Stamp
    block: int
    bare: bool = False


# Within one day of the gold (benchmarks/dates.py): page references 739 of 741, addresses 856 of
# 880, datelines whose year is known 89 of 94 in peoplesdaily-2018. The corpora cannot score the
# others: they are judgements, a stated publication high, what only bounds below one half.
_CONFIDENCE: Final = MappingProxyType(
    {
        "published": 0.95,
        "updated": 0.8,
        "page_reference": 0.95,
        "given": 0.85,
        "url": 0.8,
        "filename": 0.5,
        "dateline": 0.75,
        "caption": 0.3,
        "upcoming": 0.2,
        "past_event": 0.15,
        "fetched": 0.2,
        "weekday": 0.2,
    }
)
# A year that a background date offers and the lead's weekday bears out: right for 16 of 16
# datelines in newsarticles-2016-17 and peoplesdaily-2018, too few to say more than this.
_YEAR_BY_WEEKDAY: Final = 0.55
# In the order in which they give their year to days without one; a day that stands bare in the
# head may be a period's end, so that what was given beside the copy comes before it.
_STATED_KINDS: Final = (
    "metadata", "published", "page_reference", "given", "bare", "updated", "url", "filename",
    "dateline",
)  # fmt: skip
_LEAD_BLOCKS: Final = 3  # weekday words further down are background more often than news
_LEAD_CHARACTERS: Final = 600  # a run-together text is one block: its lead is about this long
# Of the caption's words found in the lead: a picture from the files has under .3, mostly under .2.
# One that opens the copy was chosen for this story, and needs less.
_SAME_EVENT_SHARE: Final = 0.5
_OPENING_SHARE: Final = 0.33
# helsinki-2018: the caption above the date line was typed as copy in eight of 440 copies, at most
# twice with 718 characters.
_NEAR_BLOCKS: Final = 2
_NEAR_CHARACTERS: Final = 900
_WORDS: Final = re.compile(r"[^\W\d_]{4,}")
_NO_DIGITS: Final = bytes(set(range(256)) - set(b"0123456789\0"))


def candidates(
    texts: Sequence[TypedText],
    *,
    zone: str | None,
    day_first: bool | None,
    given: str | None = None,
    url: str | None = None,
    fetched: str | None = None,
    metadata: Sequence[DateCandidate] = (),
) -> list[DateCandidate]:
    """Every witness, those beside the copy first, then in reading order.

    `metadata` are the days that a page's witnesses agreed on.

    Days without a year take it from the others: from the day stated, else from what bounds it.
    An `url` without a scheme is the name of a file.
    """
    beside = [*metadata, *_beside(given, url, fetched, zone=zone, day_first=day_first)]
    bodies = [number for number, typed in enumerate(texts) if typed.kind == "body"]
    mentions = _decided(_mentions(texts, day_first), [found.best for found in beside if found.best])
    if not mentions and not beside:  # as in half of the text dumps
        return list(_weekday_witnesses(_lead_weekdays(texts, bodies), None))
    dated = [_dated(found, found.stamp.whole, zone) for found in mentions if found.stamp.whole]
    around = _surroundings([*beside, *dated], mentions)
    named = list(_lead_weekdays(texts, bodies))
    said = named[0][1] if named else None
    placed = [
        candidate
        for found in mentions
        if found.stamp.whole is None
        if (candidate := _placed(found, around, zone, said)) is not None
    ]
    within = [_tell_event(found, texts, bodies) for found in (*dated, *placed)]
    within += _weekday_witnesses(named, around.stated)
    within.sort(key=lambda found: (found.block, found.start, found.end, found.kind))
    return [*beside, *within]


def _mentions(texts: Sequence[TypedText], day_first: bool | None) -> Iterator[_Mention]:
    """The dates of the texts with their parts; the head ends with the first body text."""
    place: Place = "head"
    bodies = characters = 0
    digits = _digits_of([text for _, text in texts])
    for block, (kind, text) in enumerate(texts):
        if digits[block]:  # without one no date is found
            for role in roles(kind, text, place=place, day_first=day_first):
                yield _Mention(role.kind, role.stamp, block, role.bare)
        if kind == "body":
            bodies += 1
            characters += len(text)
            near = bodies <= _NEAR_BLOCKS and characters <= _NEAR_CHARACTERS
            place = "near" if near else "below"


def _digits_of(texts: Sequence[str]) -> Sequence[bytes]:
    """The digits of each text, of all at once: a tenth of the time of looking at each for a date.

    Where a text holds what parts them here, each is said to have one.
    """
    digits = "\0".join(texts).encode("ascii", "replace").translate(None, _NO_DIGITS).split(b"\0")
    return digits if len(digits) == len(texts) else [b"0"] * len(texts)


def _beside(
    given: str | None,
    url: str | None,
    fetched: str | None,
    *,
    zone: str | None,
    day_first: bool | None,
) -> Iterator[DateCandidate]:
    """What the manifest, the address and the moment of fetching say."""
    if given is not None and given.strip():
        found = beside_stamps(given, day_first=day_first)
        if found and (found[0].whole or found[0].ambiguous):
            mention = _Mention("given", found[0], -1)
            # Who stores a copy writes his own clock beside it, not the outlet's: a feed collector
            # in New York stamped copies of Seoul. Without an offset the time is no instant.
            yield _dated(mention, found[0].whole, zone, offset_needed=True)
        else:
            yield _open("given", given, "no date can be read in it", ("unreadable_date",))
    if url is not None and (named := address_day(url)) is not None:
        day, start, end = named
        kind = "url" if is_web_address(url) else "filename"
        # One page in six of newsarticles-2016-17 appeared the day after its address says.
        hi = day + timedelta(days=1) if kind == "url" else day
        yield DateCandidate(
            kind, day, hi, day, None, None, _CONFIDENCE[kind], url[start:end], -1, start, end,
            "day in the address",
        )  # fmt: skip
    if fetched is not None and (found := beside_stamps(fetched, day_first=day_first)):
        mention = _Mention("fetched", found[0], -1)
        seen = _dated(mention, found[0].whole, zone)
        if seen.best is not None:
            yield seen._replace(lo=date.min, hi=seen.best, best=None, flags=(), note="not after")


def _open(kind: str, text: str, note: str, flags: tuple[str, ...]) -> DateCandidate:
    """A witness beside the copy that bounds nothing."""
    return DateCandidate(
        kind, date.min, date.max, None, None, None, 0.0, text, -1, 0, len(text), note, flags
    )


def _decided(mentions: Iterable[_Mention], beside: Sequence[date]) -> list[_Mention]:
    """The mentions, 03/04/2017 read as the one of its two days that another witness names."""
    mentions = list(mentions)
    if not any(found.stamp.ambiguous for found in mentions):
        return mentions
    strong = {*beside, *(found.stamp.whole for found in mentions if found.stamp.whole)}
    near = {day + timedelta(days=apart) for day in strong for apart in range(-2, 3)}
    result = []
    for found in mentions:
        stamp = found.stamp
        if stamp.ambiguous and stamp.month is None:
            readings = [
                again
                for order in (True, False)
                for again in stamps(stamp.text, day_first=order)
                if again.whole in near
            ]
            if len(readings) == 1:
                stamp = stamp._replace(month=readings[0].month, day=readings[0].day)
        result.append(found._replace(stamp=stamp))
    return result


def _dated(
    found: _Mention, day: date | None, zone: str | None, *, offset_needed: bool = False
) -> DateCandidate:
    """The candidate of a stamp whose day is known, or that is open between two readings."""
    stamp, kind = found.stamp, found.kind
    flags: list[str] = []
    notes: list[str] = []
    stated_at = None
    stated_zone = zone
    if day is not None and stamp.at is not None:
        if stamp.offset_minutes is not None:
            offset = timezone(timedelta(minutes=stamp.offset_minutes))
            stated_at = datetime.combine(day, stamp.at, tzinfo=offset)
            stated_zone = str(offset) if zone is None else zone
            if zone is not None:
                stated_at = stated_at.astimezone(ZoneInfo(zone))
                day = stated_at.date()
        elif zone is not None and not offset_needed:
            stated_at = datetime.combine(day, stamp.at, tzinfo=ZoneInfo(zone))
        else:
            stated_zone = None
            flags.append("zone_unknown")
            notes.append("clock time without a zone")
    lo, hi = _allowed(kind, stamp, day)
    if day is None and stamp.ambiguous:
        flags.append("ambiguous_date")
        notes.append(f"{lo} or {hi}: day or month may come first")
    if stamp.year is not None:
        flags.append("year_stated")
    if found.bare:
        flags.append("bare")
        notes.append("neither label nor clock time")
    return DateCandidate(
        kind, lo, hi, day, stated_at, stated_zone, _CONFIDENCE[kind], stamp.text, found.block,
        stamp.start, stamp.end, "; ".join(notes), tuple(flags),
    )  # fmt: skip


def _allowed(kind: str, stamp: Stamp, day: date | None) -> tuple[date, date]:
    """The days of publication that a witness of this kind allows."""
    if day is None and not stamp.ambiguous:  # the year is not said, or not the day
        return date.min, date.max
    if day is None:
        readings = sorted(
            again.whole
            for order in (True, False)
            for again in stamps(stamp.text, day_first=order)
            if again.whole is not None
        )
        return (readings[0], readings[-1]) if readings else (date.min, date.max)
    match kind:
        case "caption" | "past_event":
            return day, date.max
        case "upcoming" | "updated":
            return date.min, day
        case "dateline":
            # 99 of 100 datelines of the corpora are printed within two days.
            return day, day + timedelta(days=2)
        case _:
            return day, day


def _surroundings(dated: Sequence[DateCandidate], mentions: Sequence[_Mention]) -> Surroundings:
    """The years on offer to the days that have none."""
    stated = None
    for kind in _STATED_KINDS:
        days = [
            found.best
            for found in dated
            if kind == ("bare" if "bare" in found.flags else found.kind) and found.best is not None
        ]
        if days:
            stated = min(days)
            break
    pictures = [found.lo for found in dated if found.kind == "caption"]
    past = [found.lo for found in dated if found.kind == "past_event"]
    months = [
        date(found.stamp.year, found.stamp.month, 1)
        for found in mentions
        if found.kind == "past_event" and found.stamp.year and found.stamp.month
        if found.stamp.day is None
    ]
    seen = [found.hi for found in dated if found.kind == "fetched"]
    return Surroundings(
        stated=stated,
        pictured=max(pictures, default=None),
        background=max((*past, *months), default=None),
        not_after=min(seen, default=None),
    )


def _placed(
    found: _Mention, around: Surroundings, zone: str | None, said: Weekday | None
) -> DateCandidate | None:
    """The candidate of a stamp that lacks its year, or of one open between two readings."""
    stamp = found.stamp
    if stamp.ambiguous and stamp.month is None:
        return _dated(found, None, zone)
    if stamp.month is None or stamp.day is None:
        return None
    placed = place(stamp.month, stamp.day, around) if stamp.year is None else None
    if placed is None:
        return _unresolved(found, zone)
    # A background day without a year adds nothing to a day that is stated, and misleads otherwise.
    if found.kind == "past_event" and around.stated is None:
        return None
    candidate = _dated(found, placed.day, zone)
    candidate = candidate._replace(note="; ".join(filter(None, (candidate.note, placed.why))))
    if placed.sure:
        return candidate
    # Placed after a picture they bound, and say that they may be wrong; placed after a background
    # date 22 of 26 such bounds in textdumps-2013-15 fell before the day of publication.
    if found.kind in {"upcoming", "caption"} and around.pictured is not None:
        return candidate._replace(flags=(*candidate.flags, "year_unsure"))
    if said is None or said.day != placed.day.weekday():
        return _unresolved(found, zone)
    note = f"{candidate.note}, and it is the {said.text} of the lead"
    return candidate._replace(note=note, confidence=_YEAR_BY_WEEKDAY)


def _unresolved(found: _Mention, zone: str | None) -> DateCandidate:
    return _dated(found, None, zone)._replace(
        note="nothing in the copy tells its year", confidence=0.0, flags=("year_unknown",)
    )


def _tell_event(
    found: DateCandidate, texts: Sequence[TypedText], bodies: Sequence[int]
) -> DateCandidate:
    """A caption marked when it shows what the lead tells: not a picture from the files."""
    if found.kind != "caption" or found.best is None:
        return found
    lead_words = _content(" ".join(texts[body].text[:_LEAD_CHARACTERS] for body in bodies[:2]))
    opens = found.block < min(bodies, default=0)
    words = _content(texts[found.block].text[max(0, found.start - _LEAD_CHARACTERS) : found.start])
    enough = _OPENING_SHARE if opens else _SAME_EVENT_SHARE
    if not words or len(words & lead_words) < enough * len(words):
        return found._replace(note="; ".join((*filter(None, [found.note]), "not before")))
    return found._replace(
        note="; ".join((*filter(None, [found.note]), "shows what the lead tells")),
        flags=(*found.flags, "same_event"),
    )


def _content(text: str) -> frozenset[str]:
    """The words of four letters and more, small."""
    return frozenset(word.lower() for word in _WORDS.findall(text))


def _lead_weekdays(
    texts: Sequence[TypedText], bodies: Sequence[int]
) -> Iterator[tuple[int, Weekday]]:
    """The weekdays the first body blocks name as past or present, each with its block."""
    for block in bodies[:_LEAD_BLOCKS]:
        text = texts[block].text[:_LEAD_CHARACTERS]
        for word in weekdays(text):
            if word.relation == "plain" and not is_future(text, word.start):
                yield block, word


def _weekday_witnesses(
    named: Iterable[tuple[int, Weekday]], stated: date | None
) -> Iterator[DateCandidate]:
    """The weekdays of the lead, placed in the week before the stated day if there is one."""
    for block, word in named:
        lo, hi, best = date.min, date.max, None
        if stated is not None:
            best = stated - timedelta(days=(stated.weekday() - word.day) % 7)
            lo, hi = best, best + timedelta(days=6)
        yield DateCandidate(
            "weekday", lo, hi, best, None, None, _CONFIDENCE["weekday"], word.text, block,
            word.start, word.end, "that day or within the six days after it",
        )  # fmt: skip

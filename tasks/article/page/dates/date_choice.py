"""Which of a page's days it was published and updated on, and how sure that is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from types import MappingProxyType
from typing import Final
from zoneinfo import ZoneInfo

from tasks.article.dates.date_addresses import address_month
from tasks.article.page.page import Page, PageWitness
from tasks.text.short_dates import PageStamp, read_dates

FIRST_YEAR: Final = 1993  # the first news pages of the web; an earlier day is what is told of
WEAK: Final = 0.6  # days that stand far from the headline or are told in a sentence
STRONG: Final = 0.8  # marked up, labelled or alone beside the headline
DRAFT_DAYS: Final = 30  # no draft of the development sets lay longer
LEAST: Final = 0.4  # below it more than half of the answers on the development halves are wrong

# Languages whose lands keep one time.
_ZONE_OF: Final = MappingProxyType(
    {
        "de": "Europe/Berlin", "it": "Europe/Rome", "pl": "Europe/Warsaw", "nl": "Europe/Amsterdam",
        "sv": "Europe/Stockholm", "da": "Europe/Copenhagen", "nb": "Europe/Oslo",
        "no": "Europe/Oslo", "cs": "Europe/Prague", "sk": "Europe/Bratislava",
        "hu": "Europe/Budapest", "hr": "Europe/Zagreb", "sl": "Europe/Ljubljana",
        "fi": "Europe/Helsinki", "el": "Europe/Athens", "ro": "Europe/Bucharest",
        "bg": "Europe/Sofia", "tr": "Europe/Istanbul", "uk": "Europe/Kyiv", "ja": "Asia/Tokyo",
        "ko": "Asia/Seoul", "hi": "Asia/Kolkata", "th": "Asia/Bangkok", "vi": "Asia/Ho_Chi_Minh",
        "he": "Asia/Jerusalem",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PageDay:
    """A day the page states, its clock time and zone as far as they are stated.

    `day` is the page's own local day. `at` is there when a clock time is stated, and aware when
    its zone is: by the page, else the outlet's. `kinds` are the places that agree on the day.
    `opposed` is another day that a place as good states, and both cannot be true.
    """

    day: date
    at: datetime | None
    confidence: float
    kinds: tuple[str, ...]
    value: str
    opposed: date | None = None


@dataclass(frozen=True, slots=True)
class PageDates:
    """What the page states; None where it states nothing that can be believed."""

    published: PageDay | None
    updated: PageDay | None


@dataclass(frozen=True, slots=True)
class _Told:
    witness: PageWitness
    stamp: PageStamp
    day: date

    @property
    def family(self) -> str:
        """Head, eye or address: places of one family are often filled from one field."""
        if self.witness.kind in ("json_ld", "meta"):
            return "head"
        return "url" if self.witness.kind == "url" else "eye"

    @property
    def moment(self) -> datetime | None:
        """Clock and day, aware where the offset is stated."""
        if self.stamp.at is None:
            return None
        moment = datetime.combine(self.day, self.stamp.at)
        if self.stamp.offset_minutes is None:
            return moment
        return moment.replace(tzinfo=timezone(timedelta(minutes=self.stamp.offset_minutes)))


def page_dates(
    page: Page,
    witnesses: Sequence[PageWitness],
    zone: str | None = None,
    day_first: bool | None = None,
    not_after: date | None = None,
) -> PageDates:
    """The day of publication and of the last update that the page's witnesses leave.

    `zone` is the outlet's, for clocks without one and for days told in UTC; `not_after` the day
    the page was fetched, beyond which a day is an event's, unless two kinds of places agree on it:
    then the day of the fetching was misstated, which is for who compares the two to say.
    """
    published = _told("published", page, witnesses, day_first, not_after)
    if not published and not_after is not None:
        published = _agreed(_told("published", page, witnesses, day_first, None))
        not_after = None if published else not_after
    updated = _told("updated", page, witnesses, day_first, not_after)
    month = address_month(page.url) if page.url else None
    later = _chosen(updated, zone, frozenset(), page.lang, None)
    chosen = _chosen(
        _not_after(published, later), zone, frozenset(one.day for one in updated), page.lang, month
    )
    if chosen is None or later is None:
        return PageDates(chosen, later)
    if chosen.confidence < WEAK <= later.confidence - 0.2:
        return PageDates(None, later)  # one more day of the copy or of a list beside it
    if not _precedes(later, chosen):
        return PageDates(chosen, later)
    apart = (chosen.day - later.day).days
    opposed = later.day if apart > DRAFT_DAYS and later.confidence >= STRONG else None
    return PageDates(replace(chosen, opposed=chosen.opposed or opposed), None)


def _agreed(told: Sequence[_Told]) -> list[_Told]:
    """The strong witnesses to one day, when there are two kinds of them or more; else none."""
    strong = [one for one in told if one.witness.confidence >= STRONG]
    several = len({one.witness.kind for one in strong}) > 1
    return strong if several and len({one.day for one in strong}) == 1 else []


def _not_after(published: Sequence[_Told], later: PageDay | None) -> Sequence[_Told]:
    """The witnesses that the update leaves possible, when a strong one is among them; else all.

    A site that fills its day of publication anew with each print often keeps the first elsewhere.
    """
    if later is None or later.confidence < STRONG:
        return published
    possible = [one for one in published if one.day <= later.day + timedelta(days=1)]
    strong = any(one.witness.confidence >= STRONG for one in possible)
    return possible if strong else published


def _precedes(later: PageDay, chosen: PageDay) -> bool:
    """Whether the update came before the publication: the last touch of a draft.

    Of 30 pages of the development sets whose two instants say so, the day of publication was right
    on 29: the copy was written ahead and appeared as planned.
    """
    if later.at is not None and chosen.at is not None and later.at.tzinfo and chosen.at.tzinfo:
        return later.at < chosen.at
    return later.day < chosen.day - timedelta(days=1)


def _told(
    field: str,
    page: Page,
    witnesses: Sequence[PageWitness],
    day_first: bool | None,
    not_after: date | None,
) -> list[_Told]:
    """What the field's witnesses tell, days that cannot be left out."""
    last = date.max if not_after in {None, date.max} else not_after + timedelta(days=1)
    told: list[_Told] = []
    unsure: list[list[_Told]] = []
    for one in witnesses:
        if one.field != field:
            continue
        for stamp in read_dates(one.value, lang=page.lang, day_first=day_first)[:1]:
            if stamp.day is not None:
                told += _possible(one, stamp, last)
            else:
                unsure.append(_readings(one, page.lang, last))
    sure = [one.day for one in told]
    for readings in unsure:
        # 1/12/2012 on a page fetched in January 2012, or beside another place's day, is one day
        near = [one for one in readings if any(abs((one.day - day).days) <= 2 for day in sure)]
        told += next((found for found in (readings, near) if len(found) == 1), [])
    return told


def _readings(one: PageWitness, lang: str | None, last: date) -> list[_Told]:
    """The days that two numbers and a year may mean, those to come left out."""
    return [
        told
        for order in (True, False)
        for stamp in read_dates(one.value, lang=lang, day_first=order)[:1]
        for told in _possible(one, stamp, last)
    ]


def _possible(one: PageWitness, stamp: PageStamp, last: date) -> Iterator[_Told]:
    if stamp.day is not None and stamp.day.year >= FIRST_YEAR and stamp.day <= last:
        yield _Told(one, stamp, stamp.day)


def _chosen(
    told: Sequence[_Told],
    zone: str | None,
    updates: frozenset[date],
    lang: str | None,
    month: tuple[int, int] | None,
) -> PageDay | None:
    if not told:
        return None
    best = max(told, key=lambda one: one.witness.confidence)
    best = _outvoted(best, told, updates, month) or best
    local = _local(best, told, zone, lang)
    day = local.day if local is not None else best.day
    agreeing = [one for one in told if one.day in (day, best.day)]
    families = {one.family for one in agreeing}
    against = [
        one
        for one in told
        if abs((one.day - day).days) > 1 and one.witness.confidence >= 0.7
        if one.family not in families
    ]
    opposed = [
        one.day
        for one in told
        if abs((one.day - day).days) > 1 and one.witness.confidence >= STRONG
    ]
    # With a strong witness to another day 19 of 100 days are wrong, without one 4.
    doubt = 0.2 if against else 0.1 if opposed else 0.0
    sure = best.witness.confidence + 0.03 * (len(families) - 1) - doubt
    if sure < LEAST:
        return None
    timed = local if local is not None and local.stamp.at is None else best
    moment = _moment(timed, told, zone)
    kinds = tuple(dict.fromkeys(one.witness.kind for one in agreeing))
    return PageDay(
        day,
        moment,
        round(min(sure, 0.99), 2),
        kinds,
        best.witness.value,
        min(opposed, default=None),
    )


def _outvoted(
    best: _Told,
    told: Sequence[_Told],
    updates: frozenset[date],
    month: tuple[int, int] | None,
) -> _Told | None:
    """The one day that readers see beside the headline, against the day of the head.

    A head is filled anew when a site moves to another system or a page is printed again; what
    stands beside the headline was checked by eyes. An update shown is no such day, nor is the
    eve or the morrow: there the zones differ.
    """
    if best.family != "head" or any(one.family == "url" and one.day == best.day for one in told):
        return None
    seen = [
        one
        for one in told
        if one.witness.kind in ("text", "microdata") and one.witness.confidence >= 0.8
    ]
    days = {one.day for one in seen}
    if len(days) != 1 or days & updates:
        return None
    if any(one.family == "eye" and abs((one.day - best.day).days) <= 1 for one in told):
        return None
    if month is not None and (best.day.year, best.day.month) == month:
        return None
    apart = (best.day - seen[0].day).days
    # A later day beside the headline may be an event's; markup says what it is.
    marked = any(
        one.witness.kind in ("microdata", "time") and one.day == seen[0].day for one in told
    )
    return seen[0] if apart > 1 or (apart < -1 and marked) else None


def _local(best: _Told, told: Sequence[_Told], zone: str | None, lang: str | None) -> _Told | None:
    """The same instant told in the page's own zone, when the best tells it in UTC."""
    moment = best.moment
    if moment is None or best.stamp.offset_minutes != 0:
        return None
    if zone is not None:
        local = replace(best, day=moment.astimezone(ZoneInfo(zone)).date())
        return _day_alone(best, local, told) if _is_midnight(best) else local
    if (home := _ZONE_OF.get((lang or "").lower()[:2])) is not None:
        here = moment.astimezone(ZoneInfo(home))
        if here.time() == time.min:  # a day alone, made an instant by a program
            return replace(best, day=here.date())
    for one in told:
        there = one.moment
        if there is None or one.witness.confidence < 0.7 or one.stamp.offset_minutes == 0:
            continue
        if one.stamp.offset_minutes is not None:
            if there == moment:
                return one
            continue
        # A clock without a zone: the same minute up to whole hours, and some hours apart at most.
        apart = there - moment.replace(tzinfo=None)
        minutes = round(apart.total_seconds() / 60)
        if minutes and minutes % 30 == 0 and abs(minutes) <= 14 * 60:
            return one
    return None


def _day_alone(best: _Told, local: _Told, told: Sequence[_Told]) -> _Told:
    """Midnight in UTC is most often a day that a program made an instant, and has no clock then.

    It is an instant only where readers or the address are told its local day, and not the other.
    """
    seen = {one.day for one in told if one.family != "head"}
    if local.day in seen and best.day not in seen:
        return local
    return replace(best, stamp=replace(best.stamp, at=None, offset_minutes=None))


def _is_midnight(one: _Told) -> bool:
    return one.stamp.at == time.min and one.stamp.offset_minutes == 0


def _moment(best: _Told, told: Sequence[_Told], zone: str | None) -> datetime | None:
    """The best's clock time, in the zone that another gives to the same time; else another's."""
    others = [
        one.moment
        for one in sorted(told, key=lambda one: -one.witness.confidence)
        if one.day == best.day and one.moment is not None and one.witness.confidence >= 0.5
        if best.moment is not None or not _is_midnight(one)
    ]
    own = best.moment
    if own is not None and own.tzinfo is None:
        # Not any zone of the day: that of another article's clock stands on the page, too.
        zoned = (moment for moment in others if moment.tzinfo is not None)
        own = next((moment for moment in zoned if _is_same_time(own, moment)), own)
    if own is None:
        own = next((one for one in others if one.tzinfo is not None), next(iter(others), None))
    if own is None or own.tzinfo is not None or zone is None:
        return own
    return own.replace(tzinfo=ZoneInfo(zone))


def _is_same_time(clock: datetime, moment: datetime) -> bool:
    """Whether a clock without a zone shows the moment, in its own zone or in UTC."""
    return any(
        abs(clock - shown.replace(tzinfo=None)) < timedelta(minutes=1)
        for shown in (moment, moment.astimezone(UTC))
    )

"""The calendar of what was observed: every outlet's every day, with what its figure is worth."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import pyarrow as pa

from warehouse.contract import ARROW_TYPES
from warehouse.session import Limits, session
from warehouse.tables.subjects import COVERAGE_CALENDAR


@dataclass(frozen=True, slots=True)
class CalendarRules:
    """When a day is usual for its outlet. The numbers are chosen, not fitted to any corpus."""

    weeks: int = 8  # long enough for a median of one weekday, short enough to follow an outlet
    least_days: int = 4  # half of them: a range from fewer says little
    spreads: float = 3.0  # the usual bound of an outlier in robust statistics (Hampel)
    usual_share: float = 0.75  # an outlet that skips one such weekday in four is no surprise
    # a longer one is no part of the calendar: else one page dated to 1950 gives its outlet 27,000
    # unknown days, and 300 such documents more rows than memory holds
    longest_silence: int = 366
    fresh_days: int = 7  # who fetches pages of the last week looks at what an outlet prints now


FETCHES: Final = pa.schema([("document_id", pa.string()), ("fetched_at", pa.string())])
ZONES: Final = pa.schema([("outlet_id", pa.string()), ("zone", pa.string())])

_DAYS: Final = """
with dated as (
    select
        document_id, outlet_id, published_date as day, coalesce(cluster_id, body_hash) as text_id,
        word_count
    from {documents}
    where outlet_id is not null and published_date is not null
),
printed as (
    select
        outlet_id, day, count(*) as documents, count(distinct text_id) as texts,
        sum(word_count) as words
    from dated
    group by outlet_id, day
),
fetched_on as (
    -- an instant is a day only in the outlet's zone; a day as written stays that day
    select
        dated.outlet_id,
        dated.day as printed_on,
        case
            when regexp_full_match(fetched_at, '[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}')
            then try_cast(fetched_at as date)
            else timezone(coalesce(zone, 'UTC'), try_cast(fetched_at as timestamptz))::date
        end as day
    from fetches
    join dated using (document_id)
    left join zones using (outlet_id)
),
looked as (
    -- to fetch an old article says nothing of what else the outlet printed on the day of fetching
    select outlet_id, day, count(*) as fetched
    from fetched_on
    where day - printed_on between 0 and {fresh_days}
    group by outlet_id, day
),
known as (
    select outlet_id, day from printed union select outlet_id, day from looked
),
parted as (
    select
        outlet_id,
        day,
        day - lag(day) over (partition by outlet_id order by day) > {longest_silence} as is_new
    from known
),
numbered as (
    select
        outlet_id,
        day,
        count(*) filter (where is_new) over (partition by outlet_id order by day) as span
    from parted
),
spans as (
    select outlet_id, min(day) as first_day, max(day) as last_day
    from numbered
    group by outlet_id, span
),
days as (
    select outlet_id, unnest(generate_series(first_day, last_day, interval 1 day))::date as day
    from spans
)
select
    outlet_id,
    day,
    coalesce(documents, 0) as documents,
    coalesce(texts, 0) as texts,
    coalesce(words, 0) as words,
    coalesce(fetched, 0) as fetched,
    -- of a silence the whole is judged by what was before it, else a long one becomes the usual
    last_value(if(documents is not null, day, null) ignore nulls)
        over (partition by outlet_id order by day) as last_printed
from days
left join printed using (outlet_id, day)
left join looked using (outlet_id, day)
"""

_CALENDAR: Final = """
with asked as (
    select
        outlet_id,
        day,
        unnest(range({weeks})) + greatest(1, ceil((day - coalesce(last_printed, day)) / 7))
            as weeks_before
    from seen
),
past as (
    select
        asked.outlet_id,
        asked.day,
        count(*) as past_days,
        count(*) filter (where earlier.documents > 0) as printed_days,
        count(*) filter (where earlier.documents > 0 or earlier.fetched > 0) as known_days,
        median(earlier.documents) filter (where earlier.documents > 0 or earlier.fetched > 0)
            as middle,
        mad(earlier.documents) filter (where earlier.documents > 0 or earlier.fetched > 0)
            as deviation
    from asked
    join seen as earlier
        on earlier.outlet_id = asked.outlet_id
        and earlier.day = asked.day - (7 * weeks_before)::integer
    group by asked.outlet_id, asked.day
),
ranged as (
    select
        seen.*,
        coalesce(past_days, 0) as past_days,
        coalesce(printed_days, 0) as printed_days,
        coalesce(known_days, 0) as known_days,
        past_days >= {least_days} and printed_days >= {usual_share} * past_days as is_usual,
        -- counts vary by their square root at least: four equal weeks are no law
        if(known_days >= {least_days},
           floor(greatest(0, middle - {spreads} * greatest(1.4826 * deviation, sqrt(middle)))),
           null) as expected_lo,
        if(known_days >= {least_days},
           ceil(middle + {spreads} * greatest(1.4826 * deviation, sqrt(middle))),
           null) as expected_hi
    from seen
    left join past using (outlet_id, day)
),
judged as (
    select
        *,
        case
            when documents > 0 and documents < expected_lo then 'low'
            when documents > 0 and documents > expected_hi then 'high'
            when documents > 0 then 'ok'
            when coalesce(is_usual, false) then 'gap'
            when fetched > 0 then 'ok'
            else 'not_observed'
        end as status
    from ranged
),
final as (
    select
        outlet_id,
        day,
        if(status in ('gap', 'not_observed'), null, documents) as documents,
        if(status in ('gap', 'not_observed'), null, texts) as texts,
        if(status in ('gap', 'not_observed'), null, words) as words,
        fetched,
        known_days,
        expected_lo,
        expected_hi,
        status not in ('gap', 'not_observed') as is_observed,
        status,
        case
            when status = 'gap' then format(
                'No document, where {{}} of {{}} such weekdays had some before the silence; the '
                'last with a document is {{}}.',
                printed_days, past_days, last_printed)
            when status = 'not_observed' then
                'No document, and nothing says that anybody looked; the outlet does not print on '
                'every such weekday, or its past is too short to say.'
            when documents = 0 then
                'Pages of that week were fetched that day, and none is dated to it.'
            when expected_lo is null then format(
                'No range: {{}} such weekdays of the {weeks} weeks before are known, '
                '{least_days} are needed.', known_days)
            else format(
                '{{}} where {{}} to {{}} are expected from {{}} such weekdays.',
                documents, expected_lo::integer, expected_hi::integer, known_days)
        end as reason
    from judged
)
select {columns} from final order by outlet_id, day
"""


def calendar_of(
    documents: str,
    fetches: Iterable[tuple[str, str]],
    zones: Mapping[str, str | None],
    limits: Limits | None = None,
    rules: CalendarRules | None = None,
) -> pa.Table:
    """`coverage_calendar`: one row per outlet and day, from the first observed day to the last.

    Silences longer than a year are left out.

    `documents` is SQL that reads the current documents, `fetches` are (document_id, fetched_at as
    given) of their captures, `zones` the outlets' time zones. Documents without outlet or without
    day are in no row. The same rows come in whatever order the input has.
    """
    rules = rules or CalendarRules()
    pairs = list(fetches)
    given = pa.table([[pair[0] for pair in pairs], [pair[1] for pair in pairs]], schema=FETCHES)
    local = pa.table([list(zones), list(zones.values())], schema=ZONES)
    columns = ", ".join(
        f'"{column.name}"::{column.type} as "{column.name}"' for column in COVERAGE_CALENDAR.columns
    )
    with session(limits=limits) as connection:
        connection.register("fetches", given)
        connection.register("zones", local)
        days = _DAYS.format(
            documents=documents,
            fresh_days=rules.fresh_days,
            longest_silence=rules.longest_silence,
        )
        connection.execute(f"create temp table seen as {days}")
        rows = connection.sql(
            _CALENDAR.format(
                weeks=rules.weeks,
                least_days=rules.least_days,
                usual_share=rules.usual_share,
                spreads=rules.spreads,
                columns=columns,
            )
        ).to_arrow_table()
    schema = pa.schema(
        [
            pa.field(column.name, ARROW_TYPES[column.type], nullable=column.nullable)
            for column in COVERAGE_CALENDAR.columns
        ]
    )
    return rows.cast(schema)

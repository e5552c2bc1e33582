-- What each outlet printed in each period: of a topic, or of everything. Null where a day of the period is a gap or not observed: zero and unknown are different things.
-- @arg topic: A topic_id; null counts every document.
-- @arg d0: First day, the outlet's local day; null begins with the calendar.
-- @arg d1: Last day; null ends with the calendar.
-- @arg grain: 'day', 'week' (from Monday), 'month', 'quarter' or 'year'.
-- @arg unit: 'document' counts as printed; 'text' each text once an outlet and period, an outlet's reprints and edited or cut copies of it taken together (documents of one cluster, or of equal words); 'story' each story once, a document in none for itself.
-- @arg gaps: 'null' leaves a period with an unknown day null; 'scale' takes the known days for all, number * days / observed_days; 'zero' takes unknown days for empty.
-- @arg min_hits: Least namings where the topic looks, mostly the body, for a document to count; 0 takes in those only the headline names.
-- outlet_id: The outlet; documents without one are in no row.
-- period: First day of the period, also where d0 falls later in it.
-- number: Documents, texts or stories; null where unknown.
-- counted: What is there of them, whatever the gaps: a lower bound.
-- days: Days of the period within d0 and d1, from the first day in the calendar of any outlet to the last.
-- observed_days: Those of them on which the outlet is observed; before its own first day and after its last it is not.
create or replace macro coverage(
    topic := null, d0 := null, d1 := null, grain := 'month', unit := 'document', gaps := 'null', min_hits := 1
) as table
with watched as (
    select
        outlet_id,
        date_trunc((select period_grain from known(grain := grain)), day)::date as period,
        count(*) filter (where is_observed) as observed_days
    from coverage_calendar
    where (d0 is null or day >= (select first_day from known(d0 := d0, d1 := d1))) and (d1 is null or day <= d1::date)
    group by outlet_id, period
),
bounds as (
    select greatest(min(day), d0::date) as first_day, least(max(day), d1::date) as last_day from coverage_calendar
),
calendar as (
    select
        outlet_id,
        period,
        least((period + ('1 ' || grain)::interval)::date - 1, last_day) - greatest(period, first_day) + 1 as days,
        observed_days
    from watched
    cross join bounds
),
hits as (
    select document_id from topic_hits where topic_id = (select topic_id from known(topic := topic)) and hits >= (select least_hits from known(min_hits := min_hits))
),
counted as (
    select
        outlet_id,
        date_trunc((select period_grain from known(grain := grain)), published_date)::date as period,
        case unit
            when 'document' then count(*)
            when 'text' then count(distinct coalesce(cluster_id, body_hash))
            when 'story' then count(distinct coalesce(story_id, document_id))
            else error('unit is document, text or story')
        end as counted
    from documents
    where outlet_id is not null
        and published_date is not null
        and (d0 is null or published_date >= (select first_day from known(d0 := d0, d1 := d1)))
        and (d1 is null or published_date <= d1::date)
        and (topic is null or document_id in (select document_id from hits))
    group by outlet_id, period
),
final as (
    select
        outlet_id,
        period,
        case
            when gaps not in ('null', 'scale', 'zero') then error('gaps is null, scale or zero')
            when gaps = 'zero' or observed_days = days then coalesce(counted, 0)::double
            when gaps = 'scale' and observed_days > 0 then coalesce(counted, 0) * days / observed_days
        end as number,
        coalesce(counted, 0) as counted,
        days,
        observed_days
    from calendar
    left join counted using (outlet_id, period)
)
select * from final order by outlet_id, period;

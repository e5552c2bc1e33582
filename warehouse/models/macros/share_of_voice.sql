-- Whose voice is heard on a topic: each outlet's share of what all outlets printed of it in a period. Null where any outlet's number is unknown.
-- @arg topic: A topic_id; null counts every document.
-- @arg d0: First day, the outlet's local day; null begins with the calendar.
-- @arg d1: Last day; null ends with the calendar.
-- @arg grain: 'day', 'week' (from Monday), 'month', 'quarter' or 'year'.
-- @arg unit: 'document', 'text' or 'story', as in coverage; a text that two outlets print is one of either.
-- @arg gaps: 'null', 'scale' or 'zero', as in coverage.
-- @arg min_hits: Least namings where the topic looks, mostly the body, for a document to count; 0 takes in those only the headline names.
-- outlet_id: The outlet; documents without one are in no row.
-- period: First day of the period.
-- number: Documents, texts or stories; null where unknown.
-- of_outlets: Sum of the outlets' numbers; null where one of them is unknown.
-- outlets: Outlets in whose calendar the period is.
-- share: number over of_outlets, 0-1.
create or replace macro share_of_voice(
    topic := null, d0 := null, d1 := null, grain := 'month', unit := 'document', gaps := 'null', min_hits := 1
) as table
with numbered as (
    select
        outlet_id,
        period,
        number,
        count(*) over (partition by period) as outlets,
        count(number) over (partition by period) as known_outlets,
        sum(number) over (partition by period) as of_known
    from coverage(topic := topic, d0 := d0, d1 := d1, grain := grain, unit := unit, gaps := gaps, min_hits := min_hits)
),
final as (
    select
        outlet_id,
        period,
        number,
        if(known_outlets = outlets, of_known, null) as of_outlets,
        outlets,
        if(known_outlets = outlets, number / nullif(of_known, 0), null) as share
    from numbered
)
select * from final order by period, outlet_id;

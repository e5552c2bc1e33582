-- Two topics, or two outlets on one topic, side by side in each period. Null where the number of an outlet that is counted is unknown.
-- @arg one: A topic_id, or an outlet_id where what is 'outlet'; null is all that was printed.
-- @arg two: The other.
-- @arg what: 'topic' or 'outlet'.
-- @arg topic: The topic on which two outlets are compared; null for everything.
-- @arg outlet: The outlet in which two topics are compared; null for all together.
-- @arg d0: First day, the outlet's local day; null begins with the calendar.
-- @arg d1: Last day; null ends with the calendar.
-- @arg grain: 'day', 'week' (from Monday), 'month', 'quarter' or 'year'.
-- @arg unit: 'document', 'text' or 'story', as in coverage; what several outlets print is counted once where they are taken together.
-- @arg gaps: 'null', 'scale' or 'zero', as in coverage.
-- @arg min_hits: Least namings where the topic looks, mostly the body, for a document to count; 0 takes in those only the headline names.
-- period: First day of the period.
-- one_number: Documents, texts or stories of one; null where unknown.
-- two_number: Those of the other; null where unknown or outside of its calendar.
-- difference: one_number less two_number.
-- ratio: one_number over two_number; null where that is 0.
create or replace macro compare(
    one := null, two := null, what := 'topic', topic := null, outlet := null, d0 := null, d1 := null,
    grain := 'month', unit := 'document', gaps := 'null', min_hits := 1
) as table
with ones as (
    from coverage_together(
        topic := if(what = 'topic', one, topic), outlet := if(what = 'outlet', one, outlet),
        d0 := d0, d1 := d1, grain := grain, unit := unit, gaps := gaps, min_hits := min_hits
    )
),
twos as (
    from coverage_together(
        topic := if(what = 'topic', two, topic), outlet := if(what = 'outlet', two, outlet),
        d0 := d0, d1 := d1, grain := grain, unit := unit, gaps := gaps, min_hits := min_hits
    )
),
final as (
    select
        period,
        ones.number as one_number,
        twos.number as two_number,
        ones.number - twos.number as difference,
        ones.number / nullif(twos.number, 0) as ratio
    from ones
    full outer join twos using (period)
    where case when what in ('topic', 'outlet') then true else error('what is topic or outlet') end
)
select * from final order by period;

-- What all outlets together printed in each period: of a topic, or of everything. What several of them print is counted once, where coverage has it in each. Null where the number of one of them is unknown.
-- @arg topic: A topic_id; null counts every document.
-- @arg outlet: An outlet_id; null for all together.
-- @arg d0: First day, the outlet's local day; null begins with the calendar.
-- @arg d1: Last day; null ends with the calendar.
-- @arg grain: 'day', 'week' (from Monday), 'month', 'quarter' or 'year'.
-- @arg unit: 'document' counts as printed; 'text' each text once a period, 'story' each story once, whoever printed it.
-- @arg gaps: 'null', 'scale' or 'zero', as in coverage; 'scale' in the ratio of the outlets' scaled numbers to their counted ones.
-- @arg min_hits: Least namings where the topic looks, mostly the body, for a document to count; 0 takes in those only the headline names.
-- period: First day of the period.
-- number: Documents, texts or stories; null where unknown.
-- counted: What is there of them, whatever the gaps: a lower bound.
-- outlets: Outlets in whose calendar the period is; documents of unknown outlets are in no number.
create or replace macro coverage_together(
    topic := null, outlet := null, d0 := null, d1 := null, grain := 'month', unit := 'document', gaps := 'null', min_hits := 1
) as table
with by_outlet as (
    select
        period,
        count(*) as outlets,
        count(*) = count(number) as is_known,
        sum(number) / nullif(sum(counted), 0) as scale
    from coverage(topic := topic, d0 := d0, d1 := d1, grain := grain, unit := unit, gaps := gaps, min_hits := min_hits)
    where outlet is null or outlet_id = (select outlet_id from known(outlet := outlet))
    group by period
),
together as (
    select period, count(distinct counted_as) as counted
    from printings(topic := topic, outlet := outlet, d0 := d0, d1 := d1, grain := grain, min_hits := min_hits, unit := unit)
    group by period
),
final as (
    select
        period,
        if(is_known, coalesce(counted * scale, 0), null)::double as number,
        coalesce(counted, 0) as counted,
        outlets
    from by_outlet
    left join together using (period)
)
select * from final order by period;

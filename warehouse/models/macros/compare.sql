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
    select period, sum(number) / nullif(sum(counted), 0) as scale, count(*) = count(number) as is_known
    from coverage(
        topic := if(what = 'topic', one, topic), d0 := d0, d1 := d1, grain := grain, unit := unit, gaps := gaps, min_hits := min_hits
    )
    where case what
        when 'topic' then outlet is null or outlet_id = (select outlet_id from known(outlet := outlet))
        when 'outlet' then one is null or outlet_id = (select outlet_id from known(outlet := if(what = 'outlet', one, null)))
        else error('what is topic or outlet')
    end
    group by period
),
twos as (
    select period, sum(number) / nullif(sum(counted), 0) as scale, count(*) = count(number) as is_known
    from coverage(
        topic := if(what = 'topic', two, topic), d0 := d0, d1 := d1, grain := grain, unit := unit, gaps := gaps, min_hits := min_hits
    )
    where if(what = 'topic', outlet is null or outlet_id = outlet, two is null or outlet_id = (select outlet_id from known(outlet := if(what = 'outlet', two, null))))
    group by period
),
-- what two outlets print is in the coverage of either: over all of them it is counted here, once
one_counted as (
    select period, count(distinct counted_as) as counted
    from printings(
        topic := if(what = 'topic', one, topic), outlet := if(what = 'outlet', one, outlet), d0 := d0, d1 := d1, grain := grain,
        min_hits := min_hits, unit := unit
    )
    group by period
),
two_counted as (
    select period, count(distinct counted_as) as counted
    from printings(
        topic := if(what = 'topic', two, topic), outlet := if(what = 'outlet', two, outlet), d0 := d0, d1 := d1, grain := grain,
        min_hits := min_hits, unit := unit
    )
    group by period
),
numbered as (
    select
        period,
        if(ones.is_known, coalesce(one_counted.counted * ones.scale, 0), null) as one_number,
        if(twos.is_known, coalesce(two_counted.counted * twos.scale, 0), null) as two_number
    from ones
    full outer join twos using (period)
    left join one_counted using (period)
    left join two_counted using (period)
),
final as (
    select
        period,
        one_number,
        two_number,
        one_number - two_number as difference,
        one_number / nullif(two_number, 0) as ratio
    from numbered
)
select * from final order by period;

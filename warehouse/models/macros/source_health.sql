-- What is known of each outlet and how far it can be trusted: days observed, gaps, odd days, shares undated, inferred, quarantined.
-- @arg outlet: An outlet_id; null for every outlet.
-- @arg d0: First day of the calendar that is looked at; null for no bound. Shares are of all documents, since those without a day have none.
-- @arg d1: Last day; null for no bound.
-- outlet_id: The outlet.
-- first_day: Its first observed day among them.
-- last_day: Its last.
-- days: Days of its calendar that are looked at; 0 for an outlet whose documents have no day.
-- observed_days: Those that are observed.
-- gap_days: Days without documents where there nearly always are some.
-- low_days: Days with fewer documents than expected.
-- high_days: Days with more.
-- documents: Documents dated to those days.
-- undated_share: Documents without a day of publication, over all of the outlet.
-- inferred_share: Documents whose day is inferred.
-- conflict_share: Documents whose date evidence contradicts itself.
-- quarantined_share: Inputs in quarantine, over those and the documents.
create or replace macro source_health(outlet := null, d0 := null, d1 := null) as table
with counted as (
    select
        outlet_id,
        min(day) filter (where is_observed) as first_day,
        max(day) filter (where is_observed) as last_day,
        count(*) as days,
        count(*) filter (where is_observed) as observed_days,
        count(*) filter (where status = 'gap') as gap_days,
        count(*) filter (where status = 'low') as low_days,
        count(*) filter (where status = 'high') as high_days,
        coalesce(sum(documents), 0)::bigint as documents
    from coverage_calendar
    where (outlet is null or outlet_id = (select outlet_id from known(outlet := outlet)))
        and (d0 is null or day >= (select first_day from known(d0 := d0, d1 := d1)))
        and (d1 is null or day <= d1::date)
    group by outlet_id
),
final as (
    select
        outlet_id,
        first_day,
        last_day,
        coalesce(days, 0) as days,
        coalesce(observed_days, 0) as observed_days,
        coalesce(gap_days, 0) as gap_days,
        coalesce(low_days, 0) as low_days,
        coalesce(high_days, 0) as high_days,
        coalesce(counted.documents, 0) as documents,
        undated_share,
        inferred_share,
        conflict_share,
        quarantined_share
    from counted
    -- an outlet none of whose documents has a day is in no calendar, and to be trusted least
    full join (
        from outlet_quality
        where outlet_id is not null
            and (outlet is null or outlet_id = (select outlet_id from known(outlet := outlet)))
    ) as quality using (outlet_id)
)
select * from final order by outlet_id;

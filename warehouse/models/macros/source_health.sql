-- What is known of each outlet and how far it can be trusted: days observed, gaps, odd days, shares undated, inferred, quarantined.
-- @arg outlet: An outlet_id; null for every outlet.
-- @arg d0: First day of the calendar that is looked at; null for no bound. Shares are of all documents, since those without a day have none.
-- @arg d1: Last day; null for no bound.
-- outlet_id: The outlet.
-- first_day: Its first observed day.
-- last_day: Its last.
-- days: Days from the first to the last.
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
        min(day) as first_day,
        max(day) as last_day,
        count(*) as days,
        count(*) filter (where is_observed) as observed_days,
        count(*) filter (where status = 'gap') as gap_days,
        count(*) filter (where status = 'low') as low_days,
        count(*) filter (where status = 'high') as high_days,
        coalesce(sum(documents), 0)::bigint as documents
    from coverage_calendar
    where (outlet is null or outlet_id = (select outlet_id from known(outlet := outlet)))
        and (d0 is null or day >= d0::date)
        and (d1 is null or day <= d1::date)
    group by outlet_id
),
final as (
    select
        counted.*,
        undated_share,
        inferred_share,
        conflict_share,
        quarantined_share
    from counted
    left join outlet_quality using (outlet_id)
)
select * from final order by outlet_id;

-- Coverage over time
-- Documents of each outlet in each month.
-- A shaded month is one on none of whose days anything of the outlet was observed: it has no figure, which is not zero. A month that is in no outlet's calendar, where all are silent for more than a year, has no row. Documents without an outlet or a day are in no bar; inferred days count as days (stated has those that are not).
with outlets as (
    select outlet_id, any_value(outlet_name) as outlet
    from documents
    where outlet_id is not null
    group by outlet_id
),
months as (
    select distinct date_trunc('month', day)::date as month from coverage_calendar
),
observed as (
    select
        outlet_id,
        date_trunc('month', day)::date as month,
        sum(documents)::bigint as documents,
        sum(texts)::bigint as texts,
        count(*) filter (where is_observed) as observed_days,
        count(*) filter (where status = 'gap') as gap_days
    from coverage_calendar
    group by all
),
stated as (
    select outlet_id, date_trunc('month', published_date)::date as month, count(*) as stated
    from documents
    where date_kind = 'published'
    group by all
),
final as (
    select
        outlet,
        month,
        documents,
        texts,
        if(observed_days > 0, coalesce(stated, 0), null) as stated,
        coalesce(observed_days, 0) as observed_days,
        coalesce(gap_days, 0) as gap_days
    from outlets
    cross join months
    left join observed using (outlet_id, month)
    left join stated using (outlet_id, month)
)
select * from final order by outlet, month;

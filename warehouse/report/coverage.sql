-- Coverage over time
-- Documents of each outlet in each month.
-- Counted: {placed_documents} of {documents} documents, those with a day and an outlet. Without a day: {undated_documents}; without an outlet: {unplaced_documents}.
-- As in the macro coverage: a bar is what is there. Where observed_days is less than days (those of the month, from the first that any outlet's calendar has to the last), the macro has no figure, and the bar, paler the fewer days are known, is a lower bound. A shaded month is one on none of whose days anything of the outlet was observed: it has no figure, which is not zero. A month that is in no outlet's calendar, where all are silent for more than a year, has no row. Inferred days count as days (stated has those that are not); texts counts the copies of a text that the outlet printed in the month once.
with outlets as (
    select outlet_id, any_value(outlet_name) as outlet
    from documents
    where outlet_id is not null
    group by outlet_id
),
printed as (
    select outlet_id, period::date as month, counted as documents, days, observed_days
    from coverage(grain := 'month')
),
texts as (
    select outlet_id, period::date as month, counted as texts
    from coverage(grain := 'month', unit := 'text')
),
gaps as (
    select outlet_id, date_trunc('month', day)::date as month, count(*) filter (where status = 'gap') as gap_days
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
        if(observed_days > 0, documents, null) as documents,
        if(observed_days > 0, texts, null) as texts,
        if(observed_days > 0, coalesce(stated, 0), null) as stated,
        coalesce(observed_days, 0) as observed_days,
        coalesce(days, 0) as days,
        coalesce(gap_days, 0) as gap_days
    from outlets
    cross join (select distinct month from printed)
    left join printed using (outlet_id, month)
    left join texts using (outlet_id, month)
    left join gaps using (outlet_id, month)
    left join stated using (outlet_id, month)
)
select * from final order by outlet, month;

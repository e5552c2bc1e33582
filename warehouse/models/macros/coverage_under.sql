-- How much each outlet printed in all, under one setting of every switch that an honest count can be made with. `dateline robustness coverage` asks it under all of them.
-- @arg topic: A topic_id; null counts every document.
-- @arg d0: First day, the outlet's local day; null begins with the calendar.
-- @arg d1: Last day; null ends with the calendar.
-- @arg unit: 'document' counts as printed; 'text' each text once: for the origin of its cluster, or for the first copy where another switch leaves the origin out.
-- @arg stated_only: true counts only documents whose day is stated as the day of publication.
-- @arg wire: false leaves out agency copy as wire_share counts it: what credits an agency, or shares a text that others credit to one. An agency's own print is its own.
-- @arg gaps: 'null' gives an outlet with an unknown day no figure; 'scale' takes the known days for all, counted * days / observed_days; 'zero' takes unknown days for empty.
-- @arg min_hits: Least namings where the topic looks, mostly the body, for a document to count; 0 takes in those only the headline names.
-- outlet_id: The outlet, of those in coverage_calendar between d0 and d1.
-- number: Documents or texts; null where unknown.
-- counted: What is there of them, whatever the gaps: a lower bound.
-- days: Days within d0 and d1, from the first day in the calendar of any outlet to the last.
-- observed_days: Those of them on which the outlet is observed; before its own first day and after its last it is not.
create or replace macro coverage_under(
    topic := null, d0 := null, d1 := null, unit := 'document', stated_only := false, wire := true, gaps := 'zero',
    min_hits := 1
) as table
with watched as (
    select outlet_id, count(*) filter (where is_observed) as observed_days
    from coverage_calendar
    where (d0 is null or day >= (select first_day from known(d0 := d0, d1 := d1))) and (d1 is null or day <= d1::date)
    group by outlet_id
),
bounds as (
    select greatest(min(day), d0::date) as first_day, least(max(day), d1::date) as last_day from coverage_calendar
),
calendar as (
    select outlet_id, last_day - first_day + 1 as days, observed_days from watched cross join bounds
),
hits as (
    select document_id from topic_hits where topic_id = (select topic_id from known(topic := topic)) and hits >= (select least_hits from known(min_hits := min_hits))
),
printed as (
    select
        documents.outlet_id,
        row_number() over (
            partition by coalesce(documents.cluster_id, documents.body_hash)
            order by documents.is_cluster_origin desc, documents.published_date, documents.document_id
        ) as printing_no
    from documents
    join authorship using (document_id)
    where documents.published_date is not null
        and documents.outlet_id is not null
        and (d0 is null or documents.published_date >= (select first_day from known(d0 := d0, d1 := d1)))
        and (d1 is null or documents.published_date <= d1::date)
        and (topic is null or documents.document_id in (select document_id from hits))
        and (not coalesce(stated_only, error('stated_only is true or false')) or documents.date_kind = 'published')
        and (coalesce(wire, error('wire is true or false')) or authorship.authorship not in ('agency', 'mixed', 'clustered'))
),
counted as (
    select outlet_id, count(*) as counted
    from printed
    where case unit when 'document' then true when 'text' then printing_no = 1 else error('unit is document or text') end
    group by outlet_id
),
final as (
    select
        outlet_id,
        case
            when gaps not in ('null', 'scale', 'zero') then error('gaps is null, scale or zero')
            when gaps = 'zero' or observed_days = days then coalesce(counted, 0)::double
            when gaps = 'scale' and observed_days > 0 then coalesce(counted, 0) * days / observed_days
        end as number,
        coalesce(counted, 0) as counted,
        days,
        observed_days
    from calendar
    left join counted using (outlet_id)
)
select * from final order by outlet_id;

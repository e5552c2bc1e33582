-- How much of what each outlet printed in each period is agency copy; without arguments in brackets, wire_share is the view by month.
-- @arg topic: A topic_id; null counts every document.
-- @arg outlet: An outlet_id; null for every outlet.
-- @arg d0: First day, the outlet's local day; null for no bound.
-- @arg d1: Last day; null for no bound.
-- @arg grain: 'day', 'week' (from Monday), 'month', 'quarter' or 'year'.
-- @arg min_hits: Least namings in the body for a document to count; 0 takes in those only the headline names.
-- outlet_id: The outlet.
-- period: First day of the period.
-- documents: Documents dated to it; a period without a row is unknown, not zero.
-- wire_documents: Those that credit an agency, or share the text of one that does.
-- own_documents: Those that credit their own writers only.
-- unknown_documents: The rest: nothing says whose text it is.
-- wire_share: wire_documents over documents that are not unknown, 0-1; null when all are unknown.
-- lowest_wire_share: Share of all documents if no unknown one is agency copy.
-- highest_wire_share: Share of all documents if every unknown one is.
create or replace macro wire_share(
    topic := null, outlet := null, d0 := null, d1 := null, grain := 'month', min_hits := 1
) as table
with sourced as (
    select
        documents.outlet_id,
        date_trunc((select period_grain from known(grain := grain)), documents.published_date)::date as period,
        case
            when documents.attribution in ('agency', 'mixed') then 'wire'
            when clusters.agency_id is not null and documents.agency_id is null then 'wire'
            else documents.attribution
        end as origin
    from documents
    left join clusters using (cluster_id)
    where documents.outlet_id is not null
        and documents.published_date is not null
        and (outlet is null or documents.outlet_id = (select outlet_id from known(outlet := outlet)))
        and (d0 is null or documents.published_date >= (select first_day from known(d0 := d0, d1 := d1)))
        and (d1 is null or documents.published_date <= d1::date)
        and (topic is null or documents.document_id in (
            select document_id from topic_hits where topic_id = (select topic_id from known(topic := topic)) and hits >= (select least_hits from known(min_hits := min_hits))
        ))
),
counted as (
    select
        outlet_id,
        period,
        count(*) as documents,
        count(*) filter (where origin = 'wire') as wire_documents,
        count(*) filter (where origin = 'own') as own_documents,
        count(*) filter (where origin = 'unknown') as unknown_documents
    from sourced
    group by outlet_id, period
),
final as (
    select
        *,
        wire_documents / nullif(documents - unknown_documents, 0) as wire_share,
        wire_documents / documents as lowest_wire_share,
        (wire_documents + unknown_documents) / documents as highest_wire_share
    from counted
)
select * from final order by outlet_id, period;

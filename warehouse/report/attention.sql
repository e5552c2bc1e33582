-- Attention
-- Of all that an outlet printed in a month, the share that has the topic.
-- Months with fewer than five documents of an outlet have no share, and the line breaks there: one article would be a fifth. What could not be read for topics (flag not_annotated) is in neither count.
with printed as (
    select document_id, coalesce(outlet_name, 'unknown') as outlet, date_trunc('month', published_date)::date as month
    from documents
    where published_date is not null and not list_contains(quality_flags, 'not_annotated')
),
totals as (
    select outlet, month, count(*) as documents from printed group by all
),
final as (
    select
        topics.name as topic,
        totals.outlet,
        totals.month,
        count(topic_hits.document_id) as documents_with_it,
        any_value(totals.documents) as documents,
        if(any_value(totals.documents) < 5, null, count(topic_hits.document_id) / any_value(totals.documents)) as share
    from totals
    cross join topics
    join printed using (outlet, month)
    left join topic_hits on topic_hits.topic_id = topics.topic_id and topic_hits.document_id = printed.document_id
    group by topics.name, totals.outlet, totals.month
)
select * from final order by topic, outlet, month;

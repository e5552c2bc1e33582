-- Attention
-- Of all that an outlet printed in a month, the share that has the topic in its text.
-- Counted: {placed_documents} of {documents} documents, those with a day and an outlet. Without a day: {undated_documents}; without an outlet: {unplaced_documents}.
-- Counted as the macro attention does with gaps := 'zero': what names the topic in the headline alone counts as without it, and so does what could not be read for topics (flag not_annotated). A topic that nothing printed has is left out. Months with fewer than five documents of an outlet have no share, and the line breaks there: one article would be a fifth.
with printed as (
    select document_id, outlet_id, outlet_name as outlet, date_trunc('month', published_date)::date as month
    from documents
    where published_date is not null and outlet_id is not null
),
totals as (
    select outlet_id, any_value(outlet) as outlet, month, count(*) as documents
    from printed
    group by outlet_id, month
),
with_it as (
    select topic_id, outlet_id, month, count(*) as documents_with_it
    from topic_hits join printed using (document_id)
    where hits >= 1
    group by topic_id, outlet_id, month
),
final as (
    select
        topics.name as topic,
        totals.outlet,
        totals.month,
        coalesce(documents_with_it, 0) as documents_with_it,
        totals.documents,
        if(totals.documents < 5, null, coalesce(documents_with_it, 0) / totals.documents) as share
    from totals
    cross join (from topics where topic_id in (select topic_id from with_it)) as topics
    left join with_it using (topic_id, outlet_id, month)
)
select * from final order by topic, outlet, month;

-- Share of voice
-- Whose documents a topic's coverage is made of: as printed, and with each text counted once, for the outlet that had it first.
-- Counted: {placed_documents} of {documents} documents, those with a day and an outlet. Without a day: {undated_documents}; without an outlet: {unplaced_documents}.
-- As in the macro share_of_voice with gaps := 'zero', all months together: documents that name the topic in the headline alone are left out. A text that several outlets printed counts for the origin of its cluster, or for the first of the others where the origin has no outlet or not the topic; where no stated time says who was first, the origin rests on weaker ground (clusters.origin_basis).
with hits as (
    select
        topic_id,
        documents.outlet_id,
        documents.outlet_name,
        row_number() over (
            partition by topic_id, coalesce(documents.cluster_id, documents.document_id)
            order by documents.is_cluster_origin desc, documents.published_date, documents.document_id
        ) = 1 as is_text
    from topic_hits
    join documents using (document_id)
    where topic_hits.hits >= 1
        and documents.outlet_id is not null
        and documents.published_date is not null
),
counted as (
    select
        topic_id,
        any_value(outlet_name) as outlet,
        count(*) as documents,
        count(*) filter (where is_text) as texts
    from hits
    group by topic_id, outlet_id
),
final as (
    select
        topics.name as topic,
        outlet,
        documents,
        documents / sum(documents) over (partition by topic_id) as share_as_printed,
        texts,
        texts / nullif(sum(texts) over (partition by topic_id), 0) as share_of_texts
    from counted
    join topics using (topic_id)
)
select * from final order by topic, documents desc, outlet;

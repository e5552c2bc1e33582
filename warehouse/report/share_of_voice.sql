-- Share of voice
-- Whose documents a topic's coverage is made of: as printed, and with each text counted once, for the outlet that had it first.
-- A text that several outlets printed counts for the origin of its cluster; where no stated time says who was first, the origin rests on weaker ground (clusters.origin_basis).
with hits as (
    select topics.name as topic, coalesce(documents.outlet_name, 'unknown') as outlet, documents.cluster_id is null or documents.is_cluster_origin as is_text
    from topic_hits
    join topics using (topic_id)
    join documents using (document_id)
),
counted as (
    select topic, outlet, count(*) as documents, count(*) filter (where is_text) as texts from hits group by all
),
final as (
    select
        topic,
        outlet,
        documents,
        documents / sum(documents) over (partition by topic) as share_as_printed,
        texts,
        texts / nullif(sum(texts) over (partition by topic), 0) as share_of_texts
    from counted
)
select * from final order by topic, documents desc, outlet;

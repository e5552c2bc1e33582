-- Documents that are no known copy: those whose text no other document prints, and the origin of each cluster.
-- document_id: The document.
-- outlet_id: The outlet; null when nothing says who printed it.
-- outlet_name: Its name.
-- title: Headline.
-- published_date: The outlet's local day of publication; may be inferred.
-- attribution: Whose text it says it is; of an agency's text the origin is only the first print known here.
-- agency_id: Agency it is credited to; null when none is.
-- word_count: Words of its body.
-- originality: Share of its words not printed earlier by another outlet, 0-1; null when nobody says who was first.
-- cluster_id: Cluster of its copies; null when no other document prints its text.
-- copies: Other documents of the cluster; 0 means that none is known here.
-- origin_basis: What made it the origin of its cluster, as in clusters; null outside of clusters.
-- is_stated_first: Whether it is stated to be earlier than every copy; false: the order is only likely; null outside of clusters.
create or replace view originals as
with final as (
    select
        documents.document_id,
        documents.outlet_id,
        documents.outlet_name,
        documents.title,
        documents.published_date,
        documents.attribution,
        documents.agency_id,
        documents.word_count,
        documents.originality,
        documents.cluster_id,
        coalesce(clusters.members - 1, 0) as copies,
        clusters.origin_basis,
        clusters.origin_basis = 'stated_time' as is_stated_first
    from documents
    left join clusters using (cluster_id)
    where documents.cluster_id is null or documents.is_cluster_origin
)
select * from final order by published_date, outlet_id, document_id;

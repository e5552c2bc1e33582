-- Documents that are no known copy: those in no cluster of copies, and the origin of each cluster. Some share text with others all the same: see related_documents.
-- document_id: The document.
-- outlet_id: The outlet; null when nothing says who printed it.
-- outlet_name: Its name.
-- title: Headline.
-- published_date: The outlet's local day of publication; may be inferred.
-- attribution: Whose text it says it is; of an agency's text the origin is only the first print known here.
-- agency_id: Agency it is credited to; null when none is.
-- word_count: Words of its body.
-- originality: Share of its words not printed earlier by another outlet, 0-1; null when nobody says who was first.
-- cluster_id: Cluster of its copies; null when it is in none.
-- copies: Other documents of the cluster; 0 when it is in none.
-- related_documents: Documents outside of its cluster that share text with it in the table copies: excerpts of or for it, round-ups and recurring reports; 0 with copies 0 means that no other document is known here to share its text.
-- earlier_related_documents: Those of them that copies has as the earlier one; of two without an order it is so by no more than likeliness.
-- origin_basis: What made it the origin of its cluster, as in clusters; null outside of clusters.
-- is_stated_first: Whether it is stated to be earlier than every copy; false: the order is only likely; null outside of clusters.
create or replace view originals as
with pairs as (
    select later_id as document_id, earlier_id as other_id, true as is_earlier from copies
    union all
    select earlier_id as document_id, later_id as other_id, false as is_earlier from copies
),
related as (
    select
        pairs.document_id,
        count(*) as related_documents,
        count(*) filter (where is_earlier) as earlier_related_documents
    from pairs
    join documents as mine on mine.document_id = pairs.document_id
    join documents as other on other.document_id = pairs.other_id
    -- unknown where either is in no cluster, and then they are not of one
    where (mine.cluster_id = other.cluster_id) is not true
    group by pairs.document_id
),
final as (
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
        coalesce(related_documents, 0) as related_documents,
        coalesce(earlier_related_documents, 0) as earlier_related_documents,
        clusters.origin_basis,
        clusters.origin_basis = 'stated_time' as is_stated_first
    from documents
    left join clusters using (cluster_id)
    left join related using (document_id)
    where documents.cluster_id is null or documents.is_cluster_origin
)
select * from final order by published_date, outlet_id, document_id;

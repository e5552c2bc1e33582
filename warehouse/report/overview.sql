-- What lies here
-- One row: the figures of the snapshot as a whole.
-- Counted: all {documents} documents.
-- Days without documents are not zero: nothing was observed on them.
with counted as (
    select
        count(*) as documents,
        count(distinct coalesce(cluster_id, body_hash)) as texts,
        count(distinct outlet_id) as outlets,
        min(published_date) as first_day,
        max(published_date) as last_day,
        count(*) filter (where date_kind = 'published') as stated_documents,
        count(*) filter (where published_date is null) as undated_documents,
        count(*) filter (where outlet_id is null) as unplaced_documents,
        count(outlet_id) as outlet_documents,
        count(*) filter (where outlet_id is not null and published_date is not null) as placed_documents,
        count(distinct story_id) as stories,
        sum(word_count)::bigint as words
    from documents
),
final as (
    select
        counted.*,
        (select count(*) from stories where outlets > 1) as shared_stories,
        (select count(*) from quarantine) as quarantined,
        (select count(*) from clusters) as clusters,
        snapshots.snapshot_id,
        snapshots.created_at,
        snapshots.contract_version,
        snapshots.sequence
    from counted
    cross join (from snapshots order by sequence desc limit 1) as snapshots
)
select * from final;

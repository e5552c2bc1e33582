-- Documents
-- The newest documents, to be searched here; the database has them all.
-- Counted: all {documents} documents, with a day or without ({undated_documents}).
-- At most 2,000 rows. For the text, and for everything else, open dateline.duckdb.
with topics_of as (
    select document_id, string_agg(name, ', ' order by name) as topics
    from topic_hits join topics using (topic_id)
    group by document_id
),
final as (
    select
        published_date as day,
        date_kind,
        coalesce(outlet_name, 'outlet unknown') as outlet,
        coalesce(title, '(untitled)') as title,
        word_count as words,
        topics,
        document_id
    from documents left join topics_of using (document_id)
)
select * from final order by day desc nulls last, outlet, document_id limit 2000;

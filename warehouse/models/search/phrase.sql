-- The documents in which words follow each other, whatever their endings, the newest first.
-- @arg q: The words; no phrase reaches from one paragraph into the next.
-- document_id: The document.
-- hits: How often it has the phrase, in headline and copy.
-- in_title: Whether the headline has it, within its first hundred words.
-- outlet: The outlet.
-- published_date: The outlet's local day of publication; may be inferred.
-- title: Headline.
create or replace macro phrase(q) as table
with found as (
    select month, doc_no, count(*) as hits, min(start) as first_start
    from search_places(q, exact := true)
    group by month, doc_no
),
final as (
    select
        document_id,
        hits,
        coalesce(title, '') <> '' and first_start < 100 as in_title,
        outlet_id as outlet,
        published_date,
        title
    from found
    join search_documents using (month, doc_no)
    join documents using (document_id)
)
select * from final order by published_date desc nulls last, document_id;

-- The documents that answer a question best (BM25, k1 1.2, b 0.75), best first.
-- @arg q: Words, any of which may be there; "in quotes" a phrase that must be, +word one that must, -word one that must not.
-- @arg n: How many documents at most.
-- document_id: The document.
-- score: Its BM25 score, over headline and copy; comparable within one answer only.
-- outlet: The outlet.
-- published_date: The outlet's local day of publication; may be inferred.
-- title: Headline.
-- snippet: The beginning of the body.
create or replace macro search(q, n := 20) as table
with words as (
    select * from search_words(q)
),
liked as (
    select distinct term, is_start from words where sign <> '-' and term is not null
),
postings as (
    select liked.term, liked.is_start, month, doc_nos, tfs
    from liked
    join search_postings using (term)
    where not is_start
    union all
    select liked.term, liked.is_start, month, doc_nos, tfs
    from liked
    join search_postings on left(search_postings.term, 1) = liked.term
    where is_start
),
counted as (
    select
        term,
        is_start,
        month,
        unnest(doc_nos) as doc_no,
        unnest(tfs) as tf,
        sum(len(doc_nos)) over (partition by term, is_start) as documents
    from postings
),
frequencies as (
    select term, month, doc_no, tf, documents from counted where not is_start
    union all
    -- of a single character several terms of one document begin with it
    select term, month, doc_no, sum(tf), count(*) over (partition by term)
    from counted
    where is_start
    group by term, month, doc_no
),
averages as (
    select count(*) as all_documents, avg(terms) as mean_terms from search_documents
),
scored as (
    select
        month,
        doc_no,
        sum(
            ln(1 + (all_documents - documents + 0.5) / (documents + 0.5))
            * tf * 2.2
            / (tf + 1.2 * (0.25 + 0.75 * terms / mean_terms))
        ) as score
    from frequencies
    join search_documents using (month, doc_no)
    cross join averages
    group by month, doc_no
),
found as (
    select distinct clause_no, month, doc_no from search_places(q)
),
refused as (
    select month, doc_no
    from found
    join (select distinct clause_no from words where sign = '-') using (clause_no)
),
demanded as (
    select distinct clause_no from words where is_exact and sign <> '-'
),
granted as (
    select month, doc_no, count(*) as clauses
    from found
    join demanded using (clause_no)
    group by month, doc_no
),
best as (
    select document_id, score
    from scored
    anti join refused using (month, doc_no)
    left join granted using (month, doc_no)
    join search_documents using (month, doc_no)
    where coalesce(clauses, 0) = (select count(*) from demanded)
    order by score desc, document_id
    limit n
),
final as (
    select
        document_id,
        score,
        outlet_id as outlet,
        published_date,
        title,
        left(body, 160) as snippet
    from best
    join documents using (document_id)
)
select * from final order by score desc, document_id;

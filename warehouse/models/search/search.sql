-- The documents that answer a question best (BM25, k1 1.2, b 0.75), best first.
-- @arg q: Words, any of which may be there; "in quotes" a phrase that must be, +word one that must, -word one that must not. An error where nothing is to be there.
-- @arg n: How many documents at most.
-- document_id: The document.
-- score: Its BM25 score, over headline and copy; comparable within one answer only.
-- outlet: The outlet.
-- published_date: The outlet's local day of publication; may be inferred.
-- title: Headline.
-- snippet: Up to 160 characters of the body, around the first place of the rarest word asked for that stands there; the beginning where only the headline has one. A word that looks like another form of it may be taken for it: kwic looks closer, and shows every place.
create or replace macro search(q, n := 20) as table
with words as materialized (
    -- once: the question is read in 20 steps, which take as long to plan as the answer takes
    select
        clause_no,
        sign,
        is_exact,
        word_no,
        term,
        is_start,
        count(term) over (partition by clause_no) as terms
    from search_words(q)
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
        sum(len(doc_nos)) over (partition by term, is_start)::double as documents
    from postings
),
frequencies as (
    select term, month, doc_no, tf, documents from counted where not is_start
    union all
    -- of a single character several terms of one document begin with it
    select term, month, doc_no, sum(tf)::integer, count(*) over (partition by term)
    from counted
    where is_start
    group by term, month, doc_no
),
averages as (
    select count(*)::double as all_documents, avg(terms) as mean_terms from search_documents
),
scored as (
    select
        month,
        doc_no,
        -- 2.2e0, not 2.2: with decimals this line would take longer than all the others
        sum(
            ln(1 + (all_documents - documents + 0.5e0) / (documents + 0.5e0))
            * tf * 2.2e0
            / (tf + 1.2e0 * (0.25e0 + 0.75e0 * terms / mean_terms))
        ) as score
    from frequencies
    join search_documents using (month, doc_no)
    cross join averages
    group by month, doc_no
),
exact as (
    select clause_no, word_no, terms, term, is_start from words where is_exact and term is not null
),
exact_postings as (
    select clause_no, word_no, terms, month, doc_nos, tfs, positions
    from exact
    join search_postings using (term)
    where not is_start
    union all
    select clause_no, word_no, terms, month, doc_nos, tfs, positions
    from exact
    join search_postings on left(search_postings.term, 1) = exact.term
    where is_start
),
exact_places as (
    -- as in search_places
    select
        clause_no,
        terms,
        month,
        unnest(flatten(list_transform(
            list_zip(doc_nos, tfs), lambda pair: list_resize([pair[1]], pair[2], pair[1])
        ))) as doc_no,
        unnest(positions) - word_no as start
    from exact_postings
),
found as (
    select distinct clause_no, month, doc_no
    from (
        select clause_no, month, doc_no
        from exact_places
        group by clause_no, month, doc_no, start
        having count(*) = any_value(terms)
    )
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
asked as (
    select
        case
            when q is not null and not exists (from liked)
                then error('there is nothing to look for in ''' || q || ''': give a word that may be there')
            else (select count(*) from demanded)
        end as demands
),
best as (
    select month, doc_no, score
    from scored
    anti join refused using (month, doc_no)
    left join granted using (month, doc_no)
    where coalesce(clauses, 0) = (select demands from asked)
    order by score desc, month, doc_no
    limit n
),
shapes as (
    -- What words of a term look like in small letters, the rarest term first. A stem may lack the
    -- last letter or have another, as hope has in hoping, die in dying and happy in happi.
    select
        list(
            case
                when not regexp_full_match(term, '[a-z0-9]+') then term
                when not regexp_full_match(term, '[a-z]{3,}') then '(?:^|[^a-z0-9])' || term || '(?:[^a-z0-9]|$)'
                else '(?:^|[^a-z0-9])'
                || case
                    when regexp_full_match(term, '[a-z]ie') then left(term, 1) || '(?:ie|y)'
                    when term[-1] = 'i' then left(term, -1) || '[iy]'
                    when term[-1] = 'e' then left(term, -1) || 'e?'
                    else term || term[-1] || '?'
                end
                || '(?:e|d|s|ed|ing|ly|y|al|ate|ation|ion|ment|ness|ful|able|ible|ance|ence|ant|ent|i[cfstvz]?[emty]?|ous|er|or|less)*(?:[^a-z0-9]|$)'
            end
            order by documents, term
        ) as shapes
    from (select term, sum(len(doc_nos)) as documents from postings group by term)
),
answers as materialized (
    select
        document_id,
        outlet_id,
        published_date,
        title,
        body,
        score,
        lower(strip_accents(body)) as small
    from best
    join search_documents using (month, doc_no)
    join documents using (document_id)
),
seen as (
    -- where the first of the shapes that stands there begins
    select
        * exclude (small, shapes),
        list_filter(
            list_transform(shapes, lambda shape: strpos(small, nullif(regexp_extract(small, shape), ''))),
            lambda begin: begin > 0
        )[1] as begin
    from answers
    cross join shapes
),
final as (
    select
        document_id,
        score,
        outlet_id as outlet,
        published_date,
        title,
        if(
            begin > 60,
            '…' || regexp_replace(substring(body, begin - 59, 159), '^\S{1,20}\s+', ''),
            left(body, 160)
        ) as snippet
    from seen
)
select * from final order by score desc, document_id;

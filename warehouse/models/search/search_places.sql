-- Where the exact parts of a question stand: its phrases, and the words with a sign.
-- @arg q: The question, as search takes it.
-- @arg exact: true takes all of q for one phrase, whatever marks and signs are in it; an error where it has no word.
-- clause_no: Which part of the question, from 1.
-- month: Month of the document, as in search_documents.
-- doc_no: Number of the document within the month.
-- start: Position of the first word.
-- words: How many positions the part takes.
create or replace macro search_places(q, exact := false) as table
with words as (
    select clause_no, word_no, term, is_start, max(word_no) over (partition by clause_no) + 1 as words
    from search_words(q, exact := exact)
    where is_exact
),
asked as (
    select
        case
            when exact and q is not null and not exists (from words where term is not null)
                then error('there is no word to look for in ''' || q || '''')
            else true
        end as is_asked
),
wanted as (
    select *, count(*) over (partition by clause_no) as terms
    from words
    where term is not null
),
postings as (
    select wanted.*, month, doc_nos, tfs, positions
    from wanted
    join search_postings using (term)
    where not is_start
    union all
    select wanted.*, month, doc_nos, tfs, positions
    from wanted
    join search_postings on left(search_postings.term, 1) = wanted.term
    where is_start
),
places as (
    -- doc_nos once for each place in the document
    select
        clause_no,
        word_no,
        words,
        terms,
        month,
        unnest(flatten(list_transform(
            list_zip(doc_nos, tfs), lambda pair: list_resize([pair[1]], pair[2], pair[1])
        ))) as doc_no,
        unnest(positions) - word_no as start
    from postings
),
final as (
    select clause_no, month, doc_no, start, any_value(words) as words
    from places
    where (select is_asked from asked)
    group by clause_no, month, doc_no, start
    having count(*) = any_value(terms)
)
select * from final;

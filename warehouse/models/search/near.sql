-- The documents in which two words or phrases stand near each other, whatever their endings, the newest first.
-- @arg a: A word or a phrase.
-- @arg b: Another; places of the two that overlap are not near each other.
-- @arg within: How many words at most stand between the two, in either order, as in the near of a topic (characters, in Chinese, Japanese, Korean and Thai); 99 at most, so that none reaches into the next paragraph.
-- document_id: The document.
-- hits: How many times a stands near b.
-- outlet: The outlet.
-- published_date: The outlet's local day of publication; may be inferred.
-- title: Headline.
create or replace macro near(a, b, within := 10) as table
with reach as (
    select case when within not between 1 and 99 then error('within is 1 to 99 words, and not ' || within) else within end as most
),
ones as (
    select month, doc_no, start, start + words as behind from search_places(a, exact := true)
),
others as (
    select month, doc_no, start, start + words as behind from search_places(b, exact := true)
),
found as (
    select month, doc_no, count(distinct ones.start) as hits
    from ones
    join others using (month, doc_no)
    -- words from the end of the first to the start of the second: below 0, they overlap
    where greatest(ones.start, others.start) - least(ones.behind, others.behind) between 0 and (select most from reach)
    group by month, doc_no
),
final as (
    select document_id, hits, outlet_id as outlet, published_date, title
    from found
    join search_documents using (month, doc_no)
    join documents using (document_id)
)
select * from final order by published_date desc nulls last, document_id;

-- How many of its words no other outlet is known to have printed earlier, for each outlet and period.
-- @arg topic: A topic_id; null counts every document.
-- @arg outlet: An outlet_id; null for every outlet.
-- @arg d0: First day, the outlet's local day; null for no bound.
-- @arg d1: Last day; null for no bound.
-- @arg grain: 'day', 'week' (from Monday), 'month', 'quarter' or 'year'.
-- @arg min_hits: Least namings in the body for a document to count; 0 takes in those only the headline names.
-- outlet_id: The outlet.
-- period: First day of the period; a period without a row is unknown, not zero.
-- documents: Documents dated to it.
-- judged_documents: Those of which it is known who printed their text first.
-- judged_words: Words of those.
-- original_words: Words of those that no other outlet is known to have printed earlier.
-- originality: original_words over judged_words, 0-1; null when nothing is judged.
create or replace macro originality(
    topic := null, outlet := null, d0 := null, d1 := null, grain := 'month', min_hits := 1
) as table
with counted as (
    select
        documents.outlet_id,
        date_trunc((select period_grain from known(grain := grain)), documents.published_date)::date as period,
        count(*) as documents,
        count(documents.originality) as judged_documents,
        coalesce(sum(word_count) filter (where documents.originality is not null), 0)::bigint as judged_words,
        round(sum(word_count * documents.originality))::bigint as original_words
    from documents
    where documents.outlet_id is not null
        and documents.published_date is not null
        and (outlet is null or documents.outlet_id = (select outlet_id from known(outlet := outlet)))
        and (d0 is null or documents.published_date >= (select first_day from known(d0 := d0, d1 := d1)))
        and (d1 is null or documents.published_date <= d1::date)
        and (topic is null or documents.document_id in (
            select document_id from topic_hits where topic_id = (select topic_id from known(topic := topic)) and hits >= (select least_hits from known(min_hits := min_hits))
        ))
    group by documents.outlet_id, period
),
final as (
    select *, original_words / nullif(judged_words, 0) as originality from counted
)
select * from final order by outlet_id, period;

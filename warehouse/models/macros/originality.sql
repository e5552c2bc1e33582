-- How many words of each outlet and period are its own and were not printed earlier by another outlet that is known here. What credits an agency or another outlet is none of its own, whoever printed it first.
-- @arg topic: A topic_id; null counts every document.
-- @arg outlet: An outlet_id; null for every outlet.
-- @arg d0: First day, the outlet's local day; null for no bound.
-- @arg d1: Last day; null for no bound.
-- @arg grain: 'day', 'week' (from Monday), 'month', 'quarter' or 'year'.
-- @arg min_hits: Least namings where the topic looks, mostly the body, for a document to count; 0 takes in those only the headline names.
-- @arg unit: 'document' counts as printed; 'text' each text once an outlet and period, by the print nearest to the origin of its cluster: an outlet's own reprint does not count twice; 'story' each story once, by its first print.
-- outlet_id: The outlet.
-- period: First day of the period; a period without a row is unknown, not zero.
-- documents: Documents dated to it, or texts.
-- credited_documents: Those that credit an agency alone or another outlet, or share the text of one that credits an agency; no word of them counts as original.
-- judged_documents: Those of which it is known how much is original: the credited ones, and those by the outlet's own writers or house of which it is known who printed their text first.
-- words: Words of all documents.
-- credited_words: Words of the credited ones.
-- judged_words: Words of the judged ones, the credited ones among them.
-- original_words: Words of the outlet's own judged ones that no other outlet is known to have printed earlier.
-- judged_share: judged_words over words, 0-1: how much the next figure speaks of.
-- originality: original_words over judged_words, 0-1; null when nothing is judged.
-- lowest_originality: Share of all words if of what is not judged nothing more is original.
-- highest_originality: Share of all words if of what is not judged all is that no other is known to have printed earlier.
create or replace macro originality(
    topic := null, outlet := null, d0 := null, d1 := null, grain := 'month', min_hits := 1, unit := 'document'
) as table
with counted as (
    select
        outlet_id,
        period,
        count(*) as documents,
        count(*) filter (where authorship in ('agency', 'clustered', 'outlet')) as credited_documents,
        count(*) filter (where original_share_lo = original_share_hi) as judged_documents,
        sum(word_count)::bigint as words,
        coalesce(sum(word_count) filter (where authorship in ('agency', 'clustered', 'outlet')), 0)::bigint as credited_words,
        coalesce(sum(word_count) filter (where original_share_lo = original_share_hi), 0)::bigint as judged_words,
        coalesce(sum(word_count * original_share_lo) filter (where original_share_lo = original_share_hi), 0) as original,
        sum(word_count * original_share_lo) as at_least,
        sum(word_count * original_share_hi) as at_most
    from printings(
        topic := topic, outlet := outlet, d0 := d0, d1 := d1, grain := grain, min_hits := min_hits, unit := unit
    )
    join authorship using (document_id)
    group by outlet_id, period
),
final as (
    select
        outlet_id,
        period,
        documents,
        credited_documents,
        judged_documents,
        words,
        credited_words,
        judged_words,
        if(judged_words > 0, round(original), null)::bigint as original_words,
        judged_words / nullif(words, 0) as judged_share,
        original / nullif(judged_words, 0) as originality,
        at_least / nullif(words, 0) as lowest_originality,
        at_most / nullif(words, 0) as highest_originality
    from counted
)
select * from final order by outlet_id, period;

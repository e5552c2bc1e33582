-- What each outlet printed on each of its own local days: originals, copies by kind, and words. A day without a row is unknown, not zero.
-- outlet_id: The outlet; null when nothing says who printed it.
-- outlet_name: Its name.
-- day: The outlet's local day of publication; may be inferred.
-- documents: Documents dated to that day.
-- originals: Those that are no known copy, as in the view originals.
-- copies: The others: members of a cluster of which they are not the origin.
-- identical_copies: Copies that are the origin's text word by word.
-- verbatim_copies: Copies that share nine tenths with the origin.
-- edited_copies: Copies that share less of it.
-- excerpt_copies: Copies that are a part of it.
-- own_updates: Copies that are the same outlet's own print again, changed.
-- linked_copies: Copies that share too little with the origin and are in its cluster through another member.
-- agency_copies: Copies credited to an agency by themselves or by a member of their cluster.
-- words: Words of the documents.
-- credited_words: Words of those that credit an agency alone or another outlet, or share the text of one that credits an agency.
-- judged_words: Words of the documents of which it is known how much is original, as in the macro originality; the credited ones are among them.
-- original_words: Words of those that are the outlet's own and that no other is known to have printed earlier; null when nothing is judged.
create or replace view syndication_daily as
with joined as (
    select
        documents.outlet_id,
        documents.outlet_name,
        documents.published_date as day,
        documents.word_count,
        authorship.authorship,
        authorship.original_share_lo,
        authorship.original_share_lo = authorship.original_share_hi as is_judged,
        documents.cluster_id is not null and not documents.is_cluster_origin as is_copy,
        coalesce(documents.agency_id, clusters.agency_id) is not null as is_agency_copy,
        cluster_members.link,
        copies.relation
    from documents
    join authorship using (document_id)
    left join clusters using (cluster_id)
    left join cluster_members
        on cluster_members.document_id = documents.document_id
    left join copies
        on copies.later_id = documents.document_id and copies.earlier_id = clusters.origin_id
    where documents.published_date is not null
),
final as (
    select
        outlet_id,
        any_value(outlet_name) as outlet_name,
        day,
        count(*) as documents,
        count(*) filter (where not is_copy) as originals,
        count(*) filter (where is_copy) as copies,
        count(*) filter (where is_copy and link = 'direct' and relation = 'identical')
            as identical_copies,
        count(*) filter (where is_copy and link = 'direct' and relation = 'verbatim')
            as verbatim_copies,
        count(*) filter (where is_copy and link = 'direct' and relation = 'edited')
            as edited_copies,
        count(*) filter (where is_copy and link = 'direct' and relation = 'excerpt')
            as excerpt_copies,
        count(*) filter (where is_copy and link = 'direct' and relation = 'update')
            as own_updates,
        count(*) filter (where is_copy and link = 'through') as linked_copies,
        count(*) filter (where is_copy and is_agency_copy) as agency_copies,
        sum(word_count)::bigint as words,
        coalesce(
            sum(word_count) filter (where authorship in ('agency', 'clustered', 'outlet')), 0
        )::bigint as credited_words,
        coalesce(sum(word_count) filter (where is_judged), 0)::bigint as judged_words,
        round(sum(word_count * original_share_lo) filter (where is_judged))::bigint
            as original_words
    from joined
    group by outlet_id, day
)
select * from final order by outlet_id, day;

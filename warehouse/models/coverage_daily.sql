-- Documents of each outlet on each of its own local days. A day without a row is unknown, not zero.
-- outlet_id: The outlet; null when nothing says who printed it.
-- outlet_name: Its name.
-- day: The outlet's local day of publication; may be inferred.
-- documents: Documents dated to that day.
-- texts: Texts among them, copies of one (documents of a cluster, or of equal words) taken together.
-- words: Words of their bodies.
-- stated_documents: Documents whose day is stated as the day of publication, not an update or inferred.
create or replace view coverage_daily as
with dated as (
    select outlet_id, outlet_name, published_date as day, coalesce(cluster_id, body_hash) as text_id, word_count, date_kind
    from documents
    where published_date is not null
),
final as (
    select
        outlet_id,
        any_value(outlet_name) as outlet_name,
        day,
        count(*) as documents,
        count(distinct text_id) as texts,
        sum(word_count)::bigint as words,
        count(*) filter (where date_kind = 'published') as stated_documents
    from dated
    group by outlet_id, day
)
select * from final order by outlet_id, day;

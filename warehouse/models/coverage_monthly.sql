-- Documents of each outlet in each month of its own local days. A month without a row is unknown, not zero.
-- outlet_id: The outlet; null when nothing says who printed it.
-- outlet_name: Its name.
-- month: First day of the month.
-- documents: Documents dated to a day of that month.
-- texts: Texts among them, copies of one (documents of a cluster, or of equal words) taken together.
-- words: Words of their bodies.
-- days_with_documents: Days of the month on which there is a document.
create or replace view coverage_monthly as
with dated as (
    select
        outlet_id,
        outlet_name,
        published_date,
        date_trunc('month', published_date)::date as month,
        coalesce(cluster_id, body_hash) as text_id,
        word_count
    from documents
    where published_date is not null
),
final as (
    select
        outlet_id,
        any_value(outlet_name) as outlet_name,
        month,
        count(*) as documents,
        count(distinct text_id) as texts,
        sum(word_count)::bigint as words,
        count(distinct published_date) as days_with_documents
    from dated
    group by outlet_id, month
)
select * from final order by outlet_id, month;

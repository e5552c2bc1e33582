-- Documents of each outlet in each month of its own local days. A month without a row is unknown, not zero.
-- outlet_id: The outlet; null when nothing says who printed it.
-- outlet_name: Its name.
-- month: First day of the month.
-- documents: Documents dated to a day of that month.
-- texts: Distinct texts among them, case and punctuation aside.
-- words: Words of their bodies.
-- days_with_documents: Days of the month on which there is a document.
create or replace view coverage_monthly as
with dated as (
    select
        outlet_id,
        outlet_name,
        published_date,
        date_trunc('month', published_date)::date as month,
        body_hash,
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
        count(distinct body_hash) as texts,
        sum(word_count)::bigint as words,
        count(distinct published_date) as days_with_documents
    from dated
    group by outlet_id, month
)
select * from final order by outlet_id, month;

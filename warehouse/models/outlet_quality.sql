-- How far the documents of an outlet can be trusted: shares quarantined, undated, inferred, untitled.
-- outlet_id: The outlet; null for copy that does not say who printed it.
-- documents: Documents of the outlet.
-- quarantined: Inputs of the outlet in quarantine.
-- quarantined_share: Quarantined over quarantined and documents together.
-- undated_share: Documents without a day of publication, over documents; null when there is none.
-- inferred_share: Documents whose day is inferred, over documents; null when there is none.
-- untitled_share: Documents without a headline, over documents; null when there is none.
-- conflict_share: Documents whose date evidence contradicts itself, over documents.
create or replace view outlet_quality as
with printed as (
    select
        outlet_id,
        count(*) as documents,
        count(*) filter (where published_date is null) as undated,
        count(*) filter (where published_date is not null and date_kind = 'inferred') as inferred,
        count(*) filter (where title is null) as untitled,
        count(*) filter (where date_conflict) as conflicting
    from documents
    group by outlet_id
),
refused as (
    select outlet_id, count(*) as quarantined from quarantine group by outlet_id
),
joined as (
    select
        coalesce(printed.outlet_id, refused.outlet_id) as outlet_id,
        coalesce(documents, 0) as documents,
        coalesce(quarantined, 0) as quarantined,
        undated, inferred, untitled, conflicting
    from printed
    full outer join refused on printed.outlet_id is not distinct from refused.outlet_id
),
final as (
    select
        outlet_id,
        documents,
        quarantined,
        quarantined / (quarantined + documents) as quarantined_share,
        undated / documents as undated_share,
        inferred / documents as inferred_share,
        untitled / documents as untitled_share,
        conflicting / documents as conflict_share
    from joined
)
select * from final order by outlet_id;

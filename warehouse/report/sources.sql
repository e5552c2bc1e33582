-- Health of the sources
-- For each outlet: how much came, and how much of it is dated, titled and without conflict.
-- An inferred day is an estimate; a conflict is two witnesses that disagree, and both are kept.
with final as (
    select
        coalesce(outlet_id, 'unknown') as outlet_id,
        documents,
        quarantined,
        undated_share,
        inferred_share,
        untitled_share,
        conflict_share
    from outlet_quality
)
select * from final order by documents desc, outlet_id;

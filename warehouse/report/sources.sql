-- Health of the sources
-- For each outlet: how much came, and how much of it is dated, titled and without conflict.
-- Counted: all {documents} documents, with a day or without, and {quarantined} inputs in quarantine.
-- An inferred day is an estimate; a conflict is two witnesses that disagree, and both are kept.
with final as (
    select
        coalesce(outlets.name, outlet_id, 'outlet unknown') as outlet,
        documents,
        quarantined,
        undated_share,
        inferred_share,
        untitled_share,
        conflict_share
    from outlet_quality left join outlets using (outlet_id)
)
select * from final order by documents desc, outlet;

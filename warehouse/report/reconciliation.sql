-- Reconciliation
-- What each stage of the last run received and what came of it.
-- Counted: what the last run read, each stage in its own unit.
-- Received = kept + collapsed + quarantined + skipped, at every stage.
with final as (
    select stage, unit, received, kept, collapsed, quarantined, skipped, is_balanced
    from reconciliation
    where run_id = (select run_id from snapshots order by sequence desc limit 1)
)
select * from final
order by list_position(['ingest', 'parse', 'clean', 'validate', 'annotate', 'match', 'publish'], stage);

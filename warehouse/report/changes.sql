-- What changed
-- Documents that this snapshot added, changed or removed, by reason.
-- Counted: the documents that the last run added, changed or removed, with a day or without.
-- Against the snapshot before; the first snapshot adds everything.
with final as (
    select change, reason, count(*) as documents
    from changes
    where run_id = (select run_id from snapshots order by sequence desc limit 1)
    group by all
)
select * from final order by change, reason;

-- What became different from one snapshot to a later one, a row a document, with every reason there was on the way. Definitions of topics and entities are no part of a document: compare the tables topics and entities of both snapshots.
-- @arg a: The earlier snapshot, its sequence or snapshot_id; null for the one before the last.
-- @arg b: The later one; null for the last.
-- document_id: The document.
-- change: added, changed or removed, of the whole way; what was added and removed again is in no row.
-- reasons: The reasons of the steps, each once, sorted.
-- steps: Snapshots that changed it.
-- title: Its headline of today; null when it is gone.
-- outlet_id: Its outlet of today.
create or replace macro what_changed(a := null, b := null) as table
with later as (
    select
        case
            when b is null then max(sequence)
            when count(*) filter (where is_b) = 0 then error('there is no snapshot ' || b || ' here; from snapshots lists them')
            else max(sequence) filter (where is_b)
        end as last_sequence
    from (select sequence, b::varchar in (sequence::varchar, snapshot_id) as is_b from snapshots)
),
-- an id comes again when its content does: then the last one before b is meant
bounds as (
    select
        last_sequence,
        case
            when a is null then last_sequence - 1
            when count(*) filter (where is_a) = 0 then error('there is no snapshot ' || a || ' here; from snapshots lists them')
            when count(*) filter (where is_a and sequence <= last_sequence) = 0
            then error('a is the earlier snapshot, and ' || a || ' comes after ' || coalesce(b::varchar, 'the last'))
            else max(sequence) filter (where is_a and sequence <= last_sequence)
        end as first_sequence
    from (select sequence, a::varchar in (sequence::varchar, snapshot_id) as is_a from snapshots)
    cross join later
    group by last_sequence
),
stepped as (
    select
        changes.document_id,
        arg_min(changes.change, sequence) as first_change,
        arg_max(changes.change, sequence) as last_change,
        list_sort(list(distinct changes.reason)) as reasons,
        count(*) as steps
    from changes
    join snapshots using (run_id)
    join bounds on sequence > first_sequence and sequence <= last_sequence
    group by changes.document_id
),
final as (
    select
        document_id,
        case
            when first_change = 'added' then 'added'
            when last_change = 'removed' then 'removed'
            else 'changed'
        end as change,
        reasons,
        steps,
        documents.title,
        documents.outlet_id
    from stepped
    left join documents using (document_id)
    where not (first_change = 'added' and last_change = 'removed')
)
select * from final order by change, document_id;

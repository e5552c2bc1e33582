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
with asked as (
    select
        max(sequence) as newest,
        max(sequence) filter (where sequence::varchar = a::varchar or snapshot_id = a::varchar) as a_sequence,
        max(sequence) filter (where sequence::varchar = b::varchar or snapshot_id = b::varchar) as b_sequence
    from snapshots
),
later as (
    select
        a_sequence,
        case when b is null then newest when b_sequence is null then error('b is no snapshot of this warehouse') else b_sequence end
            as last_sequence
    from asked
),
bounds as (
    select
        last_sequence,
        case when a is null then last_sequence - 1 when a_sequence is null then error('a is no snapshot of this warehouse') else a_sequence end
            as first_sequence
    from later
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

-- Ids of earlier snapshots, and where a chain of redirects leads today.
-- kind: document, cluster or story.
-- old_id: The id as it was noted.
-- until_sequence: Number of the snapshot that no longer had it; an id noted before that leads to current_id.
-- current_id: The id of today; null when nothing of it is left.
-- steps: Redirects on the way.
create or replace view current_ids as
with recursive numbered as (
    select kind, old_id, new_id, sequence
    from redirects
    join snapshots using (run_id)
),
chained as (
    -- an id may be given, taken and given again: only what happened afterwards leads on
    select
        moved.*,
        later.sequence as next_sequence
    from numbered as moved
    asof left join numbered as later
        on moved.kind = later.kind
        and moved.new_id = later.old_id
        and moved.sequence < later.sequence
),
followed as (
    select kind, old_id, sequence as until_sequence, new_id, next_sequence, 1 as steps
    from chained
    union all
    select
        followed.kind,
        followed.old_id,
        followed.until_sequence,
        chained.new_id,
        chained.next_sequence,
        followed.steps + 1
    from followed
    join chained
        on chained.kind = followed.kind
        and chained.old_id = followed.new_id
        and chained.sequence = followed.next_sequence
),
final as (
    select kind, old_id, until_sequence, new_id as current_id, steps
    from followed
    where next_sequence is null
)
select * from final order by kind, old_id, until_sequence;

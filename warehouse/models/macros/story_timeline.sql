-- The documents of a story in the order of printing as far as it is stated.
-- @arg story: A story_id; null for every story.
-- story_id: The story.
-- place: Place by stated time, a day without one at its end in UTC, from 1; the same place where both are the same, or where no document of the day states a time. Null where the order is not known: without a time on a day of which others state one, without a day, and where the day is borrowed from the story itself.
-- document_id: The document.
-- outlet_id: The outlet; null when nothing says who printed it.
-- title: Headline.
-- published_date: The outlet's local day of publication; may be inferred.
-- published_at: Instant of publication, UTC; null unless stated.
-- date_kind: What the day is: published, updated, inferred or unknown.
-- attribution: Whose text it says it is.
-- cluster_id: Cluster of copies it is in; null when no other document is known to print its text.
-- minutes_after_first: Minutes since the first stated time of the story; null without one.
create or replace macro story_timeline(story := null) as table
with chosen as (
    select
        *,
        date_method is not distinct from 'story_neighbour' as is_borrowed,
        -- local days of two zones may stand against the clock: a day without one ends as in UTC
        coalesce(published_at, (published_date + interval 1 day) at time zone 'UTC') as out_by
    from documents
    where story_id is not null and (story is null or story_id = (select story_id from known(story := story)))
),
final as (
    select
        story_id,
        case
            when is_borrowed or published_date is null then null
            when published_at is null and count(published_at) over (partition by story_id, published_date) > 0 then null
            else rank() over (
                partition by story_id, is_borrowed or published_date is null
                order by out_by
            )
        end as place,
        document_id,
        outlet_id,
        title,
        published_date,
        published_at,
        date_kind,
        attribution,
        cluster_id,
        date_diff('minute', min(published_at) over (partition by story_id), published_at)
            as minutes_after_first
    from chosen
)
select * from final order by story_id, coalesce(published_at, (published_date + interval 1 day) at time zone 'UTC') nulls last, document_id;

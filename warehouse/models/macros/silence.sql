-- Stories that several outlets carried and another did not, though enough of its documents of every day of the story are here. Not found is not the same as not printed: its telling may not have been matched, or not be here.
-- @arg outlet: An outlet_id; null for every outlet.
-- @arg n: Least outlets that carried the story.
-- @arg topic: A topic_id; a story counts when a document of it has the topic; null for every story.
-- @arg d0: First day, the outlet's local day; null for no bound.
-- @arg d1: Last day; null for no bound.
-- @arg min_hits: Least namings where the topic looks, mostly the body, for a document to count; 0 takes in those only the headline names.
-- @arg min_documents: Least documents of the outlet on every day of the story; of a day with fewer it is not known what the outlet printed. The 20 is chosen, not fitted: a daily paper prints more, a hand-picked folder seldom has as many. Set it by what a full day of your outlets holds.
-- outlet_id: The outlet that is silent.
-- story_id: The story.
-- title: Its title.
-- date_lo: First stated day of it.
-- date_hi: Last stated day.
-- outlets: Outlets that carried it.
-- observed_days: Days from the first to the last, all with min_documents of the silent outlet or more, and none with fewer than expected from its own past.
-- documents: Documents of the silent outlet on those days: how much there is that does not tell the story.
-- fewest_documents: The same of the day that has fewest.
-- unknown_outlets: Documents of the story whose outlet is unknown: any of them may be the silent one's.
create or replace macro silence(
    outlet := null, n := 3, topic := null, d0 := null, d1 := null, min_hits := 1, min_documents := 20
) as table
with told as (
    select story_id, title, date_lo, date_hi, outlets
    from stories
    where outlets >= case when n >= 1 then n else error('n is a number, 1 or more') end
        and date_lo is not null
        and (d0 is null or date_hi >= (select first_day from known(d0 := d0, d1 := d1)))
        and (d1 is null or date_lo <= d1::date)
        and (topic is null or story_id in (
            select story_id from documents
            where document_id in (
                select document_id from topic_hits where topic_id = (select topic_id from known(topic := topic)) and hits >= (select least_hits from known(min_hits := min_hits))
            )
        ))
),
watched as (
    -- one document makes a day observed, and says nothing of all others that the outlet printed
    select
        outlet_id,
        day,
        documents,
        is_observed
            and documents >= case when min_documents >= 1 then min_documents else error('min_documents is a number, 1 or more') end
            and status is distinct from 'low' as is_known
    from coverage_calendar
    where outlet is null or outlet_id = (select outlet_id from known(outlet := outlet))
),
unbroken as (
    -- the calendar has a row for every day: who was watched without a break, from the last unknown day on
    select
        *,
        min(day) over (partition by outlet_id) as first_day,
        max(if(is_known, null, day)) over (partition by outlet_id order by day) as last_unknown
    from watched
),
seen as (
    select story_id, outlet_id, date_lo, date_hi
    from told
    join unbroken on day = date_hi
    where is_known and first_day <= date_lo and (last_unknown is null or last_unknown < date_lo)
),
members as (
    select story_id, outlet_id from documents where story_id in (select story_id from told)
),
carried as (
    select distinct story_id, outlet_id from members where outlet_id is not null
),
doubtful as (
    select story_id, count(*) as unknown_outlets from members where outlet_id is null group by story_id
),
silent as (
    select story_id, outlet_id, sum(documents)::bigint as documents, min(documents) as fewest_documents
    from (from seen anti join carried using (story_id, outlet_id)) as quiet
    join watched using (outlet_id)
    where day between date_lo and date_hi
    group by story_id, outlet_id
),
final as (
    select
        outlet_id,
        story_id,
        title,
        date_lo,
        date_hi,
        outlets,
        date_hi - date_lo + 1 as observed_days,
        silent.documents,
        fewest_documents,
        coalesce(unknown_outlets, 0) as unknown_outlets
    from told
    join silent using (story_id)
    left join doubtful using (story_id)
)
select * from final order by outlet_id, date_lo, story_id;

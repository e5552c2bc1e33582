-- Stories that several outlets carried and another, observed on every day of the story, did not. Not found is not the same as not printed: its telling may not have been matched.
-- @arg outlet: An outlet_id; null for every outlet.
-- @arg n: Least outlets that carried the story.
-- @arg topic: A topic_id; a story counts when a document of it has the topic; null for every story.
-- @arg d0: First day, the outlet's local day; null for no bound.
-- @arg d1: Last day; null for no bound.
-- @arg min_hits: Least namings in the body for a document to count; 0 takes in those only the headline names.
-- outlet_id: The outlet that is silent.
-- story_id: The story.
-- title: Its title.
-- date_lo: First stated day of it.
-- date_hi: Last stated day.
-- outlets: Outlets that carried it.
-- observed_days: Days from the first to the last on which the silent outlet is observed, which is all of them.
create or replace macro silence(
    outlet := null, n := 3, topic := null, d0 := null, d1 := null, min_hits := 1
) as table
with told as (
    select story_id, title, date_lo, date_hi, outlets
    from stories
    where outlets >= n
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
    -- the calendar has a row for every day: who was watched without a break, from the last unknown day on
    select
        outlet_id,
        day,
        is_observed,
        min(day) over (partition by outlet_id) as first_day,
        max(if(is_observed, null, day)) over (partition by outlet_id order by day) as last_unknown
    from coverage_calendar
    where outlet is null or outlet_id = (select outlet_id from known(outlet := outlet))
),
seen as (
    select story_id, outlet_id
    from told
    join watched on day = date_hi
    where is_observed and first_day <= date_lo and (last_unknown is null or last_unknown < date_lo)
),
carried as (
    select distinct story_id, outlet_id
    from documents
    where story_id in (select story_id from told) and outlet_id is not null
),
final as (
    select
        outlet_id,
        story_id,
        title,
        date_lo,
        date_hi,
        outlets,
        date_hi - date_lo + 1 as observed_days
    from told
    join seen using (story_id)
    anti join carried using (story_id, outlet_id)
)
select * from final order by outlet_id, date_lo, story_id;

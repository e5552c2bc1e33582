-- Which outlet was first with each story, by stated clock times alone. First known here, which is not the source.
-- @arg topic: A topic_id; a story counts when a document of it has the topic; null for every story.
-- @arg d0: First day, the outlet's local day; null for no bound.
-- @arg d1: Last day; null for no bound.
-- @arg min_hits: Least namings where the topic looks, mostly the body, for a document to count; 0 takes in those only the headline names.
-- story_id: The story.
-- title: Title of its first document that has one.
-- outlet_id: The outlet whose document has the earliest stated time, in whichever of its versions; null where it was not the first, or not alone: see tied_outlets and surely_earlier.
-- first_at: The earliest stated time, UTC.
-- tied_outlets: The outlets that state it, where they are several; null where it is one. Times of one minute are the same: few say the second.
-- next_outlet_id: The outlet that came next; null when no other states a time, or several state the first.
-- next_at: The next outlet's time, UTC.
-- lead_minutes: Minutes between the two times; 0 when several outlets state the first, and then none is first.
-- timed_outlets: Outlets of the story that state a time.
-- could_be_earlier: Documents of other outlets without a stated time whose dates allow an earlier print, and those of an unknown outlet, which may be any, that state an earlier time or none. An outlet's update of a print of its own that states its day is none: the print is judged.
-- surely_earlier: Those of them that state a day, of publication or an update, which had ended everywhere on earth by the first time: the first by the clock is not the first.
create or replace macro first_movers(topic := null, d0 := null, d1 := null, min_hits := 1) as table
with about as (
    select distinct story_id
    from documents
    where story_id is not null
        and (topic is null or document_id in (
            select document_id from topic_hits where topic_id = (select topic_id from known(topic := topic)) and hits >= (select least_hits from known(min_hits := min_hits))
        ))
),
-- a page that says today only when it was updated may have said before when it was published
stated_before as (
    select document_id, min(published_at) as published_at, min(published_date) filter (where date_kind = 'published') as published_date
    from document_versions
    where document_id in (select document_id from documents where version_no > 1 and story_id in (select story_id from about))
    group by document_id
),
members as (
    select
        story_id,
        document_id,
        outlet_id,
        least(documents.published_at, stated_before.published_at) as published_at,
        coalesce(stated_before.published_date, date_lo) as earliest_day,
        stated_before.published_date is not null or date_kind = 'published' as states_day,
        -- an update, too, says that a text was out by its day
        coalesce(
            stated_before.published_date,
            if(documents.date_kind in ('published', 'updated'), greatest(date_hi, documents.published_date), null)
        ) as latest_day
    from documents
    left join stated_before using (document_id)
    where story_id in (select story_id from about)
),
-- what an outlet printed again it had printed before: the day of that print is known, and no doubt
updates as (
    select distinct later.document_id
    from copies
    join members as later on later.document_id = copies.later_id and later.published_at is null
    join members as earlier on earlier.document_id = copies.earlier_id
    where copies.relation <> 'recurring'
        and earlier.outlet_id = later.outlet_id
        and earlier.story_id = later.story_id
        and (copies.is_ordered or earlier.states_day)
),
timed as (
    select story_id, outlet_id, min(published_at) as first_at
    from members
    where published_at is not null and outlet_id is not null
    group by story_id, outlet_id
),
ranked as (
    select
        *,
        row_number() over (partition by story_id order by first_at, outlet_id) as place,
        lead(outlet_id) over (partition by story_id order by first_at, outlet_id) as next_outlet_id,
        lead(first_at) over (partition by story_id order by first_at, outlet_id) as next_at,
        count(*) over (partition by story_id) as timed_outlets,
        date_trunc('minute', first_at) = date_trunc('minute', min(first_at) over (partition by story_id)) as is_first
    from timed
),
tied as (
    select story_id, list(outlet_id order by outlet_id) as tied_outlets
    from ranked
    where is_first
    group by story_id
    having count(*) > 1
),
firsts as (
    select * from ranked left join tied using (story_id) where place = 1
),
doubtful as (
    -- a local day may begin fourteen hours before that of UTC
    select
        firsts.story_id,
        count(*) as could_be_earlier,
        -- and ends twelve hours after that of UTC
        count(*) filter (
            where members.outlet_id is not null and members.latest_day + interval 36 hour <= firsts.first_at at time zone 'UTC'
        ) as surely_earlier
    from firsts
    join members on members.story_id = firsts.story_id and members.outlet_id is distinct from firsts.outlet_id
    where (members.published_at is null or (members.outlet_id is null and members.published_at < firsts.first_at))
        and members.document_id not in (select document_id from updates)
        and (members.earliest_day is null or members.earliest_day - interval 14 hour <= firsts.first_at at time zone 'UTC')
    group by firsts.story_id
),
final as (
    select
        story_id,
        stories.title,
        if(tied_outlets is null and coalesce(surely_earlier, 0) = 0, outlet_id, null) as outlet_id,
        first_at,
        tied_outlets,
        if(tied_outlets is null, next_outlet_id, null) as next_outlet_id,
        next_at,
        date_diff('minute', first_at, next_at) as lead_minutes,
        timed_outlets,
        coalesce(could_be_earlier, 0) as could_be_earlier,
        coalesce(surely_earlier, 0) as surely_earlier
    from firsts
    join stories using (story_id)
    left join doubtful using (story_id)
    where (d0 is null or stories.date_hi >= (select first_day from known(d0 := d0, d1 := d1))) and (d1 is null or stories.date_lo <= d1::date)
)
select * from final order by first_at, story_id;

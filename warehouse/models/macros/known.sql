-- What is asked for, each as it was given; an error for a name that is not here, and for what cannot be. The other macros ask it, for a mistyped topic or a period that ends before it begins would else be counted as 0.
-- @arg topic: A topic_id; null asks for none.
-- @arg outlet: An outlet_id; null asks for none.
-- @arg entity: An entity_id; null asks for none.
-- @arg story: A story_id; null asks for none.
-- @arg d0: First day of a period; null asks for none.
-- @arg d1: Its last day; null for no end.
-- @arg min_hits: Least namings, a whole number, 0 or more.
-- @arg grain: 'day', 'week' (from Monday), 'month', 'quarter' or 'year'.
-- topic_id: The topic.
-- outlet_id: The outlet.
-- entity_id: The entity.
-- story_id: The story.
-- first_day: The first day of the period.
-- least_hits: The least namings.
-- period_grain: The length of a period.
create or replace macro known(
    topic := null, outlet := null, entity := null, story := null, d0 := null, d1 := null, min_hits := 1, grain := 'month'
) as table
with final as (
    select
        case
            when topic is null or exists (from topics where topics.topic_id = topic) then topic
            else error('there is no topic ' || topic || ' here, but '
                || (select coalesce(string_agg(topics.topic_id, ', ' order by topics.topic_id), 'none') from topics))
        end::varchar as topic_id,
        case
            when outlet is null or exists (from outlets where outlets.outlet_id = outlet) then outlet
            else error('there is no outlet ' || outlet || ' here; from outlets lists them')
        end::varchar as outlet_id,
        case
            when entity is null or exists (from entities where entities.entity_id = entity) then entity
            else error('there is no entity ' || entity || ' here; from entities lists them')
        end::varchar as entity_id,
        case
            when story is null or exists (from stories where stories.story_id = story) then story
            else error('there is no story ' || story || ' here; from stories lists them, and redirects has ids of earlier snapshots')
        end::varchar as story_id,
        case
            when d1::date < d0::date then error('the period ends on ' || d1 || ', before it begins on ' || d0)
            else d0::date
        end as first_day,
        case
            when min_hits >= 0 and min_hits = floor(min_hits) then min_hits
            else error('min_hits is a whole number, 0 or more, and not ' || coalesce(min_hits::varchar, 'null'))
        end::bigint as least_hits,
        case
            when grain in ('day', 'week', 'month', 'quarter', 'year') then grain
            else error('grain is day, week, month, quarter or year, and not ' || coalesce(grain::varchar, 'null'))
        end::varchar as period_grain
)
select * from final;

-- The names asked for, each as it was given; an error for one that is not here. The other macros ask it, for a mistyped topic would else be counted as 0.
-- @arg topic: A topic_id; null asks for none.
-- @arg outlet: An outlet_id; null asks for none.
-- @arg entity: An entity_id; null asks for none.
-- topic_id: The topic.
-- outlet_id: The outlet.
-- entity_id: The entity.
create or replace macro known(topic := null, outlet := null, entity := null) as table
with final as (
    select
        case
            when coalesce(topic, '') = '' or exists (from topics where topics.topic_id = topic) then topic
            else error('there is no topic ' || topic || ' here, but '
                || (select coalesce(string_agg(topics.topic_id, ', ' order by topics.topic_id), 'none') from topics))
        end as topic_id,
        case
            when outlet is null or exists (from outlets where outlets.outlet_id = outlet) then outlet
            else error('there is no outlet ' || outlet || ' here; from outlets lists them')
        end as outlet_id,
        case
            when entity is null or exists (from entities where entities.entity_id = entity) then entity
            else error('there is no entity ' || entity || ' here; from entities lists them')
        end as entity_id
)
select * from final;

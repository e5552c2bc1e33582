-- The words by which each outlet names an entity.
-- @arg entity: An entity_id.
-- @arg outlet: An outlet_id; null for every outlet.
-- @arg d0: First day, the outlet's local day; null for no bound.
-- @arg d1: Last day; null for no bound.
-- outlet_id: The outlet; null when nothing says who printed it.
-- surface: The words as printed.
-- mentions: Times it stands there, headlines included.
-- documents: Documents in which it does.
-- share: Share of the outlet's mentions of the entity, 0-1.
-- first_date: Day of the first of the documents; null when none has a day.
-- last_date: Day of the last.
create or replace macro surface_forms(entity := null, outlet := null, d0 := null, d1 := null) as table
with counted as (
    select
        outlet_id,
        surface,
        count(*) as mentions,
        count(distinct document_id) as documents,
        min(published_date) as first_date,
        max(published_date) as last_date
    from mentions
    join documents using (document_id)
    where entity_id = (select entity_id from known(entity := entity))
        and (outlet is null or outlet_id = (select outlet_id from known(outlet := outlet)))
        and (d0 is null or published_date >= (select first_day from known(d0 := d0, d1 := d1)))
        and (d1 is null or published_date <= d1::date)
    group by outlet_id, surface
),
final as (
    select
        outlet_id,
        surface,
        mentions,
        documents,
        mentions / sum(mentions) over (partition by outlet_id) as share,
        first_date,
        last_date
    from counted
)
select * from final order by outlet_id, mentions desc, surface;

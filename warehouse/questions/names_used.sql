-- title: By which words an entity is named
-- question: Which outlet says which name, and how often?
-- parameter entity = south_korea: An entity_id.
-- parameter outlet = null: An outlet_id; null for every outlet.
-- caveat: A short form after the full one is a mention of its own.
-- columns: outlet_id, surface, mentions, share
select outlet_id, surface, mentions, share
from surface_forms(coalesce(getvariable('entity'), 'south_korea'), outlet := getvariable('outlet'))
order by outlet_id, mentions desc, surface;

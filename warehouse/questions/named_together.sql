-- title: Who is named with an entity
-- question: Which others do the documents that name the entity name?
-- parameter entity = south_korea: An entity_id.
-- parameter outlet = null: An outlet_id; null for every outlet.
-- parameter n = 20: Rows at most.
-- caveat: Only entities of the gazetteer are looked for.
-- columns: entity_id, name, documents, paragraphs, lift
select entity_id, name, documents, paragraphs, lift
from comention(coalesce(getvariable('entity'), 'south_korea'), outlet := getvariable('outlet'), n := coalesce(getvariable('n'), 20))
order by documents desc, entity_id;

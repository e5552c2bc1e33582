-- Who is named together with an entity, in the same documents and in the same paragraphs.
-- @arg entity: An entity_id.
-- @arg outlet: An outlet_id; null for every outlet.
-- @arg d0: First day, the outlet's local day; null for no bound.
-- @arg d1: Last day; null for no bound.
-- @arg n: Rows at most, the most frequent first.
-- entity_id: The other entity.
-- name: Its name.
-- documents: Documents that name both.
-- paragraphs: Paragraphs that name both, headlines included.
-- share: documents over the documents that name the entity asked for, 0-1.
-- lift: share over the other's share of all documents in question; above 1 they are named together more than by chance.
create or replace macro comention(entity := null, outlet := null, d0 := null, d1 := null, n := 50) as table
with chosen as (
    select document_id
    from documents
    where (outlet is null or outlet_id = outlet)
        and (d0 is null or published_date >= d0::date)
        and (d1 is null or published_date <= d1::date)
),
named as (
    select distinct entity_id, document_id, para_no
    from mentions
    where document_id in (select document_id from chosen)
),
of_entity as (
    select distinct document_id from named where entity_id = entity
),
in_documents as (
    select entity_id, count(distinct document_id) as documents
    from named
    where document_id in (select document_id from of_entity) and entity_id <> entity
    group by entity_id
),
in_paragraphs as (
    select others.entity_id, count(*) as paragraphs
    from named as others
    join named as asked using (document_id, para_no)
    where asked.entity_id = entity and others.entity_id <> entity
    group by others.entity_id
),
of_others as (
    select entity_id, count(distinct document_id) as documents_of_other from named group by entity_id
),
final as (
    select
        in_documents.entity_id,
        entities.name,
        in_documents.documents,
        coalesce(paragraphs, 0) as paragraphs,
        in_documents.documents / asked.documents as share,
        in_documents.documents * everything.documents / (asked.documents * documents_of_other) as lift
    from in_documents
    cross join (select count(*) as documents from of_entity) as asked
    cross join (select count(*) as documents from chosen) as everything
    join of_others using (entity_id)
    left join in_paragraphs using (entity_id)
    left join entities using (entity_id)
)
select * from final order by documents desc, entity_id limit n;

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
    where (outlet is null or outlet_id = (select outlet_id from known(outlet := outlet)))
        and (d0 is null or published_date >= (select first_day from known(d0 := d0, d1 := d1)))
        and (d1 is null or published_date <= d1::date)
),
named as (
    select entity_id, document_id, para_no, is_first_in_document, is_first_in_paragraph
    from mentions
    where outlet is null and d0 is null and d1 is null
    union all by name
    -- apart from it, because of all documents nothing has to be looked up
    select entity_id, document_id, para_no, is_first_in_document, is_first_in_paragraph
    from mentions
    semi join chosen using (document_id)
    where not (outlet is null and d0 is null and d1 is null)
),
asked as (
    select * from named where entity_id = (select entity_id from known(entity := entity))
),
-- the first namings are one row a document, or a paragraph: counting them is a third of the time of
-- counting what is distinct
others as (
    select entity_id, count(*) as documents_of_other
    from named
    where is_first_in_document and entity_id <> entity
    group by entity_id
),
in_documents as (
    select entity_id, count(*) as documents
    from named
    semi join (from asked where is_first_in_document) using (document_id)
    where is_first_in_document and entity_id <> entity
    group by entity_id
),
in_paragraphs as (
    select entity_id, count(*) as paragraphs
    from named
    semi join (from asked where is_first_in_paragraph) using (document_id, para_no)
    where is_first_in_paragraph and entity_id <> entity
    group by entity_id
),
final as (
    select
        in_documents.entity_id,
        entities.name,
        in_documents.documents,
        coalesce(paragraphs, 0) as paragraphs,
        in_documents.documents / of_asked.documents as share,
        in_documents.documents * everything.documents
            / (of_asked.documents * documents_of_other) as lift
    from in_documents
    join others using (entity_id)
    cross join (select count(*) as documents from asked where is_first_in_document) as of_asked
    cross join (select count(*) as documents from chosen) as everything
    left join in_paragraphs using (entity_id)
    left join entities using (entity_id)
)
select * from final order by documents desc, entity_id limit n;

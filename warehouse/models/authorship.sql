-- Whose text each document prints, as far as it and its copies say, and how much of it can be the outlet's own. A row a document; wire_share, originality and syndication_daily are made of it.
-- document_id: The document.
-- authorship: agency: it credits one alone; mixed: several agencies, or one and its own desk, writers or house; clustered: it credits none, others of its cluster do; outlet: it credits another outlet; own: its own writers or house only; unknown: nothing says.
-- agency_id: The agency of agency, mixed and clustered; of own that of an agency's own print; null when there is none, or its copies credit several.
-- credited_outlet_id: The other outlet it credits, the surest of several; null when it credits none.
-- original_share_lo: Share of its words that are its outlet's own for certain, and not printed earlier by another that is known here, 0-1.
-- original_share_hi: The same if all that nothing tells of is its own, 0-1. The document is judged where both are equal; where text is credited to others, both are 0.
create or replace view authorship as
with credited as (
    select
        document_id,
        arg_min(value, (-confidence, value)) as credited_outlet_id
    from evidence
    join documents using (document_id)
    where field = 'credit' and is_chosen and value is distinct from outlet_id
    group by document_id
),
told as (
    select
        documents.document_id,
        case
            when documents.attribution in ('agency', 'mixed') then documents.attribution
            -- a byline over an agency's text is no sign of an own one; an agency's own print is
            when clusters.agency_id is not null and documents.agency_id is null then 'clustered'
            -- a house or a writer may sign what the text says was another outlet's
            when credited_outlet_id is not null then 'outlet'
            else documents.attribution
        end as authorship,
        coalesce(documents.agency_id, clusters.agency_id) as agency_id,
        credited_outlet_id,
        documents.originality
    from documents
    left join clusters using (cluster_id)
    left join credited using (document_id)
),
final as (
    select
        document_id,
        authorship,
        agency_id,
        credited_outlet_id,
        -- a text alone of its kind here is 1 in documents.originality, whoever wrote it
        if(authorship = 'own', coalesce(originality, 0), 0)::double as original_share_lo,
        if(authorship in ('agency', 'clustered', 'outlet'), 0, coalesce(originality, 1))::double
            as original_share_hi
    from told
)
select * from final order by document_id;

-- Whose text it is
-- What of each outlet's documents is agency copy, another outlet's, its own, or of unknown origin.
-- Counted: all {documents} documents, with a day or without ({undated_documents}).
-- Credited: the document says so. Clustered: it credits nobody, and other prints of its text credit an agency. Other outlet: it credits one, and nothing says whether that had it from an agency. Unknown is not own: nothing says whose text it is. The views and macros named wire_share count by month, and so the documents with a day alone; undated says how many more are here.
with told as (
    select documents.outlet_id, documents.outlet_name, documents.published_date, authorship.authorship
    from documents join authorship using (document_id)
),
final as (
    select
        -- a kind of text is called unknown, too
        coalesce(any_value(outlet_name), outlet_id, 'outlet unknown') as outlet,
        count(*) as documents,
        count(*) filter (where authorship in ('agency', 'mixed')) as credited,
        count(*) filter (where authorship = 'clustered') as clustered,
        count(*) filter (where authorship = 'outlet') as other_outlet,
        count(*) filter (where authorship = 'own') as own,
        count(*) filter (where authorship = 'unknown') as unknown,
        count(*) filter (where published_date is null) as undated
    from told
    group by outlet_id
)
select * from final order by documents desc, outlet;

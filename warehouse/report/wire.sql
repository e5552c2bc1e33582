-- Whose text it is
-- What of each outlet's documents is agency copy, another outlet's, its own, or of unknown origin.
-- Credited: the document says so. Clustered: it credits nobody, and other prints of its text credit an agency. Other outlet: it credits one, and nothing says whether that had it from an agency. Unknown is not own: nothing says whose text it is.
with final as (
    select
        coalesce(outlet_name, 'unknown') as outlet,
        sum(documents)::bigint as documents,
        sum(credited_documents)::bigint as credited,
        sum(clustered_documents)::bigint as clustered,
        sum(other_outlet_documents)::bigint as other_outlet,
        sum(own_documents)::bigint as own,
        sum(unknown_documents)::bigint as unknown
    from wire_share
    group by 1
)
select * from final order by documents desc, outlet;

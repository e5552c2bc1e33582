-- Whose text it is
-- What of each outlet's documents is agency copy, its own, or of unknown origin.
-- Credited: the document says so. Clustered: it credits nobody, and other prints of its text credit an agency. Unknown is not own: nothing says whose text it is.
with final as (
    select
        coalesce(outlet_name, 'unknown') as outlet,
        sum(documents)::bigint as documents,
        sum(credited_documents)::bigint as credited,
        sum(clustered_documents)::bigint as clustered,
        sum(own_documents)::bigint as own,
        sum(unknown_documents)::bigint as unknown
    from wire_share
    group by 1
)
select * from final order by documents desc, outlet;

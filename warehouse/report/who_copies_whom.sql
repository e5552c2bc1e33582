-- Who prints whose text
-- Pairs of outlets where the later printed text that the earlier had before.
-- Counted: the {outlet_documents} of {documents} documents that have an outlet, with a day or without, as far as they share text with another's and say who had it first.
-- "Copied" only where the later one credits the earlier; "common source" where an agency stands behind both; the rest is unknown, and no accusation.
with final as (
    select
        coalesce(earlier_outlet_name, earlier_outlet_id) as earlier,
        coalesce(later_outlet_name, later_outlet_id) as later,
        documents,
        mean_later_share,
        copied,
        common_source,
        unknown,
        first_date,
        last_date
    from who_copies_whom
)
select * from final order by documents desc, earlier, later;

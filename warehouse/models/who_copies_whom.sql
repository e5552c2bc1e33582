-- Outlet to outlet: what one printed that the other had printed before or is credited for. Being later proves no copying: see the columns copied, common_source and unknown. An edge into an agency tells of a print that states an earlier time than the agency's own, not that the agency has it from there.
-- earlier_outlet_id: The outlet that printed the text first by stated times, or that the other credits.
-- earlier_outlet_name: Its name.
-- later_outlet_id: The outlet that printed it, or a part of it, later, or with a credit.
-- later_outlet_name: Its name.
-- documents: Documents of the later outlet that share text with one of the earlier outlet, each once.
-- mean_later_share: Mean share of their five-word runs that the earlier outlet had, 0-1.
-- copied: Those that credit the earlier outlet, where it is no agency's.
-- common_source: Those whose text is an agency's: both have it from there, or one of the two is the agency's own outlet.
-- unknown: Those of which nothing says how the text came to either outlet.
-- first_date: Day of the first of them; null when none has a day.
-- last_date: Day of the last of them.
create or replace view who_copies_whom as
with pairs as (
    -- an earlier one that credits the later has its text from there: its date is that of another print
    select
        if(direction_basis = 'earlier_credits_later', later_id, earlier_id) as earlier_id,
        if(direction_basis = 'earlier_credits_later', earlier_id, later_id) as later_id,
        if(direction_basis = 'earlier_credits_later', earlier_share, later_share) as later_share,
        direction
    from copies
    where (is_ordered or direction = 'copied') and relation not in ('recurring', 'update')
),
-- what an outlet had printed itself before it has from nobody: (document, outlet that was earlier)
had_before as (
    select distinct copies.later_id as document_id, documents.outlet_id
    from copies
    join documents on documents.document_id = copies.earlier_id
    where copies.is_ordered and copies.relation <> 'recurring' and documents.outlet_id is not null
),
between_outlets as (
    select
        earlier.outlet_id as earlier_outlet_id,
        earlier.outlet_name as earlier_outlet_name,
        later.outlet_id as later_outlet_id,
        later.outlet_name as later_outlet_name,
        later.published_date,
        later_share,
        direction,
        -- two prints of the earlier outlet are one reason: the one that says more, then the fuller
        row_number() over (
            partition by earlier.outlet_id, later_id
            order by
                case direction when 'copied' then 1 when 'common_source' then 2 else 3 end,
                later_share desc,
                earlier_id
        ) as place
    from pairs
    join documents as earlier on earlier.document_id = pairs.earlier_id
    join documents as later on later.document_id = pairs.later_id
    left join had_before
        on had_before.document_id = pairs.earlier_id and had_before.outlet_id = later.outlet_id
    where earlier.outlet_id <> later.outlet_id
        and (had_before.document_id is null or direction = 'copied')
),
final as (
    select
        earlier_outlet_id,
        any_value(earlier_outlet_name) as earlier_outlet_name,
        later_outlet_id,
        any_value(later_outlet_name) as later_outlet_name,
        count(*) as documents,
        round(avg(later_share), 4) as mean_later_share,
        count(*) filter (where direction = 'copied') as copied,
        count(*) filter (where direction = 'common_source') as common_source,
        count(*) filter (where direction = 'unknown') as unknown,
        min(published_date) as first_date,
        max(published_date) as last_date
    from between_outlets
    where place = 1
    group by earlier_outlet_id, later_outlet_id
)
select * from final order by documents desc, earlier_outlet_id, later_outlet_id;

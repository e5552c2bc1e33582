-- How much of what each outlet printed in each month is agency copy: what is credited, what must be, what nothing says. A month without a row is unknown, not zero.
-- outlet_id: The outlet; null when nothing says who printed it.
-- outlet_name: Its name.
-- month: First day of the month, in the outlet's local days.
-- documents: Documents dated to a day of that month.
-- credited_documents: Documents that credit an agency, alone or beside their own writers.
-- clustered_documents: Documents that credit no agency, in a cluster whose other members credit one.
-- other_outlet_documents: The other documents that credit another outlet. They are no own copy, and whether that outlet had it from an agency nothing says: unknown in all shares.
-- own_documents: Documents that credit their own writers or house only and share no agency's text, or of an agency what it prints itself.
-- unknown_documents: The rest: nothing says whose text it is. They are no own copy.
-- wire_share: Credited and clustered over those and the own documents, 0-1; null when there are none of either.
-- lowest_wire_share: Share of all documents if none that is unknown or credits another outlet is agency copy.
-- highest_wire_share: Share of all documents if every one of them is agency copy.
-- by_agency: Credited and clustered documents by agency_id, as a map: by_agency['xinhua']; null when there are none.
create or replace view wire_share as
with dated as (
    select
        documents.outlet_id,
        documents.outlet_name,
        date_trunc('month', documents.published_date)::date as month,
        authorship.authorship,
        authorship.agency_id
    from documents
    join authorship using (document_id)
    where documents.published_date is not null
),
counted as (
    select
        outlet_id,
        any_value(outlet_name) as outlet_name,
        month,
        count(*) as documents,
        count(*) filter (where authorship in ('agency', 'mixed')) as credited_documents,
        count(*) filter (where authorship = 'clustered') as clustered_documents,
        count(*) filter (where authorship = 'outlet') as other_outlet_documents,
        count(*) filter (where authorship = 'own') as own_documents,
        count(*) filter (where authorship = 'unknown') as unknown_documents,
        histogram(agency_id) filter (where authorship in ('agency', 'mixed', 'clustered')) as by_agency
    from dated
    group by outlet_id, month
),
final as (
    select
        outlet_id,
        outlet_name,
        month,
        documents,
        credited_documents,
        clustered_documents,
        other_outlet_documents,
        own_documents,
        unknown_documents,
        (credited_documents + clustered_documents)
            / nullif(credited_documents + clustered_documents + own_documents, 0) as wire_share,
        (credited_documents + clustered_documents) / documents as lowest_wire_share,
        (documents - own_documents) / documents as highest_wire_share,
        by_agency
    from counted
)
select * from final order by outlet_id, month;

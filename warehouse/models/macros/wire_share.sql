-- How much of what each outlet printed in each period is agency copy; without arguments in brackets, wire_share is the view by month.
-- @arg topic: A topic_id; null counts every document.
-- @arg outlet: An outlet_id; null for every outlet.
-- @arg d0: First day, the outlet's local day; null for no bound.
-- @arg d1: Last day; null for no bound.
-- @arg grain: 'day', 'week' (from Monday), 'month', 'quarter' or 'year'.
-- @arg min_hits: Least namings where the topic looks, mostly the body, for a document to count; 0 takes in those only the headline names.
-- @arg unit: 'document' counts as printed; 'text' each text once an outlet and period, by the print nearest to the origin of its cluster: an outlet's own reprint does not count twice; 'story' each story once, by its first print.
-- outlet_id: The outlet.
-- period: First day of the period.
-- documents: Documents dated to it, or texts; a period without a row is unknown, not zero.
-- wire_documents: Those that credit an agency, or share the text of one that does.
-- other_outlet_documents: The others that credit another outlet: no own copy, and whether that outlet had it from an agency nothing says. Unknown in all shares.
-- own_documents: Those that credit their own writers or house only.
-- unknown_documents: The rest: nothing says whose text it is.
-- wire_share: wire_documents over those and the own ones, 0-1; null when there are none of either.
-- lowest_wire_share: Share of all documents if none that is unknown or credits another outlet is agency copy.
-- highest_wire_share: Share of all documents if every one of them is.
create or replace macro wire_share(
    topic := null, outlet := null, d0 := null, d1 := null, grain := 'month', min_hits := 1, unit := 'document'
) as table
with counted as (
    select
        outlet_id,
        period,
        count(*) as documents,
        count(*) filter (where authorship in ('agency', 'mixed', 'clustered')) as wire_documents,
        count(*) filter (where authorship = 'outlet') as other_outlet_documents,
        count(*) filter (where authorship = 'own') as own_documents,
        count(*) filter (where authorship = 'unknown') as unknown_documents
    from printings(
        topic := topic, outlet := outlet, d0 := d0, d1 := d1, grain := grain, min_hits := min_hits, unit := unit
    )
    join authorship using (document_id)
    group by outlet_id, period
),
final as (
    select
        *,
        wire_documents / nullif(wire_documents + own_documents, 0) as wire_share,
        wire_documents / documents as lowest_wire_share,
        (documents - own_documents) / documents as highest_wire_share
    from counted
)
select * from final order by outlet_id, period;

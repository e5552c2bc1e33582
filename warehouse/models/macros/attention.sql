-- How much of what each outlet printed is about a topic, in each period. Null where a day of the period is a gap or not observed.
-- @arg topic: A topic_id; null counts every document, and the share is 1.
-- @arg d0: First day, the outlet's local day; null begins with the calendar.
-- @arg d1: Last day; null ends with the calendar.
-- @arg grain: 'day', 'week' (from Monday), 'month', 'quarter' or 'year'.
-- @arg unit: 'document', 'text' or 'story', as in coverage.
-- @arg gaps: 'null', 'scale' or 'zero', as in coverage; the share is the same by scale and zero.
-- @arg min_hits: Least namings where the topic looks, mostly the body, for a document to count; 0 takes in those only the headline names.
-- outlet_id: The outlet; documents without one are in no row.
-- period: First day of the period.
-- number: Documents, texts or stories with the topic; null where unknown.
-- of_all: All of them, with those that could not be read for topics (flag not_annotated); null where unknown.
-- share: number over of_all, 0-1; null where the outlet printed nothing.
create or replace macro attention(
    topic := null, d0 := null, d1 := null, grain := 'month', unit := 'document', gaps := 'null', min_hits := 1
) as table
with about as (
    from coverage(topic := topic, d0 := d0, d1 := d1, grain := grain, unit := unit, gaps := gaps, min_hits := min_hits)
),
everything as (
    from coverage(topic := null, d0 := d0, d1 := d1, grain := grain, unit := unit, gaps := gaps)
),
final as (
    select
        outlet_id, period, about.number, everything.number as of_all,
        about.number / nullif(everything.number, 0) as share
    from everything
    join about using (outlet_id, period)
)
select * from final order by outlet_id, period;

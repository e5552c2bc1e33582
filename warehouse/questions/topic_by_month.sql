-- title: A topic by outlet and month
-- question: How many documents about the topic did each outlet print in each period?
-- parameter topic = thaad: A topic_id.
-- parameter d0 = null: First day, local; null for no bound.
-- parameter d1 = null: Last day; null for no bound.
-- parameter grain = month: 'day', 'week', 'month', 'quarter' or 'year'.
-- caveat: Documents without an outlet or a day are in no row; a period counts only the days of the outlet's calendar.
-- caveat: A null is a period with a day that is a gap or not observed: not zero.
-- caveat: Documents are counted as printed: reprints of one text are several.
-- columns: outlet_id, period, number, counted
select outlet_id, period, number, counted
from coverage(topic := coalesce(getvariable('topic'), 'thaad'), d0 := getvariable('d0'), d1 := getvariable('d1'), grain := coalesce(getvariable('grain'), 'month'))
order by outlet_id, period;

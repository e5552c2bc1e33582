-- title: A topic by distinct texts
-- question: How many different texts about the topic did each outlet print?
-- parameter topic = thaad: A topic_id.
-- parameter d0 = null: First day, local; null for no bound.
-- parameter d1 = null: Last day; null for no bound.
-- parameter grain = month: 'day', 'week', 'month', 'quarter' or 'year'.
-- caveat: Documents without an outlet or a day are in no row; a period counts only the days of the outlet's calendar.
-- caveat: A null is a period with a day that is a gap or not observed: not zero.
-- caveat: A text counts once for each outlet and period, edited and cut copies taken together.
-- columns: outlet_id, period, texts
select outlet_id, period, number as texts
from coverage(topic := coalesce(getvariable('topic'), 'thaad'), d0 := getvariable('d0'), d1 := getvariable('d1'), grain := coalesce(getvariable('grain'), 'month'), unit := 'text')
order by outlet_id, period;

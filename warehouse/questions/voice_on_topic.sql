-- title: Share of voice on a topic
-- question: Of all the documents about the topic, how many are each outlet's?
-- parameter topic = thaad: A topic_id.
-- parameter d0 = null: First day, local; null for no bound.
-- parameter d1 = null: Last day; null for no bound.
-- parameter grain = month: 'day', 'week', 'month', 'quarter' or 'year'.
-- caveat: Documents without an outlet or a day are in no row; a period counts only the days of the outlet's calendar.
-- caveat: Unknown days are taken for empty: the collection's share of voice, not the world's.
-- columns: outlet_id, period, number, share
select outlet_id, period, number, share
from share_of_voice(topic := coalesce(getvariable('topic'), 'thaad'), d0 := getvariable('d0'), d1 := getvariable('d1'), grain := coalesce(getvariable('grain'), 'month'), gaps := 'zero')
order by period, outlet_id;

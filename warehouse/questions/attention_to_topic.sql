-- title: Attention to a topic
-- question: What share of all it printed did each outlet give to the topic?
-- parameter topic = thaad: A topic_id.
-- parameter d0 = null: First day, local; null for no bound.
-- parameter d1 = null: Last day; null for no bound.
-- parameter grain = month: 'day', 'week', 'month' or 'year'.
-- caveat: A null is a period with a day that is a gap or not observed: not zero.
-- caveat: Gaps are taken to hold the topic as often as known days do.
-- columns: outlet_id, period, number, of_all, share
select outlet_id, period, number, of_all, share
from attention(topic := coalesce(getvariable('topic'), 'thaad'), d0 := getvariable('d0'), d1 := getvariable('d1'), grain := coalesce(getvariable('grain'), 'month'), gaps := 'scale')
order by outlet_id, period;

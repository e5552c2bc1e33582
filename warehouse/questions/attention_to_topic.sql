-- title: Attention to a topic
-- question: What share of all it printed did each outlet give to the topic?
-- parameter topic = thaad: A topic_id.
-- parameter d0 = null: First day, local; null for no bound.
-- parameter d1 = null: Last day; null for no bound.
-- parameter grain = month: 'day', 'week', 'month', 'quarter' or 'year'.
-- caveat: Counted is what is there. A null is a period of which nothing is there: not zero.
-- caveat: On days that are gaps or not observed more may have been printed; the share takes them to be like the others.
-- columns: outlet_id, period, number, of_all, share
select outlet_id, period, if(of_all > 0, number, null) as number, nullif(of_all, 0) as of_all, share
from attention(topic := coalesce(getvariable('topic'), 'thaad'), d0 := getvariable('d0'), d1 := getvariable('d1'), grain := coalesce(getvariable('grain'), 'month'), gaps := 'zero')
order by outlet_id, period;

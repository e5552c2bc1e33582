-- title: Two outlets on one topic
-- question: Which of two outlets printed more about the topic?
-- parameter topic = thaad: A topic_id.
-- parameter one = china_daily: An outlet_id.
-- parameter two = korea_herald: The other.
-- parameter grain = month: 'day', 'week', 'month', 'quarter' or 'year'.
-- caveat: Unknown days are taken for empty.
-- columns: period, one_number, two_number, difference
select period, one_number, two_number, difference
from compare(coalesce(getvariable('one'), 'china_daily'), coalesce(getvariable('two'), 'korea_herald'), what := 'outlet', topic := coalesce(getvariable('topic'), 'thaad'), grain := coalesce(getvariable('grain'), 'month'), gaps := 'zero')
order by period;

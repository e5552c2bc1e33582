-- title: Two topics side by side
-- question: Which of two topics was printed more in each period?
-- parameter topic = thaad: A topic_id.
-- parameter other = trade: The other topic_id.
-- parameter outlet = null: An outlet_id; null for every outlet.
-- parameter grain = month: 'day', 'week', 'month', 'quarter' or 'year'.
-- caveat: Unknown days are taken for empty.
-- caveat: A document with both topics counts for both.
-- columns: period, one_number, two_number, difference
select period, one_number, two_number, difference
from compare(coalesce(getvariable('topic'), 'thaad'), coalesce(getvariable('other'), 'trade'), outlet := getvariable('outlet'), grain := coalesce(getvariable('grain'), 'month'), gaps := 'zero')
order by period;

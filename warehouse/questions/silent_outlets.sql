-- title: Outlets that left stories out
-- question: How many stories that others carried did each outlet, observed on their days, not carry?
-- parameter n = 3: Least outlets that carried a story.
-- parameter topic = null: A topic_id; null for every story.
-- caveat: Not found is not the same as not printed.
-- columns: outlet_id, stories
select outlet_id, count(*) as stories
from silence(n := coalesce(getvariable('n'), 3), topic := getvariable('topic'))
group by outlet_id
order by stories desc, outlet_id;

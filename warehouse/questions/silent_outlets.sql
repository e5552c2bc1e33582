-- title: Outlets that left stories out
-- question: How many stories that others carried did each outlet not carry, though enough of its documents of those days are here?
-- parameter n = 3: Least outlets that carried a story.
-- parameter topic = null: A topic_id; null for every story.
-- parameter min_documents = 20: Least documents of the outlet on every day of a story; set it by what a full day of it holds.
-- caveat: Not found is not the same as not printed: fewest_documents is how few documents the outlet has on a day of those stories.
-- columns: outlet_id, stories, fewest_documents
select outlet_id, count(*) as stories, min(fewest_documents) as fewest_documents
from silence(n := coalesce(getvariable('n'), 3), min_documents := coalesce(getvariable('min_documents'), 20), topic := getvariable('topic'))
group by outlet_id
order by stories desc, outlet_id;

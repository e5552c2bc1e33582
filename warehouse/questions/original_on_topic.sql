-- title: Original words on a topic
-- question: How many of its words about the topic are an outlet's own, and no other had printed them before?
-- parameter topic = thaad: A topic_id.
-- parameter d0 = null: First day, local; null for no bound.
-- parameter d1 = null: Last day; null for no bound.
-- caveat: What credits an agency or another outlet is judged and not original; where nothing says who wrote it or was first, it is not judged. The bounds take that for none and for all original.
-- columns: outlet_id, period, documents, credited_documents, judged_share, originality, lowest_originality, highest_originality
select outlet_id, period, documents, credited_documents, judged_share, originality, lowest_originality, highest_originality
from originality(topic := coalesce(getvariable('topic'), 'thaad'), d0 := getvariable('d0'), d1 := getvariable('d1'), grain := 'year')
order by outlet_id, period;

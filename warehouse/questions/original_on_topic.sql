-- title: Original words on a topic
-- question: How many of its words about the topic had no other outlet printed before?
-- parameter topic = thaad: A topic_id.
-- parameter d0 = null: First day, local; null for no bound.
-- parameter d1 = null: Last day; null for no bound.
-- caveat: Documents of which nothing stated says who was first are not judged.
-- columns: outlet_id, period, documents, judged_documents, originality
select outlet_id, period, documents, judged_documents, originality
from originality(topic := coalesce(getvariable('topic'), 'thaad'), d0 := getvariable('d0'), d1 := getvariable('d1'), grain := 'year')
order by outlet_id, period;

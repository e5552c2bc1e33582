-- title: Agency copy on a topic
-- question: How much of what each outlet printed about the topic is agency copy, at least and at most?
-- parameter topic = thaad: A topic_id.
-- parameter d0 = null: First day, local; null for no bound.
-- parameter d1 = null: Last day; null for no bound.
-- caveat: Between the bounds nothing says whose text it is, or another outlet is credited, which may have it from an agency.
-- columns: outlet_id, period, documents, wire_documents, other_outlet_documents, lowest_wire_share, highest_wire_share
select outlet_id, period, documents, wire_documents, other_outlet_documents, lowest_wire_share, highest_wire_share
from wire_share(topic := coalesce(getvariable('topic'), 'thaad'), d0 := getvariable('d0'), d1 := getvariable('d1'), grain := 'year')
order by outlet_id, period;

-- title: Headlines whose text does not name the topic
-- question: Which documents name the topic in the headline alone?
-- parameter topic = thaad: A topic_id.
-- caveat: They are counted only with min_hits := 0.
-- columns: document_id, outlet_id, published_date, title
select document_id, outlet_id, published_date, title
from topic_hits
join documents using (document_id)
where topic_id = coalesce(getvariable('topic'), 'thaad') and hits = 0 and in_title
order by published_date, document_id;

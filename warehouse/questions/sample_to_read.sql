-- title: A sample to read
-- question: Which documents about the topic shall be read by hand?
-- parameter topic = thaad: A topic_id.
-- parameter n = 10: How many.
-- parameter seed = 1: Another number draws others.
-- caveat: A sample says what is typical, not what there is.
-- columns: place, document_id, outlet_id, published_date, title, hits
select place, document_id, outlet_id, published_date, title, hits
from sample(topic := coalesce(getvariable('topic'), 'thaad'), n := coalesce(getvariable('n'), 10), seed := coalesce(getvariable('seed'), 1))
order by place;

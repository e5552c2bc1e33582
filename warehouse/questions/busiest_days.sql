-- title: The busiest days of a topic
-- question: On which days was most printed about the topic?
-- parameter topic = thaad: A topic_id.
-- parameter n = 10: Rows at most.
-- caveat: Documents of an unknown outlet are not counted, as in coverage.
-- caveat: Days that are not observed are missing, not empty.
-- columns: day, documents, outlets
select published_date as day, count(*) as documents, count(distinct outlet_id) as outlets
from topic_hits
join documents using (document_id)
where topic_id = coalesce(getvariable('topic'), 'thaad') and hits >= 1 and published_date is not null and outlet_id is not null
group by published_date
order by documents desc, day
limit coalesce(getvariable('n'), 10);

-- title: Who is first with stories
-- question: How often was each outlet the first that states a time, and how often beyond doubt?
-- parameter topic = null: A topic_id; null for every story.
-- caveat: First known here is not the source; only stated clock times count. Where outlets state the same minute, or another states an earlier day, none is counted.
-- columns: outlet_id, stories_first, beyond_doubt
select
    outlet_id,
    count(*) as stories_first,
    count(*) filter (where could_be_earlier = 0) as beyond_doubt
from first_movers(topic := getvariable('topic'))
where timed_outlets > 1 and outlet_id is not null
group by outlet_id
order by stories_first desc, outlet_id;

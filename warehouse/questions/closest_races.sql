-- title: Stories that a second outlet had soon
-- question: Where did a second outlet follow within so many minutes?
-- parameter minutes = 1440: Most minutes between them.
-- caveat: First known here is not the source; only stated clock times count. Stories whose first is not known are left out: outlets that state the same minute, or a document of an earlier day without a time.
-- columns: story_id, title, outlet_id, next_outlet_id, lead_minutes
select story_id, title, outlet_id, next_outlet_id, lead_minutes
from first_movers()
where outlet_id is not null and lead_minutes <= coalesce(getvariable('minutes'), 1440)
order by lead_minutes, story_id;

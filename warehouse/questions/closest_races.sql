-- title: Stories that a second outlet had soon
-- question: Where did a second outlet follow within so many minutes?
-- parameter minutes = 1440: Most minutes between them.
-- caveat: First known here is not the source; only stated clock times count.
-- columns: story_id, title, outlet_id, next_outlet_id, lead_minutes
select story_id, title, outlet_id, next_outlet_id, lead_minutes
from first_movers()
where lead_minutes <= coalesce(getvariable('minutes'), 1440)
order by lead_minutes, story_id;

-- title: How a story was told
-- question: Who printed a story when, and in whose text? The largest story unless one is named.
-- parameter story = null: A story_id; null for the largest.
-- caveat: Among documents of one day without a stated time the order is not known; one whose day is borrowed from the story has no place.
-- columns: place, outlet_id, title, published_date, published_at, attribution, minutes_after_first
select place, outlet_id, title, published_date, published_at, attribution, minutes_after_first
from story_timeline(story := coalesce(
    getvariable('story'), (select story_id from stories order by documents desc, story_id limit 1)
))
order by place nulls last, published_date;

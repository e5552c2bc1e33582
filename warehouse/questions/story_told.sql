-- title: How a story was told
-- question: Who printed a story when, and in whose text? The largest story unless one is named.
-- parameter story = null: A story_id; null for the largest.
-- caveat: The same place is the same time, or one day of which no document states a time. No place: its order is not known.
-- columns: place, outlet_id, title, published_date, published_at, attribution, minutes_after_first
select place, outlet_id, title, published_date, published_at, attribution, minutes_after_first
from story_timeline(story := coalesce(
    getvariable('story'), (select story_id from stories order by documents desc, story_id limit 1)
))
order by published_date nulls last, published_at nulls last, document_id;

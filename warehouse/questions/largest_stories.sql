-- title: The largest stories
-- question: Which events did most outlets tell of?
-- parameter n = 20: Rows at most.
-- caveat: Two events in the same words on the same days may be one story.
-- columns: story_id, title, date_lo, date_hi, outlets, documents, texts
select story_id, title, date_lo, date_hi, outlets, documents, texts
from stories
order by outlets desc, documents desc, story_id
limit coalesce(getvariable('n'), 20);

-- title: Stories an outlet left out
-- question: Which stories did the others carry and the outlet, observed on their days, not?
-- parameter outlet = null: An outlet_id; null for every outlet.
-- parameter n = 3: Least outlets that carried a story.
-- parameter most = 1000: Rows at most; one outlet's are seldom more.
-- caveat: Not found is not the same as not printed.
-- columns: outlet_id, story_id, title, date_lo, outlets
select outlet_id, story_id, title, date_lo, outlets
from silence(outlet := getvariable('outlet'), n := coalesce(getvariable('n'), 3))
order by outlet_id, date_lo, story_id
limit coalesce(getvariable('most'), 1000);

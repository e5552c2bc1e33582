-- title: Stories an outlet left out
-- question: Which stories did the others carry and the outlet not, though enough of its documents of those days are here?
-- parameter outlet = null: An outlet_id; null for every outlet.
-- parameter n = 3: Least outlets that carried a story.
-- parameter most = 1000: Rows at most; one outlet's are seldom more.
-- parameter min_documents = 20: Least documents of the outlet on every day of a story; set it by what a full day of it holds.
-- caveat: Not found is not the same as not printed: the fewer documents of the outlet there are on those days, the less it says.
-- columns: outlet_id, story_id, title, date_lo, outlets, observed_days, documents
select outlet_id, story_id, title, date_lo, outlets, observed_days, documents
from silence(outlet := getvariable('outlet'), n := coalesce(getvariable('n'), 3), min_documents := coalesce(getvariable('min_documents'), 20))
order by outlet_id, date_lo, story_id
limit coalesce(getvariable('most'), 1000);

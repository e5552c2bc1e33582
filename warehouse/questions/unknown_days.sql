-- title: Days nothing is known of
-- question: How many days of each outlet and year are gaps, or not observed?
-- caveat: A folder of texts tells nothing of the days without a document.
-- columns: outlet_id, year, days, observed, gaps, not_observed
select
    outlet_id,
    year(day) as year,
    count(*) as days,
    count(*) filter (where is_observed) as observed,
    count(*) filter (where status = 'gap') as gaps,
    count(*) filter (where status = 'not_observed') as not_observed
from coverage_calendar
group by outlet_id, year(day)
order by outlet_id, year(day);

-- title: Days unlike their outlet's past
-- question: On which days did an outlet print far more or less than it does on that weekday?
-- parameter outlet = null: An outlet_id; null for every outlet.
-- caveat: A range needs four known days of the same weekday in the eight weeks before.
-- columns: outlet_id, day, documents, status, reason
select outlet_id, day, documents, status, reason
from coverage_calendar
where status in ('low', 'high') and (getvariable('outlet') is null or outlet_id = getvariable('outlet'))
order by outlet_id, day;

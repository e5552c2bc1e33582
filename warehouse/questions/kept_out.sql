-- title: What was kept out
-- question: How many inputs are in quarantine, and for which reason?
-- caveat: What was passed over at ingest is in skipped.
-- columns: stage, reason_code, inputs
select stage, reason_code, count(*) as inputs
from quarantine
group by stage, reason_code
order by inputs desc, stage, reason_code;

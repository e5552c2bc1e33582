-- title: How far each outlet can be trusted
-- question: Of each outlet: how many days are observed, and which share is undated, inferred or in quarantine?
-- caveat: Shares are of all documents, also of those without a day.
-- columns: outlet_id, days, observed_days, undated_share, inferred_share, quarantined_share
select outlet_id, days, observed_days, undated_share, inferred_share, quarantined_share
from source_health()
order by outlet_id;

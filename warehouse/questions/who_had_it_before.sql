-- title: Who had printed before what another prints
-- question: Between which outlets does text pass, and how often is it credited?
-- parameter n = 20: Rows at most.
-- caveat: Being later proves no copying: see copied, common_source and unknown.
-- columns: earlier_outlet_id, later_outlet_id, documents, copied, common_source, unknown
select earlier_outlet_id, later_outlet_id, documents, copied, common_source, unknown
from who_copies_whom
order by documents desc, earlier_outlet_id, later_outlet_id
limit coalesce(getvariable('n'), 20);

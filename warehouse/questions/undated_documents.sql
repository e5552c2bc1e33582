-- title: Documents without a day
-- question: How many documents of each outlet are in no count by day?
-- caveat: They are in documents and in no row of the calendar.
-- columns: outlet_id, documents, undated
select outlet_id, count(*) as documents, count(*) filter (where published_date is null) as undated
from documents
group by outlet_id
having undated > 0
order by outlet_id;

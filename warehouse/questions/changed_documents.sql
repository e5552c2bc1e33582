-- title: What the last snapshot changed
-- question: Which documents were added, changed or removed since a snapshot, and why?
-- parameter a = null: The earlier snapshot: its sequence or snapshot_id; null for the one before the last.
-- parameter b = null: The later one; null for the last.
-- caveat: The text of today is shown; older ones are in document_versions.
-- columns: document_id, change, reasons, title
select document_id, change, reasons, title
from what_changed(getvariable('a'), getvariable('b'))
order by change, document_id;

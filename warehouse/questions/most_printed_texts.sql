-- title: The texts printed most
-- question: Which text stands in most documents, and where does it come from?
-- parameter n = 20: Rows at most.
-- caveat: The origin is the first known here; of agency text the source is the agency.
-- columns: cluster_id, title, outlet_id, agency_id, members, outlets, origin_basis
select clusters.cluster_id, documents.title, documents.outlet_id, clusters.agency_id, members, outlets, origin_basis
from clusters
join documents on document_id = origin_id
order by members desc, clusters.cluster_id
limit coalesce(getvariable('n'), 20);

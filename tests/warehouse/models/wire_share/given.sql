-- A month of each kind with two that credit another outlet, one of which nothing is known, an agency's own copy, and an undated document.
insert into documents by name
select
    document_id, outlet_id, outlet_id as outlet_name, day::date as published_date, attribution,
    agency_id, cluster_id
from (values
    ('a1', 'daily_post', '2020-03-01', 'agency', 'xinhua', 'c1'),
    ('a2', 'daily_post', '2020-03-31', 'mixed', 'yonhap', null),
    ('a3', 'daily_post', '2020-03-05', 'unknown', null, 'c1'),
    ('a4', 'daily_post', '2020-03-05', 'unknown', null, 'c2'),
    ('a5', 'daily_post', '2020-03-05', 'unknown', null, null),
    ('a6', 'daily_post', '2020-03-05', 'own', null, 'c1'),
    ('a7', 'daily_post', '2020-03-06', 'own', null, null),
    ('a8', 'daily_post', '2020-03-06', 'agency', 'xinhua', 'c2'),
    ('a9', 'daily_post', '2020-03-07', 'own', null, null),
    ('a0', 'daily_post', '2020-03-07', 'unknown', null, null),
    ('b1', 'daily_post', '2020-04-01', 'unknown', null, null),
    ('b2', 'daily_post', '2020-04-02', 'unknown', null, null),
    ('x1', 'xinhua', '2020-03-01', 'own', 'xinhua', 'c1'),
    ('u1', 'daily_post', null, 'agency', 'xinhua', null)
) as rows (document_id, outlet_id, day, attribution, agency_id, cluster_id);

-- the members of the second credit two agencies
insert into clusters by name
select * from (values ('c1', 'xinhua'), ('c2', null)) as rows (cluster_id, agency_id);
insert into evidence by name
select *, 1 as evidence_no, 'credit' as field, 'night_mail' as value, 0.9 as confidence, true as is_chosen
from (values ('a9'), ('a0'), ('a1')) as rows (document_id);

-- One document of each kind; one credits two outlets, one only itself, one is another's rejected candidate.
insert into documents by name
select * from (values
    ('a1', 'daily_post', 'agency', 'xinhua', 'c1', 1.0),
    ('a2', 'daily_post', 'mixed', 'yonhap', null, 0.8),
    ('a3', 'daily_post', 'own', null, 'c1', 1.0),
    ('b1', 'daily_post', 'own', null, null, 1.0),
    ('b2', 'daily_post', 'unknown', null, null, 1.0),
    ('b3', 'daily_post', 'own', null, null, 0.4),
    ('b4', 'daily_post', 'own', null, null, null),
    ('b5', 'daily_post', 'unknown', null, null, 0.0),
    ('b6', 'daily_post', 'unknown', null, null, 0.4),
    ('b7', null, 'unknown', null, null, null),
    ('x1', 'xinhua', 'own', 'xinhua', 'c1', 1.0)
) as rows (document_id, outlet_id, attribution, agency_id, cluster_id, originality);
insert into clusters by name select 'c1' as cluster_id, 'xinhua' as agency_id;
insert into evidence by name
select * from (values
    ('a1', 1, 'credit', 'night_mail', 0.9, true),
    ('b1', 1, 'credit', 'city_news', 0.6, true), ('b1', 2, 'credit', 'night_mail', 0.9, true),
    ('b2', 1, 'credit', 'night_mail', 0.9, true),
    ('b3', 1, 'credit', 'daily_post', 0.9, true), ('b3', 2, 'outlet', 'night_mail', 0.9, true), ('b3', 3, 'credit', 'night_mail', 0.6, false),
    ('b7', 1, 'credit', 'night_mail', 0.9, true)
) as rows (document_id, evidence_no, field, value, confidence, is_chosen);

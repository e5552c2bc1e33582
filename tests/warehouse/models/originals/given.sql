-- A cluster with a stated first print, one whose order is only likely, a document alone, and a round-up of that and of a text of the first cluster.
insert into documents by name
select
    document_id, outlet_id, outlet_id as outlet_name, title, day::date as published_date,
    attribution, agency_id, words as word_count, share as originality, cluster_id,
    origin as is_cluster_origin
from (values
    ('d1', 'night_mail', 'Bridge opens', '2020-03-01', 'agency', 'xinhua', 200, 1.0, 'c1', true),
    ('d2', 'daily_post', 'Bridge open', '2020-03-02', 'own', null, 150, 0.1, 'c1', false),
    ('d3', 'daily_post', 'Bridge', '2020-03-03', 'unknown', null, 90, 0.0, 'c1', false),
    ('d4', 'night_mail', 'Harvest', null, 'unknown', null, 300, null, 'c4', true),
    ('d5', 'daily_post', 'Harvest', null, 'unknown', null, 290, null, 'c4', false),
    ('d6', null, null, '2020-03-01', 'own', null, 80, 1.0, null, null),
    ('d7', 'night_mail', 'The week', '2020-03-04', 'own', null, 80, 0.2, null, null),
    ('d8', 'night_mail', 'Alone', '2020-03-05', 'own', null, 80, 1.0, null, null)
) as rows (
    document_id, outlet_id, title, day, attribution, agency_id, words, share, cluster_id, origin
);

insert into clusters by name
select * from (values
    ('c1', 'd1', 'stated_time', 3),
    ('c4', 'd4', 'fuller_text', 2)
) as rows (cluster_id, origin_id, origin_basis, members);

insert into copies by name
select * from (values
    ('d2', 'd1', 'verbatim'),
    ('d5', 'd4', 'identical'),
    ('d7', 'd6', 'roundup'),
    ('d7', 'd1', 'roundup')
) as rows (later_id, earlier_id, relation);

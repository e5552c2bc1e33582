-- One cluster of an agency's text with a copy of each kind, one of unknown order, documents alone, one that credits another outlet, one undated.
insert into documents by name
select
    document_id, outlet_id, outlet_id as outlet_name, day::date as published_date, agency_id,
    words as word_count, share as originality, cluster_id, origin as is_cluster_origin
from (values
    ('a0', 'night_mail', '2020-03-01', 'xinhua', 100, 1.0, 'c1', true),
    ('a1', 'daily_post', '2020-03-01', null, 100, 0.0, 'c1', false),
    ('a2', 'daily_post', '2020-03-01', null, 110, 0.1, 'c1', false),
    ('a3', 'daily_post', '2020-03-01', null, 200, 0.55, 'c1', false),
    ('a4', 'daily_post', '2020-03-01', null, 40, 0.0, 'c1', false),
    ('a5', 'daily_post', '2020-03-01', null, 60, 0.5, 'c1', false),
    ('a6', 'night_mail', '2020-03-02', 'xinhua', 120, 1.0, 'c1', false),
    ('b0', 'daily_post', '2020-03-02', null, 70, null, 'c2', true),
    ('b1', 'daily_post', '2020-03-02', null, 70, null, 'c2', false),
    ('e1', 'daily_post', '2020-03-01', null, 30, 1.0, null, null),
    ('e2', 'daily_post', null, null, 30, 1.0, null, null),
    ('e3', 'daily_post', '2020-03-01', null, 20, 1.0, null, null)
) as rows (document_id, outlet_id, day, agency_id, words, share, cluster_id, origin);
update documents set attribution = if(agency_id is null, 'own', 'agency');
insert into evidence by name
select 'e3' as document_id, 1 as evidence_no, 'credit' as field, 'night_mail' as value, 0.9 as confidence, true as is_chosen;

insert into clusters by name
select * from (values ('c1', 'a0', 'xinhua'), ('c2', 'b0', null)) as rows (
    cluster_id, origin_id, agency_id
);

insert into cluster_members by name
select document_id, cluster_id, if(is_cluster_origin, 'origin', 'direct') as link
from documents
where cluster_id is not null and document_id <> 'a5';

insert into cluster_members by name
select 'a5' as document_id, 'c1' as cluster_id, 'through' as link, 'a3' as via_id;

-- the last pair is not with the origin and says nothing of the kind of copy
insert into copies by name
select * from (values
    ('a1', 'a0', 'identical'),
    ('a2', 'a0', 'verbatim'),
    ('a3', 'a0', 'edited'),
    ('a4', 'a0', 'excerpt'),
    ('a6', 'a0', 'update'),
    ('b1', 'b0', 'identical'),
    ('a5', 'a3', 'excerpt'),
    ('a2', 'a1', 'edited')
) as rows (later_id, earlier_id, relation);

-- What an outlet's own updates leave in doubt. u2's page says only when it was updated, its first version when it was published; u4 updates u3, which states its day; u6 updates u5, which states none.
insert into documents by name
select * from (values
    ('u1', 'korea_herald', date '2016-03-05', timestamptz '2016-03-05 10:00:00+00', 'published', date '2016-03-05', 'e3', 'Radar moves'),
    ('u2', 'post', date '2016-03-05', null, 'updated', null, 'e3', 'Radar moved'),
    ('u3', 'china_daily', date '2016-03-07', null, 'published', date '2016-03-07', 'e3', 'Radar gone'),
    ('u4', 'china_daily', date '2016-03-09', null, 'updated', null, 'e3', 'Radar away'),
    ('u5', 'china_daily', null, null, 'unknown', null, 'e4', 'Radar quiet'),
    ('u6', 'china_daily', date '2016-03-10', null, 'updated', null, 'e4', 'Radar silent'),
    ('u7', 'post', date '2016-03-10', timestamptz '2016-03-10 08:00:00+00', 'published', date '2016-03-10', 'e4', 'Radar off')
) as given(document_id, outlet_id, published_date, published_at, date_kind, date_lo, story_id, title);
update documents set version_no = if(document_id = 'u2', 2, 1) where starts_with(document_id, 'u');
insert into document_versions by name
select document_id, 1 as version_no, outlet_id, published_date, published_at, date_kind from documents where starts_with(document_id, 'u') and document_id <> 'u2'
union all by name
select 'u2' as document_id, 1 as version_no, 'post' as outlet_id, date '2016-03-05' as published_date, timestamptz '2016-03-05 11:30:00+00' as published_at, 'published' as date_kind
union all by name
select document_id, 2 as version_no, outlet_id, published_date, published_at, date_kind from documents where document_id = 'u2';
insert into copies by name
select * from (values ('u4', 'u3', 'update', false), ('u6', 'u5', 'update', false)) as given(later_id, earlier_id, relation, is_ordered);
insert into stories by name
select * from (values
    ('e3', 'u1', 'Radar moves', date '2016-03-05', date '2016-03-09'), ('e4', 'u7', 'Radar off', date '2016-03-10', date '2016-03-10')
) as given(story_id, first_id, title, date_lo, date_hi);
insert into topic_hits by name
select * from (values ('thaad', 'u1', 1), ('thaad', 'u7', 1)) as given(topic_id, document_id, hits);
-- Two of one minute; the day of v4 had ended in Honolulu before v5's clock, that of v6 had not before v7's; v8 is an update of an earlier day; v10 is v11's own; nobody knows who printed v13 before v14.
insert into documents by name
select *, 1 as version_no from (values
    ('v1', 'post', date '2016-03-12', timestamptz '2016-03-12 08:00:40+00', 'published', date '2016-03-12', 'e5'),
    ('v2', 'china_daily', date '2016-03-12', timestamptz '2016-03-12 08:00:05+00', 'published', date '2016-03-12', 'e5'),
    ('v3', 'korea_herald', date '2016-03-12', timestamptz '2016-03-12 09:00:00+00', 'published', date '2016-03-12', 'e5'),
    ('v4', 'china_daily', date '2016-03-14', null, 'published', date '2016-03-14', 'e6'),
    ('v5', 'post', date '2016-03-15', timestamptz '2016-03-15 12:00:00+00', 'published', date '2016-03-15', 'e6'),
    ('v6', 'china_daily', date '2016-03-14', null, 'published', date '2016-03-14', 'e7'),
    ('v7', 'post', date '2016-03-15', timestamptz '2016-03-15 11:59:00+00', 'published', date '2016-03-15', 'e7'),
    ('v8', 'china_daily', date '2016-03-16', null, 'updated', null, 'e8'),
    ('v9', 'post', date '2016-03-18', timestamptz '2016-03-18 10:00:00+00', 'published', date '2016-03-18', 'e8'),
    ('v10', 'post', date '2016-03-19', null, 'published', date '2016-03-19', 'e9'),
    ('v11', 'post', date '2016-03-21', timestamptz '2016-03-21 10:00:00+00', 'published', date '2016-03-21', 'e9'),
    ('v12', 'china_daily', date '2016-03-20', null, 'inferred', date '2016-03-18', 'e9'),
    ('v13', null, date '2016-03-23', timestamptz '2016-03-23 01:00:00+00', 'published', date '2016-03-23', 'f1'),
    ('v14', 'post', date '2016-03-23', timestamptz '2016-03-23 05:00:00+00', 'published', date '2016-03-23', 'f1'),
    ('v15', null, date '2016-03-23', timestamptz '2016-03-23 06:00:00+00', 'published', date '2016-03-23', 'f1')
) as given(document_id, outlet_id, published_date, published_at, date_kind, date_lo, story_id);
insert into stories by name
select * from (values ('e5', 'v2'), ('e6', 'v4'), ('e7', 'v6'), ('e8', 'v8'), ('e9', 'v10'), ('f1', 'v13')) as given(story_id, first_id);
insert into topic_hits by name
select 'thaad' as topic_id, document_id, 1 as hits from documents where starts_with(document_id, 'v');

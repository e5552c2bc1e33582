-- A leap February of three outlets, small enough to count by hand; every macro and saved question is asked of it.
insert into documents by name
select * from (values
    ('d1', 'korea_herald', date '2016-02-28', timestamptz '2016-02-28 10:00:00+00', 'published', date '2016-02-28', 'h1', 100, 'own', null, null, null, 1.0, 'e1', 'Radar arrives'),
    ('d2', 'post', date '2016-02-29', timestamptz '2016-02-29 09:00:00+00', 'published', date '2016-02-29', 'h2', 50, 'unknown', null, null, null, 0.5, 'e1', 'Radar lands'),
    ('d3', 'china_daily', date '2016-02-29', null, 'inferred', date '2016-02-28', 'h3', 50, 'own', null, null, null, null, 'e1', 'Radar row'),
    ('d4', 'korea_herald', date '2016-02-29', timestamptz '2016-02-29 12:00:00+00', 'published', date '2016-02-29', 'h4', 100, 'agency', 'xinhua', 'c1', true, 1.0, null, 'Rain'),
    ('d5', 'korea_herald', date '2016-02-29', timestamptz '2016-02-29 13:00:00+00', 'published', date '2016-02-29', 'h4', 100, 'own', null, 'c1', false, 0.0, null, 'Rain again'),
    ('d6', 'post', date '2016-03-01', timestamptz '2016-03-01 08:00:00+00', 'published', date '2016-03-01', 'h6', 100, 'own', null, null, null, 1.0, 'e2', 'Radar talks'),
    ('d7', 'korea_herald', null, null, 'unknown', null, 'h7', 10, 'own', null, null, null, 1.0, null, 'Undated'),
    ('d8', null, date '2016-02-29', null, 'inferred', date '2016-02-29', 'h8', 10, 'own', null, null, null, 1.0, null, 'Nobody''s')
) as given(document_id, outlet_id, published_date, published_at, date_kind, date_lo, body_hash, word_count, attribution, agency_id, cluster_id, is_cluster_origin, originality, story_id, title);
update documents set date_method = 'story_neighbour' where document_id = 'd3';
insert into coverage_calendar by name
select *, status not in ('gap', 'not_observed') as is_observed from (values
    ('korea_herald', date '2016-02-28', 1, 'ok'), ('korea_herald', date '2016-02-29', 2, 'high'), ('korea_herald', date '2016-03-01', null, 'gap'),
    ('post', date '2016-02-29', 1, 'ok'), ('post', date '2016-03-01', 1, 'ok'),
    ('china_daily', date '2016-02-28', 0, 'ok'), ('china_daily', date '2016-02-29', 1, 'ok')
) as given(outlet_id, day, documents, status);
update coverage_calendar set documents = 24 where outlet_id = 'korea_herald' and day = date '2016-02-29';  -- as full as a day is on which silence says something
insert into outlets by name
select * from (values ('korea_herald', 'The Herald'), ('post', 'The Post'), ('china_daily', 'The Daily')) as given(outlet_id, name);
insert into topics by name select * from (values ('thaad', 'Radar'), ('trade', 'Rain')) as given(topic_id, name);
insert into topic_hits by name
select * from (values
    ('thaad', 'd1', 3, true, true), ('thaad', 'd2', 1, true, false), ('thaad', 'd3', 0, true, false), ('thaad', 'd6', 2, true, true),
    ('trade', 'd4', 1, true, true), ('trade', 'd5', 1, true, true)
) as given(topic_id, document_id, hits, in_title, in_lead);
insert into entities by name
select * from (values ('south_korea', 'South Korea', 'country'), ('china', 'China', 'country')) as given(entity_id, name, kind);
insert into mentions by name
select *, true as is_first_in_paragraph from (values
    ('d1', 1, 'south_korea', 'South Korea', 0, true), ('d1', 1, 'china', 'China', 20, true), ('d1', 2, 'south_korea', 'Seoul', 0, false),
    ('d2', 1, 'south_korea', 'Seoul', 0, true), ('d2', 2, 'china', 'China', 0, true), ('d6', 1, 'china', 'Beijing', 0, true)
) as given(document_id, para_no, entity_id, surface, char_start, is_first_in_document);
insert into clusters by name
select 'c1' as cluster_id, 'd4' as origin_id, 'stated_time' as origin_basis, 2 as members, 1 as outlets, 'xinhua' as agency_id,
    date '2016-02-29' as first_date, date '2016-02-29' as last_date;
insert into cluster_members by name
select * from (values ('c1', 'd4', 'origin'), ('c1', 'd5', 'direct')) as given(cluster_id, document_id, link);
insert into copies by name
select 'd6' as later_id, 'd2' as earlier_id, 'excerpt' as relation, 0.25 as later_share, 0.75 as earlier_share, true as is_ordered, 'unknown' as direction
union all by name
select 'd2' as later_id, 'd1' as earlier_id, 'edited' as relation, 0.5 as later_share, 0.25 as earlier_share, true as is_ordered, 'copied' as direction;
insert into stories by name
select * from (values
    ('e1', 'd1', 'Radar arrives', date '2016-02-28', date '2016-02-29', 3, 3, 3),
    ('e2', 'd6', 'Radar talks', date '2016-02-29', date '2016-02-29', 3, 3, 3)
) as given(story_id, first_id, title, date_lo, date_hi, documents, texts, outlets);
insert into quarantine by name
select 'korea_herald' as outlet_id, 'empty_file' as reason_code, 'parse' as stage, 'x' as location;
insert into snapshots by name
select * from (values (1, 's1', 'r1', timestamptz '2026-01-01 00:00:00+00', 6), (2, 's2', 'r2', timestamptz '2026-01-02 00:00:00+00', 7), (3, 's3', 'r3', timestamptz '2026-01-03 00:00:00+00', 8))
    as given(sequence, snapshot_id, run_id, created_at, documents);
insert into changes by name
select * from (values
    ('r1', 'd1', 'added', 'new_capture'), ('r2', 'd1', 'changed', 'new_version'), ('r3', 'd1', 'changed', 'rules_changed'),
    ('r2', 'd8', 'added', 'new_capture'), ('r2', 'gone', 'added', 'new_capture'), ('r3', 'gone', 'removed', 'relabelled')
) as given(run_id, document_id, change, reason);
insert into quotes by name
select * from (values
    ('d1', 1, 2, 5, 'Radar is here,', 'direct', 'the Minister', 'said', 'south_korea'),
    ('d1', 2, 4, 0, 'It stays.', 'direct', 'he', 'added', null),
    ('d2', 1, 1, 9, 'not our radar', 'partial', 'a minister', 'said', null),
    ('d4', 1, 1, 0, 'Rain fell.', 'direct', 'the minister', 'said', null)
) as given(document_id, quote_no, para_no, char_start, text, kind, speaker, verb, speaker_entity_id);

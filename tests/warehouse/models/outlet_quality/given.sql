-- An outlet with faults of each kind, one without any, one only in quarantine, and no outlet.
insert into documents by name
select document_id, outlet_id, published_date::date as published_date, date_kind, title,
    date_conflict
from (values
    ('d1', 'daily_post', '2017-08-31', 'published', 'Rain', false),
    ('d2', 'daily_post', '2017-08-31', 'inferred', 'Wind', true),
    ('d3', 'daily_post', '2017-09-01', 'inferred', null, false),
    ('d4', 'daily_post', null, 'unknown', null, true),
    ('d5', 'harbor_wire', '2017-08-31', 'updated', 'Ships', false),
    ('d6', null, null, 'unknown', null, false),
    ('d7', null, '2017-08-30', 'published', 'Snow', false)
) as rows (document_id, outlet_id, published_date, date_kind, title, date_conflict);

insert into quarantine by name
select source_uri, stage, reason_code, outlet_id
from (values
    ('a.txt', 'parse', 'no_article', 'daily_post'),
    ('b.txt', 'parse', 'empty_file', null),
    ('c.txt', 'ingest', 'too_large', null),
    ('e.txt', 'validate', 'expectation_failed', 'night_mail')
) as rows (source_uri, stage, reason_code, outlet_id);

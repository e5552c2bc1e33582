-- A day with two printings of one text, two outlets on one day, no outlet, no day, month ends.
insert into documents by name
select document_id, outlet_id, outlet_name, published_date::date as published_date, date_kind,
    word_count, body_hash
from (values
    ('d1', 'daily_post', 'Daily Post', '2017-08-31', 'published', 100, 'h1'),
    ('d2', 'daily_post', 'Daily Post', '2017-08-31', 'updated', 100, 'h1'),
    ('d3', 'daily_post', 'Daily Post', '2017-08-31', 'inferred', 50, 'h2'),
    ('d4', 'daily_post', 'Daily Post', '2017-09-01', 'published', 70, 'h3'),
    ('d5', 'harbor_wire', 'Harbor Wire', '2017-08-31', 'published', 100, 'h1'),
    ('d6', null, null, '2017-08-31', 'published', 30, 'h4'),
    ('d7', null, null, '2017-08-31', 'inferred', 20, 'h5'),
    ('d8', 'daily_post', 'Daily Post', null, 'unknown', 999, 'h6'),
    ('d9', null, null, null, 'unknown', 999, 'h7')
) as rows (document_id, outlet_id, outlet_name, published_date, date_kind, word_count, body_hash);

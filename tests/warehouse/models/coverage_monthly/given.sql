-- The last day of a month and the first of the next, a leap day, a year's end, one text twice.
insert into documents by name
select document_id, outlet_id, outlet_name, published_date::date as published_date, date_kind,
    word_count, body_hash
from (values
    ('d1', 'daily_post', 'Daily Post', '2020-02-01', 'published', 100, 'h1'),
    ('d2', 'daily_post', 'Daily Post', '2020-02-29', 'published', 10, 'h2'),
    ('d3', 'daily_post', 'Daily Post', '2020-02-29', 'published', 10, 'h2'),
    ('d4', 'daily_post', 'Daily Post', '2020-03-01', 'inferred', 7, 'h3'),
    ('d5', 'harbor_wire', 'Harbor Wire', '2019-12-31', 'published', 5, 'h1'),
    ('d6', 'harbor_wire', 'Harbor Wire', '2020-01-01', 'published', 6, 'h1'),
    ('d7', null, null, '2020-02-10', 'published', 30, 'h4'),
    ('d8', 'harbor_wire', 'Harbor Wire', null, 'unknown', 999, 'h5')
) as rows (document_id, outlet_id, outlet_name, published_date, date_kind, word_count, body_hash);

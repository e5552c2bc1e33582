-- An outlet with two layouts and missed pages, one without history, and pages that no layout could take.
insert into documents by name
select
    'a' || lpad(number::varchar, 3, '0') as document_id,
    'daily_post' as outlet_id,
    'page:layout:daily_post/web-2019' as extraction_method,
    []::varchar[] as quality_flags,
    date '2020-01-01' + number::integer as published_date,
    case when number < 20 then 600 else 300 end as word_count,
    case when number < 20 then 1.0 else 0.9 end as extraction_agreement
from range(120) as numbers (number);

insert into documents by name
select
    document_id, outlet_id, extraction_method, flags as quality_flags,
    published_date::date as published_date, word_count, extraction_agreement
from (values
    ('b1', 'daily_post', 'page:layout:daily_post/web-2012', [], '2013-05-01', 200, 0.5),
    ('b2', 'daily_post', 'page:layout:daily_post/web-2012', [], '2013-05-03', 400, 0.7),
    ('c1', 'daily_post', 'page:blocks', ['layout_missed'], '2020-05-01', 500, 0.8),
    ('c2', 'daily_post', 'page:blocks', ['layout_missed', 'short_text'], null, 20, null),
    ('d1', 'night_mail', 'page:layout:night_mail/web', [], null, 90, null),
    ('e1', 'night_mail', 'page:blocks', [], '2020-05-01', 700, 0.9),
    ('e2', null, 'text', [], '2020-05-01', 700, null)
) as rows (
    document_id, outlet_id, extraction_method, flags, published_date, word_count,
    extraction_agreement
);

insert into snapshots by name
select sequence, run_id from (values (1, 'r1'), (2, 'r2')) as rows (sequence, run_id);

insert into validations by name
select run_id, suite, scope, expectation, is_success
from (values
    ('r1', 'layouts', 'night_mail/web', 'layouts.agreement', false),
    ('r2', 'layouts', 'daily_post/web-2019', 'layouts.median_length', false),
    ('r2', 'layouts', 'daily_post/web-2019', 'layouts.agreement', true),
    ('r2', 'layouts', 'daily_post', 'layouts.hit_rate', false),
    ('r2', 'documents', 'daily_post', 'documents.short_text', false)
) as rows (run_id, suite, scope, expectation, is_success);

-- Two of one instant, one of their day without a time; a day without any time; then an inferred day alone, and none at all.
insert into documents by name
select *, 'e9' as story_id from (values
    ('t1', date '2016-05-01', timestamptz '2016-05-01 08:00:00+00', 'published'), ('t2', date '2016-05-01', timestamptz '2016-05-01 08:00:00+00', 'published'),
    ('t3', date '2016-05-01', null, 'published'), ('t4', date '2016-05-01', timestamptz '2016-05-01 09:30:00+00', 'published'),
    ('t5', date '2016-05-02', null, 'updated'), ('t6', date '2016-05-02', null, 'published'),
    ('t7', date '2016-05-03', null, 'inferred'), ('t8', null, null, 'unknown')
) as given(document_id, published_date, published_at, date_kind);
-- In Seoul it was the 31st seven hours before an outlet in New York printed on the 30th.
insert into documents by name
select *, 'published' as date_kind, 'f1' as story_id from (values
    ('y1', date '2016-05-31', timestamptz '2016-05-30 16:00:00+00'), ('y2', date '2016-05-30', timestamptz '2016-05-30 23:00:00+00')
) as given(document_id, published_date, published_at);

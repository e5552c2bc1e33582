-- A story of three days: the Courier has enough of each, the Mail too little of one, the Times enough but less than usual of one, the Star begins a day late.
insert into stories by name
select 'e3' as story_id, 'Radar goes' as title, date '2016-04-01' as date_lo, date '2016-04-03' as date_hi, 3 as outlets;
insert into coverage_calendar by name
select *, true as is_observed from (values
    ('courier', date '2016-04-01', 2, 'ok'), ('courier', date '2016-04-02', 3, 'high'), ('courier', date '2016-04-03', 4, 'ok'),
    ('mail', date '2016-04-01', 9, 'ok'), ('mail', date '2016-04-02', 1, 'ok'), ('mail', date '2016-04-03', 9, 'ok'),
    ('times', date '2016-04-01', 9, 'ok'), ('times', date '2016-04-02', 3, 'low'), ('times', date '2016-04-03', 9, 'ok'),
    ('star', date '2016-04-02', 9, 'ok'), ('star', date '2016-04-03', 9, 'ok')
) as given(outlet_id, day, documents, status);

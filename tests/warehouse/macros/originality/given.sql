-- What credits others, alone of its kind here: an agency, an outlet, an agency beside its own writers.
insert into documents by name
select *, 'china_daily' as outlet_id, date '2016-02-29' as published_date, 1.0 as originality from (values
    ('o1', 'agency', 'xinhua', 30), ('o2', 'own', null, 20), ('o3', 'mixed', 'xinhua', 60), ('o4', 'own', null, 40)
) as given(document_id, attribution, agency_id, word_count);
insert into evidence by name
select 'o2' as document_id, 1 as evidence_no, 'credit' as field, 'post' as value, 0.9 as confidence, true as is_chosen;

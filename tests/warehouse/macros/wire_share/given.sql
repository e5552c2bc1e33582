-- An outlet that prints a text of its own and two that credit another.
insert into documents by name
select *, 'china_daily' as outlet_id, date '2016-02-29' as published_date, 10 as word_count from (values ('o1', 'own'), ('o2', 'unknown'))
    as given(document_id, attribution);
insert into evidence by name
select *, 1 as evidence_no, 'credit' as field, 'post' as value, 0.9 as confidence, true as is_chosen from (values ('o1'), ('o2')) as given(document_id);

-- Pairs of every kind: ordered and not, credited either way, one outlet's own, recurring, updates, of no outlet.
insert into documents by name
select document_id, outlet_id, upper(outlet_id) as outlet_name, day::date as published_date
from (values
    ('m1', 'mail', '2020-03-01'),
    ('m2', 'mail', '2020-03-01'),
    ('m3', 'mail', '2020-03-09'),
    ('m4', 'mail', null),
    ('p1', 'post', '2020-03-02'),
    ('p2', 'post', '2020-03-04'),
    ('p3', 'post', null),
    ('p4', 'post', '2020-03-06'),
    ('s1', 'star', '2020-03-03'),
    ('n1', null, '2020-03-03')
) as rows (document_id, outlet_id, day);

-- p1 has two prints of the mail before it, and credits the second; p4 is credited by a mail of a
-- day before; what is unordered and unsaid, recurring or an update, or of one outlet, is no edge
insert into copies by name
select * from (values
    ('p1', 'm1', 'identical', 1.0, 1.0, true, 'unknown', 'none'),
    ('p1', 'm2', 'verbatim', 0.9, 0.9, true, 'copied', 'later_credits_earlier'),
    ('p2', 'm2', 'edited', 0.8, 0.4, true, 'common_source', 'both_credit_agency'),
    ('p3', 'm4', 'edited', 0.7, 0.6, false, 'unknown', 'none'),
    ('p3', 'm3', 'excerpt', 0.5, 0.8, false, 'copied', 'later_credits_earlier'),
    ('p4', 'm3', 'edited', 0.5, 0.9, true, 'copied', 'earlier_credits_later'),
    ('s1', 'm1', 'edited', 0.5, 0.25, true, 'unknown', 'none'),
    ('s1', 'p1', 'recurring', 0.5, 0.5, true, 'unknown', 'none'),
    ('p4', 's1', 'edited', 0.5, 0.5, false, 'common_source', 'agency_print'),
    ('m3', 'm1', 'update', 0.5, 0.5, true, 'common_source', 'same_outlet'),
    ('m3', 'm2', 'identical', 1.0, 1.0, true, 'common_source', 'same_outlet'),
    ('n1', 'm1', 'identical', 1.0, 1.0, true, 'unknown', 'none')
) as rows (
    later_id, earlier_id, relation, earlier_share, later_share, is_ordered, direction,
    direction_basis
);

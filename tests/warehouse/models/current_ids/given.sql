-- A chain over three snapshots, an id that comes back and goes again, one that ends, and equal ids of two kinds.
insert into snapshots by name
select * from (values (1, 'r1'), (2, 'r2'), (3, 'r3'), (4, 'r4')) as rows (sequence, run_id);

insert into redirects by name
select * from (values
    ('r2', 'cluster', 'ca', 'cb'),
    ('r3', 'cluster', 'cb', 'cc'),
    ('r4', 'cluster', 'cc', 'ca'),
    ('r2', 'document', 'd1', 'd2'),
    ('r3', 'document', 'd2', null),
    ('r4', 'document', 'd9', 'd8'),
    ('r2', 'story', 'd1', 'd3')
) as rows (run_id, kind, old_id, new_id);

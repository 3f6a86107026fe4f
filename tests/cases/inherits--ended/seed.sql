insert into docs values (1, 'a');
insert into contracts values (2, 'b', '2026-01-01');

insert into logs values (1, '2026-05-01');

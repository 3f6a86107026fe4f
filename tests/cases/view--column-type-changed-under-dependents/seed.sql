insert into orders values (1, 5, '2026-01-01');

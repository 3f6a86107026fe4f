insert into payments values (1, '2026-01-01', 100);

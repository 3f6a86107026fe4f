insert into usage values ('api', '2026-01-01', 5);

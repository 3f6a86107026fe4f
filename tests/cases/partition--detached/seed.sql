insert into users values (7);
insert into events values (1, '2025-04-01', 7), (2, '2026-04-01', 7);

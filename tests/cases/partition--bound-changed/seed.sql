insert into measures values ('2026-03-01', 1, 0.5), ('2025-03-01', 1, 0.5);

insert into readings values ('2025-02-02', 1), ('2026-02-02', 2);

insert into o values (1, '2025-02-02', 4);

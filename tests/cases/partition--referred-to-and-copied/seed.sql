insert into p values (1, '2025-02-02');

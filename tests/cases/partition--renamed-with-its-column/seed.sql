insert into p values ('2025-02-02', 4);

insert into p values (1, '2025-02-02');
insert into q values (1, '2025-02-02', 'a');

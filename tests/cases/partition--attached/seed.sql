insert into users values (7);
insert into events_2025 values (1, '2025-04-01', 7);

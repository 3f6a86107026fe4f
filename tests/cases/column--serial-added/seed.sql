insert into items values ('a'), ('b');

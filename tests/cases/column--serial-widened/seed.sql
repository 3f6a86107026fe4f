insert into items (name) values ('a'), ('b');

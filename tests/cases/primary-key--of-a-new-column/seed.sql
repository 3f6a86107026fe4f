insert into logs values ('a'), ('b');
insert into jobs values ('a'), ('b');
insert into lines values ('a'), ('b');

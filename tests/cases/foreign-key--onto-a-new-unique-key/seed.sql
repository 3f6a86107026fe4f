insert into products values (1, 'A');
insert into stock values ('A', 3);

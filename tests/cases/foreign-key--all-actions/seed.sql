insert into users values (1);
insert into a values (1, 1);

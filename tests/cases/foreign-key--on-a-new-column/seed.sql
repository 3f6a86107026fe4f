insert into customers values (7);
insert into orders values (1), (2);
insert into notes values (1);

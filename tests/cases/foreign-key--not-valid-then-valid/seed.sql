insert into customers values (1);
insert into notes values (1);
insert into calls values (99);

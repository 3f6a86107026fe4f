insert into base values (1, 'a', 1);
insert into sub values (2, 'b', 2);
insert into subsub values (3, 'c', 3);

insert into steps values (1, 1), (1, 2);

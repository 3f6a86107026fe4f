insert into charges values (1, 5);

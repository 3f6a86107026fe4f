insert into payments values (1, 10, 2), (2, 3000, 0);

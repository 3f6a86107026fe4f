insert into payments values (1, 10, -1);

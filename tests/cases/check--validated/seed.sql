insert into payments values (1, 2);

insert into rooms values (2, 3);

insert into metrics values (1, 0.5);

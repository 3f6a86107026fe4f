insert into prices values (1, 990), (2, 1990);

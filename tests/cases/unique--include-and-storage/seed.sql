insert into prices values (1, 'pro', 900);

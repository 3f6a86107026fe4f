insert into prices values (1, 'recurring'), (2, default);

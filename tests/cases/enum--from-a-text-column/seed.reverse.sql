insert into payments values (1, 'failed'), (2, default);

insert into orders values (1, 'de', 5), (2, 'fr', 6);

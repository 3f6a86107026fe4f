insert into orders values (1, 'fr', 'Lyon', '2024-01-01');

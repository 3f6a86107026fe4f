insert into items (id, name) values (1, 'one');

insert into emails values (1, null), (null, 'x');

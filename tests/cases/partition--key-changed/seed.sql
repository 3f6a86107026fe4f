insert into notes values (1, 'a'), (2, 'a');

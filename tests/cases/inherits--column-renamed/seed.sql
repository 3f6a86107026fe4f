insert into sub values (1, 'a', 'b');

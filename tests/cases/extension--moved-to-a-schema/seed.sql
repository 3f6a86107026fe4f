insert into products values (1, 'colour=>red');

insert into accounts values (1, default), (2, 'Free');

insert into a values (1, 'a');
insert into b values (2, 'b');

insert into customers values (1, row('Main St', 'Basel'));

insert into customers values (1);

insert into carts values (10, 2);

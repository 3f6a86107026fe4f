insert into "Order" values (1, 'u', 3);

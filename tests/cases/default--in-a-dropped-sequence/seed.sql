insert into orders (total) values (5);

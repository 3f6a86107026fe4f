insert into orders (total) values (10), (20), (30);

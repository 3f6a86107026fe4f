insert into customers (email) values ('a@example.com'), ('b@example.com');

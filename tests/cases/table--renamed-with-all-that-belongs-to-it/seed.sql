insert into clients (email) values ('a@example.com'), ('b@example.com');
insert into orders values (1, 2);

insert into customers values ('Ann', 1, 'a@example.com');

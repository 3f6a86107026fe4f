insert into customers values (1, 'A@example.com', null, '{}'), (2, 'a@example.com', now(), '{}');

insert into users values (1, 'Ann@example.com'), (2, 'bob@example.com');

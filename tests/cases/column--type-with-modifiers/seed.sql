insert into measures (code, amount) values ('x', 3.25);

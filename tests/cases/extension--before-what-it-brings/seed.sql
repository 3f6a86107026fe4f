insert into orders (note) values ('one'), ('two');

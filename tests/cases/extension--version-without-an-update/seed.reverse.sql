insert into words values ('one'), ('two');

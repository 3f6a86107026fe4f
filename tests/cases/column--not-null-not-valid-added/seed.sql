insert into people values (1);

insert into prices (id) values (1);

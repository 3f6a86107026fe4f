insert into members values (1, 2, 3);

insert into settings values (1);

insert into rates values ('eur');

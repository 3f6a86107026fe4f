insert into products values ('p1', 'Pro');
insert into prices values ('p1', 'eur', 900);

insert into same values (1);

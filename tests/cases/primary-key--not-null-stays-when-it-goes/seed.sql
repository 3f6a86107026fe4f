insert into tags values ('a', 'red');

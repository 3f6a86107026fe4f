insert into pages values ('home', 'Home');

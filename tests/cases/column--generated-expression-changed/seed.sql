insert into people values ('Ann', 'Lee');

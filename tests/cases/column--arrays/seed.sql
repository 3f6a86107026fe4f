insert into products values (1, '{new}', '{{1,2},{3,4}}');

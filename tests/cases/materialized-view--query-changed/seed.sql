insert into payments values (1, 'card', 200);

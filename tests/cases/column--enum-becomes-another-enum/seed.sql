insert into tickets values (1, 'open', '{new,closed}', 1, 'new'), (2, 'new', null, 0, null);

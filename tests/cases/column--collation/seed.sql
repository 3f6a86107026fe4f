insert into countries values ('CH', 'Switzerland', 'Schweiz');

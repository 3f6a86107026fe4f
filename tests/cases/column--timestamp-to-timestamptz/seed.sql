insert into logins values (1, '2026-01-01 12:00');

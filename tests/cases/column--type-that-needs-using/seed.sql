insert into settings values (1, 'true', '30', '{a,b}', '2026-01-01 00:00:00+00');

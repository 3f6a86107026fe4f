create table public.t (id int primary key, at timestamptz, day date, word text, until timestamp);
insert into public.t values (1, '2020-01-01 00:00+00', '2020-01-01', 'now', '2020-01-01');

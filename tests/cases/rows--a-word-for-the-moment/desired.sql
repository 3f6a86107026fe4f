create table public.t (id int primary key, at timestamptz, day date, word text, until timestamp);
insert into public.t values
    (1, 'now', 'Today', 'now', timestamp 'tomorrow' + interval '1 hour'),
    (2, 'tomorrow 10:00', 'yesterday'::date, 'today', null);

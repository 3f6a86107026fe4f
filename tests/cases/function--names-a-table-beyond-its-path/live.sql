create table public.films (id integer);

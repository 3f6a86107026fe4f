set check_function_bodies = false;
select pg_catalog.set_config('search_path', '', false);
create function public.count_films() returns bigint language sql as $$ select count(*) from films where id > 0 $$;
create function public.found() returns bigint language sql as $$ select count(*) from public.films $$;
create table public.films (id integer);

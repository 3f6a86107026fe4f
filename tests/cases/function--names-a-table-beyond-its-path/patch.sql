begin;

set local check_function_bodies = off;

set local search_path = '';

create function public.count_films()
    returns bigint
    language sql
as $$ select count(*) from films where id > 0 $$;

create function public.found()
    returns bigint
    language sql
as $$ select count(*) from public.films $$;

commit;

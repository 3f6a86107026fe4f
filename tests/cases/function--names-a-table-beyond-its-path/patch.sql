begin;

set local search_path = '';

set local check_function_bodies = off;

create function public.count_films()
    returns bigint
    language sql
as $$ select count(*) from films where id > 0 $$;

create function public.found()
    returns bigint
    language sql
as $$ select count(*) from public.films $$;

commit;

begin;

drop function public.bounds(bigint[]);

drop function public.series(integer);

set local search_path = public;

create function public.bounds(ids bigint[], out low bigint, out high bigint, out number bigint)
    returns record
    language sql
as $$ select min(i), max(i), count(*) from unnest(ids) i $$;

create function public.series(n integer)
    returns table (i integer, square bigint)
    language sql
    rows 50
as $$ select g, (g * g)::bigint from generate_series(1, n) g $$;

create function public.swap(inout a integer, inout b text)
    returns record
    language sql
as $$ select b::integer, a::text $$;

commit;

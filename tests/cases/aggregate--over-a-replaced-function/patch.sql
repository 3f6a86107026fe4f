begin;

drop view public.totals;

drop aggregate public.total(integer);

drop function public.add(integer, integer);

set local search_path = public;

create function public.add(x integer, y integer)
    returns integer
    language sql
    immutable
as $$select x + y$$;

create aggregate public.total(integer) (sfunc = public.add, stype = integer);

create view public.totals as
select public.total(n) from public.t;

commit;

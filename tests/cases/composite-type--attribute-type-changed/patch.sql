begin;

alter type public.order_line alter attribute quantity type bigint;

set local search_path = public;

create or replace function public.total(lines public.order_line[])
    returns bigint
    language sql
    immutable
as $$ select sum(l.quantity)::bigint from unnest(lines) as l $$;

commit;

begin;

drop function public.price(bigint, character varying);

set local search_path = public;

create or replace function public.price(id bigint, currency text)
    returns bigint
    language sql
as $$ select id * 2 $$;

create function public.price(id bigint, currency text, at date default current_date)
    returns bigint
    language sql
as $$ select id $$;

create function public.price(variadic ids bigint[])
    returns bigint
    language sql
as $$ select ids[1] $$;

commit;

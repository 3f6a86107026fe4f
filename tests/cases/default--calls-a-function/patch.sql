begin;

set local search_path = public;

create function public.new_code(length integer)
    returns text
    language sql
as $$ select repeat('x', length) $$;

alter table public.coupons alter column code set default new_code(8);

drop function public.new_code();

commit;

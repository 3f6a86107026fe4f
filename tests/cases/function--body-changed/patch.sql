begin;

set local search_path = public;

create or replace function public.net(gross bigint, rate numeric default 0.081)
    returns bigint
    language sql
    immutable parallel safe
as $$ select floor(gross / (1 + rate))::bigint $$;

commit;

begin;

set local search_path = public;

alter table public.customers
    alter column email type character varying(320),
    alter column phone type text;

commit;

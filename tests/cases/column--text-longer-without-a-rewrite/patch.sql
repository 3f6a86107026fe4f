begin;

alter table public.customers
    alter column email type character varying(320),
    alter column phone type text;

commit;

begin;

set local search_path = public;

alter table public.customers alter column id add generated always as identity;

commit;

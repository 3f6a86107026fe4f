begin;

set local search_path = public;

alter table public.customers add column phone text;

commit;

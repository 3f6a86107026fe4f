begin;

set local search_path = public;

alter table public.customers rename column name to full_name;

commit;

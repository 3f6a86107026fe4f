begin;

alter table public.customers add column phone text;

commit;

begin;

alter table public.customers rename column name to full_name;

commit;

begin;

alter table public.customers add column note text;

commit;

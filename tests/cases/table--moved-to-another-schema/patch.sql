begin;

set local search_path = public;

alter table public.invoices set schema billing;

commit;

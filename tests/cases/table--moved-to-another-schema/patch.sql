begin;

alter table public.invoices set schema billing;

commit;

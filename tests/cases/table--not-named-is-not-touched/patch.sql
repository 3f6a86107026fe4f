begin;

alter table public.invoices add column total bigint not null default 0;

commit;

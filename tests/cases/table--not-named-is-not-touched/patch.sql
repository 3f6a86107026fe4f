begin;

set local search_path = public;

alter table public.invoices add column total bigint not null default 0;

commit;

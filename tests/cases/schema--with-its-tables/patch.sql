begin;

create schema billing;

set local search_path = public;

create table billing.invoices (
    id bigint not null generated always as identity,
    customer_id bigint not null,
    total numeric(12,2) not null,
    constraint invoices_pkey primary key (id),
    constraint invoices_total_check check (total >= 0)
);

create index invoices_customer_id_idx on billing.invoices (customer_id);

alter table billing.invoices add constraint invoices_customer_id_fkey foreign key (customer_id) references public.customers (id) on delete restrict;

commit;

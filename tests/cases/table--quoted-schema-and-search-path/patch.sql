begin;

create type "Billing-EU".state as enum ('open', 'paid');

create table public.invoices (
    id bigint not null,
    constraint invoices_pkey primary key (id)
);

alter table "Billing-EU".invoices
    add column currency text not null default 'eur',
    add column state "Billing-EU".state not null default 'open';

set local search_path = "Billing-EU", public;

create function public.paid(invoice "Billing-EU".invoices)
    returns boolean
    language sql
as $$ select invoice.state = 'paid' $$;

create view "Billing-EU".open as
select id from invoices where state = 'open';

commit;

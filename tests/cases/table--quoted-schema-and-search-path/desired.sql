create schema "Billing-EU";
set search_path = "Billing-EU", public;
create table invoices (id bigint primary key, currency text not null default 'eur');
create type state as enum ('open', 'paid');
alter table invoices add column state state not null default 'open';
create view open as select id from invoices where state = 'open';
create function public.paid(invoice "Billing-EU".invoices) returns boolean language sql as $$ select invoice.state = 'paid' $$;
set search_path = public;
create table invoices (id bigint primary key);

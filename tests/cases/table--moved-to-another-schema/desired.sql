create schema billing;
-- trueup: renamed from public.invoices
create table billing.invoices (id bigint generated always as identity primary key, total bigint);
create view open_invoices as select id from billing.invoices;

create schema billing;
-- trueup: renamed from billing.invoices
create table invoices (id bigint generated always as identity primary key, total bigint);
create view open_invoices as select id from invoices;

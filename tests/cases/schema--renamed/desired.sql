-- trueup: renamed from payments
create schema billing;
create table billing.invoices (
  id bigint generated always as identity primary key,
  paid_at timestamptz
);
create view billing.open_invoices as select id from billing.invoices where paid_at is null;

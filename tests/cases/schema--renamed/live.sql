-- trueup: renamed from billing
create schema payments;
create table payments.invoices (
  id bigint generated always as identity primary key,
  paid_at timestamptz
);
create view payments.open_invoices as select id from payments.invoices where paid_at is null;

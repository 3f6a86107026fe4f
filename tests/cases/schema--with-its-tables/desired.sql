create table customers (
  id bigint generated always as identity primary key,
  email text not null unique
);
create schema billing;
create table billing.invoices (
  id bigint generated always as identity primary key,
  customer_id bigint not null references customers on delete restrict,
  total numeric(12, 2) not null check (total >= 0)
);
create index on billing.invoices (customer_id);

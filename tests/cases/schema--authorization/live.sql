create schema billing;
create table billing.invoices (id bigint primary key);

create schema billing authorization postgres;
create table billing.invoices (id bigint primary key);

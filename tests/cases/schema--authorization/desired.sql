create schema billing authorization case_billing;
create table billing.invoices (id bigint primary key);

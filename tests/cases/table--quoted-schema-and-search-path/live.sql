create schema "Billing-EU";
create table "Billing-EU".invoices (id bigint primary key);

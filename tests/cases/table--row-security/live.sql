create table invoices (id bigint primary key);
create table ledger (id bigint primary key);
alter table ledger enable row level security;

create table invoices (id bigint primary key);
alter table invoices enable row level security;
create table ledger (id bigint primary key);
alter table ledger enable row level security;
alter table ledger force row level security;

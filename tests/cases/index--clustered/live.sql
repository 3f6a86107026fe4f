create table ledger (id bigint, account bigint, at timestamptz);
create index ledger_by_account on ledger (account);
create index ledger_by_at on ledger (at);
alter table ledger cluster on ledger_by_at;

create table ledger (id bigint);

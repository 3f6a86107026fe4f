create table receipts (id bigint primary key);

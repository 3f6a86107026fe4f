create sequence numbers;
create table invoices (id bigint primary key, number bigint);
create table receipts (id bigint primary key, number bigint);
alter sequence numbers owned by invoices.number;

create sequence numbers;
create table receipts (id bigint primary key, number bigint);
alter sequence numbers owned by receipts.number;

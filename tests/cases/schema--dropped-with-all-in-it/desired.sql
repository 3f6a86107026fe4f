create table devices (id bigint primary key);

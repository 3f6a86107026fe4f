create table customers (id bigint primary key);
create table orders (id bigint primary key);
create table notes (id bigint primary key);

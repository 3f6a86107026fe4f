create type mood as enum ('glad', 'sad');
create table customers (id bigint primary key, unique (id));
-- A new column is null in every row, so no row can refer to nothing and none can be twice.
create table orders (id bigint primary key, customer_id bigint references customers (id), ticket text unique, felt mood unique);
-- A default is another matter.
create table notes (id bigint primary key, customer_id bigint default 7 references customers (id), code text default 'x' unique);

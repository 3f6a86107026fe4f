create type unit as enum ('piece', 'hour');
create type order_line as (sku text, unit unit, tags text[], price numeric(12, 2));
create table orders (id bigint primary key, lines order_line[] not null default '{}');

create table customers (id bigint primary key, name text not null);
create index customers_by_name on customers (name);

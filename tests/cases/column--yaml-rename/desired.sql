create table customers (id bigint primary key, full_name text not null);
create index customers_by_name on customers (full_name);

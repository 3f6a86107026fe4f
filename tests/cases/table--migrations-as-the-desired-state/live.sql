create table customers (id bigint primary key, full_name text);

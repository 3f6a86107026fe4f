create table customers (name text, id bigint primary key, email text);

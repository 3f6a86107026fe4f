create table customers (id bigint primary key, email text, name text not null);

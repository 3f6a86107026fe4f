create table products (id bigint primary key, sku text);
create table stock (sku text, amount integer);

create table products (id bigint primary key, sku text, constraint products_sku_key unique (sku));
create table stock (sku text references products (sku) on update cascade, amount integer);

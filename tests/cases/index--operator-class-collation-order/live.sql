create table products (sku text, name text, price numeric, added date);
create index products_1 on products (sku);
create index products_2 on products (name desc);
create index products_3 on products (price, added);

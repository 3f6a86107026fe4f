create table products (sku text, name text, price numeric, added date);
create index products_1 on products (sku text_pattern_ops);
create index products_2 on products (name collate "C" desc nulls last);
create index products_3 on products (price asc nulls first, added desc);

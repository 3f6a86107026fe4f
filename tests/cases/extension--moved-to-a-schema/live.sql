create extension hstore;
create table products (id bigint primary key, attributes hstore not null default '');
create index products_attributes on products using gin (attributes);

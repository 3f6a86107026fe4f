create schema extensions;
create extension hstore schema extensions;
create table products (id bigint primary key, attributes extensions.hstore not null default '');
create index products_attributes on products using gin (attributes);

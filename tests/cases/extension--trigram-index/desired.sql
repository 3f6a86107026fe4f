create extension pg_trgm;
create table customers (id bigint primary key, name text not null);
create index customers_name on customers using gin (name gin_trgm_ops);

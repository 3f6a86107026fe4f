create table if not exists customers (id bigint primary key, name text);
create table if not exists customers (never text);
create table legacy_notes (id bigint primary key, body text);
create index customers_name on customers (name);

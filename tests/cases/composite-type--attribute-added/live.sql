create type address as (street text, city text);
create table customers (id bigint primary key, address address);
create function city_of(address) returns text language sql immutable as $$ select ($1).city $$;

create type dimensions as (width numeric, height integer);
create table parcels (id bigint primary key, size dimensions not null);

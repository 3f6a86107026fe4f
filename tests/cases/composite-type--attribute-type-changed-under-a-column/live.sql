create type dimensions as (width integer, height integer);
create table parcels (id bigint primary key, size dimensions not null);

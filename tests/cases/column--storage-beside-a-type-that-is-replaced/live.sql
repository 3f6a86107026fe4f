create type size as (width integer, unit text);
create type level as enum ('low', 'high', 'none');
create table parcels (id integer primary key, size size, levels level[], note text);
create table others (id integer primary key, size size);
alter table others alter column size set storage external;
create collation german (provider = icu, locale = 'de');
create table names (id integer primary key, name text collate german);

create type size as (width bigint, unit text);
create type level as enum ('low', 'high');
create table parcels (id integer primary key, size size, levels level[], note text);
alter table parcels alter column size set storage external, alter column levels set storage main, alter column note set storage external;
create table others (id integer primary key, size size);
create collation german (provider = icu, locale = 'de-AT');
create table names (id integer primary key, name text collate german);
alter table names alter column name set storage external, alter column name set statistics 50;

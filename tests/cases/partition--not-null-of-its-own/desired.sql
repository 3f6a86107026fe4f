create table m (a integer not null, b integer not null) partition by list (a);
create table m1 partition of m for values in (10);
alter table m1 alter column b set not null;
create table m2 partition of m (b not null) for values in (20);
create table m3 partition of m for values in (30);
create table m4 (a integer not null, b integer not null);
alter table m attach partition m4 for values in (4);
create table m5 partition of m (b not null) for values in (5);
create table m6 (a integer not null, b integer not null);

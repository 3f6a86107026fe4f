create table m (a integer not null, b integer not null) partition by list (a);
create table m1 partition of m for values in (1);
create table m2 partition of m (b not null) for values in (2);
create table m3 partition of m (b not null) for values in (3);
create table m4 (a integer not null, b integer not null);
create table m5 (a integer not null, b integer not null);
create table m6 partition of m (b not null) for values in (6);

create table p (a integer not null, b integer not null, c integer, d integer, e integer not null);
create table k_set () inherits (p);
create table k_later () inherits (p);
alter table k_later add primary key (a);

create table a (note text, n integer);
create table b (extra integer) inherits (a);
create table c (note text) inherits (b);
alter table b alter column note set compression pglz;
alter table b alter column n set (n_distinct = 7);
alter table a alter column note set storage external;
create table p (id integer, note text) partition by list (id);
create table p1 partition of p for values in (1);
alter table p1 alter column note set compression pglz;

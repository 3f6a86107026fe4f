create table a (note text, n integer);
create table b (extra integer) inherits (a);
create table c (note text) inherits (b);
alter table a alter column note set compression pglz;
alter table a alter column n set (n_distinct = 5);
create table p (id integer, note text) partition by list (id);
create table p1 partition of p for values in (1);
alter table p alter column note set compression pglz;

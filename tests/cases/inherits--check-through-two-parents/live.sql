create table a (id integer, constraint positive check (id > 0));
create table b (extra integer) inherits (a);
create table c (id integer) inherits (b, a);

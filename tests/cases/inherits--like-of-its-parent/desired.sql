create table p (a integer not null, b text default 'x', c integer);
create table q (d integer);
create table k (like p, e integer) inherits (p, q);
create table l (like q including all, c integer not null) inherits (p);

create foreign data wrapper nothing;
create server far foreign data wrapper nothing;
create table p (a integer) partition by list (a);
create foreign table p1 partition of p for values in (1) server far;
create table q (a integer);
create foreign table q1 () inherits (q) server far;

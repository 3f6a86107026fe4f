create table p (a integer not null, b text default 'x', c integer);
create table q (d integer);

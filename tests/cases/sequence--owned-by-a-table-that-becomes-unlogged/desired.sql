create unlogged table t (a integer, b integer, c integer);
create table u (a integer);
create sequence kept owned by t.a;
create sequence left_over;
create sequence taken owned by t.b;
create sequence made owned by t.c;
create unlogged sequence made_too owned by t.c;
create sequence of_u owned by t.a;
alter table t alter column c set default nextval('made');

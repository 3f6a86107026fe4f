create table t (a integer, b integer, c integer);
create unlogged table u (a integer);
create sequence kept owned by t.a;
create sequence left_over owned by t.b;
create sequence taken;
create sequence of_u owned by u.a;

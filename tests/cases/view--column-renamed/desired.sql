create table t (a integer, b text);
create view v as select a, b, a + 1 as c from t;
alter view v alter column a set default 1;
comment on column v.a is 'the first';
comment on column v.b is 'the second';
alter view v rename column a to id;
alter table v rename c to next;
create view on_v as select b from v;

create table t (a integer, b text);
create view v as select a, b, a + 1 as c from t;
create view on_v as select b from v;
alter view v alter column a set default 1;
comment on column v.a is 'the first';
comment on column v.b is 'the second';
